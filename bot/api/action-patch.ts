import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { may } from '../../lika/access/access.ts';
import { stateFaults } from '../../lika/plan/decide.ts';
import type { ActionFault } from '../../lika/plan/decide.ts';
import type { Action } from '../../lika/plan/plan.ts';
import { Conflict, Forbidden, Invalid } from '../errors.ts';
import { updateAction } from '../store/plans.ts';
import { checkGoal } from './actions.ts';
import type { FoundAction } from './find.ts';
import { noteChange } from './plan-changes.ts';
import { oneActionView } from './plan-view.ts';
import type { Call } from './route.ts';
import type { ActionPatch } from './schemas/plan.ts';

type Patch = z.output<typeof ActionPatch>;

/** What one who may not write the plan can change in an action of their own. */
const OWN_FIELDS = ['version', 'state', 'activities', 'responsible'];
const WORKING_STATES = ['decided', 'ongoing', 'done'];

/**
 * The action with the patch applied, saved. Throws Conflict with what stands now when the version seen isn't the
 * latest; Invalid when the state it would get demands more than it has; Forbidden when it isn't theirs to change.
 */
export async function patchAction(call: Call, found: FoundAction, patch: Patch): Promise<Action> {
  const { item, plan, unit } = found.action;
  const wanted = applied(item, patch);
  const { version: _, ...now } = item;
  const { version: __, ...then } = wanted;
  if (item.version === patch.version + 1 && isDeepStrictEqual(now, then)) return item;
  if (item.version !== patch.version) throw new Conflict('stale-version', await oneActionView(call, item));
  if (!may(call.actor, 'plan.write', found.subject)) checkOwn(call, item, wanted, patch);
  if (wanted.goal !== item.goal) await checkGoal(call, plan, wanted.goal, '/goal');
  const faults = stateFaults({ ...wanted, state: item.state }, wanted.state);
  if (faults.length > 0) throw new Invalid(faults.map(asFieldFault));
  await updateAction(call.tx, wanted);
  const detail = {
    version: wanted.version,
    state: wanted.state,
    fields: Object.keys(patch).filter((key) => key !== 'version'),
  };
  await noteChange(call, { id: plan, unit }, 'action.change', item.id, detail);
  return wanted;
}

function applied(action: Action, patch: Patch): Action {
  const state = patch.state ?? action.state;
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<Action>;
  const merged = { ...action, ...given, state, version: action.version + 1 };
  // A reason belongs to a closed action alone.
  return { ...merged, reason: state === 'closed' ? merged.reason : null };
}

/** A team member may take a free action, and say how one's own goes; what is decided stays the head's. */
function checkOwn(call: Call, before: Action, after: Action, patch: Patch): void {
  const onlyOwnFields = Object.keys(patch).every((field) => OWN_FIELDS.includes(field));
  const isTheirs = after.responsible === call.actor.person;
  const keepsToWork =
    before.state === after.state || (WORKING_STATES.includes(before.state) && WORKING_STATES.includes(after.state));
  const sameTexts = isDeepStrictEqual(
    before.activities.map(({ id, text }) => ({ id, text })),
    after.activities.map(({ id, text }) => ({ id, text })),
  );
  if (!onlyOwnFields || !isTheirs || !keepsToWork || (!sameTexts && before.responsible !== call.actor.person))
    throw new Forbidden('not-yours-to-change');
}

function asFieldFault({ field, code }: ActionFault): { pointer: string; code: string } {
  return { pointer: `/${field.replace('.', '/')}`, code: `action-${code}` };
}
