import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { may } from '../../lika/access/access.ts';
import type { Subject } from '../../lika/access/access.ts';
import { stateFaults } from '../../lika/plan/decide.ts';
import type { ActionFault } from '../../lika/plan/decide.ts';
import type { Action } from '../../lika/plan/plan.ts';
import type { ActionPatch } from '../api/schemas/plan.ts';
import { Conflict, Forbidden, Invalid } from '../errors.ts';
import { markDone } from '../store/done-actions.ts';
import { updateAction } from '../store/plans.ts';
import type { Placed } from '../store/plans.ts';
import { wakePlan } from '../store/planner-plans.ts';
import type { Act } from './act.ts';
import { checkGoal } from './add-action.ts';
import { noteAssigned } from './assignments.ts';
import { noteDone, takeBackDone } from './joys.ts';
import { noteChange } from './plan-changes.ts';
import type { PlanChange } from './plan-changes.ts';

type Patch = z.output<typeof ActionPatch>;

/** What one who may not write the plan can change in an action of their own. */
const OWN_FIELDS = ['version', 'state', 'activities', 'responsible'];
const WORKING_STATES = ['decided', 'ongoing', 'done'];

/** An action, locked in the transaction, with the subject that permissions are asked of. */
export interface ActionAtHand {
  readonly action: Placed<Action>;
  readonly subject: Subject;
}

/**
 * The action with the patch applied, saved. Throws Conflict `stale-version` with the action as it stands when the
 * version seen isn't the latest; Invalid when the state it would get demands more than it has; Forbidden when it isn't
 * theirs to change.
 */
export async function changeAction(act: Act, found: ActionAtHand, patch: Patch): Promise<Action> {
  const { item, plan, unit } = found.action;
  const wanted = applied(item, patch);
  const { version: _, ...now } = item;
  const { version: __, ...then } = wanted;
  if (item.version === patch.version + 1 && isDeepStrictEqual(now, then)) return item;
  if (item.version !== patch.version) throw new Conflict('stale-version', item);
  if (!may(act.actor, 'plan.write', found.subject)) checkOwn(act, item, wanted, patch);
  if (wanted.goal !== item.goal) await checkGoal(act, plan, wanted.goal, '/goal');
  const faults = stateFaults({ ...wanted, state: item.state }, wanted.state);
  if (faults.length > 0) throw new Invalid(faults.map(asFieldFault));
  await saveAction(
    act,
    { plan, unit },
    item,
    wanted,
    Object.keys(patch).filter((key) => key !== 'version'),
  );
  await wakePlan(act.tx, plan, act.now);
  await noteAssigned(act, unit, item, wanted);
  return wanted;
}

/** Keeps the action as it is now, notes it in the log, tells the other windows, and says or takes back that it is done. */
export async function saveAction(
  by: PlanChange,
  { plan, unit }: { readonly plan: string; readonly unit: string },
  before: Action,
  after: Action,
  fields: readonly string[],
): Promise<void> {
  await updateAction(by.tx, after);
  if ((after.state === 'done') !== (before.state === 'done'))
    await markDone(by.tx, after.id, after.state === 'done' ? by.now : null);
  await noteChange(by, { id: plan, unit }, 'action.change', after.id, {
    version: after.version,
    state: after.state,
    fields,
  });
  if (after.state === 'done' && before.state !== 'done') await noteDone(by, unit, after.id);
  if (after.state !== 'done' && before.state === 'done') await takeBackDone(by, after.id);
}

function applied(action: Action, patch: Patch): Action {
  const state = patch.state ?? action.state;
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<Action>;
  const merged = { ...action, ...given, state, version: action.version + 1 };
  // A reason belongs to a closed action alone.
  return { ...merged, reason: state === 'closed' ? merged.reason : null };
}

/** A team member may take a free action, and say how one's own goes; what is decided stays the head's. */
function checkOwn(act: Act, before: Action, after: Action, patch: Patch): void {
  const onlyOwnFields = Object.keys(patch).every((field) => OWN_FIELDS.includes(field));
  const isTheirs = after.responsible === act.actor.person;
  const keepsToWork =
    before.state === after.state || (WORKING_STATES.includes(before.state) && WORKING_STATES.includes(after.state));
  const sameTexts = isDeepStrictEqual(
    before.activities.map(({ id, text }) => ({ id, text })),
    after.activities.map(({ id, text }) => ({ id, text })),
  );
  if (!onlyOwnFields || !isTheirs || !keepsToWork || (!sameTexts && before.responsible !== act.actor.person))
    throw new Forbidden('not-yours-to-change');
}

function asFieldFault({ field, code }: ActionFault): { pointer: string; code: string } {
  return { pointer: `/${field.replace('.', '/')}`, code: `action-${code}` };
}
