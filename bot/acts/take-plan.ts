import { randomUUID } from 'node:crypto';
import { unitSubject } from './subjects.ts';
import type { Action } from '../../lika/plan/plan.ts';
import type { ActionPatch } from '../api/schemas/plan.ts';
import { NotFound } from '../errors.ts';
import type { Before, Outcome } from '../imports/kept.ts';
import type { LeftOut } from '../imports/left.ts';
import { droppedOfPlan } from '../imports/dropped.ts';
import { weighPlan } from '../imports/weigh-plan.ts';
import type { ActionChange, GoalChange } from '../imports/weigh-plan.ts';
import { doneSince } from '../store/done-actions.ts';
import { actionById, actionsOfPlan, goalById, goalsOfPlan, lockPlan } from '../store/plans.ts';
import type { UnitRow } from '../store/units.ts';
import type { Act } from './act.ts';
import { addAction, addGoal } from './add-action.ts';
import { changeAction } from './change-action.ts';
import { noteChange, planFor } from './plan-changes.ts';
import { rewordGoal } from './reword-goal.ts';
import type { TakeWish } from './take-import.ts';

interface TakenPlan extends Pick<Outcome, 'goals' | 'actions'> {
  readonly before: Pick<Before, 'plan' | 'goals' | 'actions'>;
}

const NOTHING: TakenPlan = {
  goals: { added: 0, changed: 0 },
  actions: { added: 0, changed: 0 },
  before: { plan: null, goals: [], actions: [] },
};

/** The plan of our own workbook, brought in by the acts that the tab's edits are; what isn't possible is left out and said. */
export async function takePlan(act: Act, wish: TakeWish, leftOut: LeftOut[]): Promise<TakenPlan> {
  const { unit, understood } = wish;
  if (!wish.plan || !understood.workbook?.plan) return NOTHING;
  const plan = await planFor(act, unit);
  await lockPlan(act.tx, plan.id);
  const standing = { goals: await goalsOfPlan(act.tx, plan.id), actions: await actionsOfPlan(act.tx, plan.id) };
  const changes = weighPlan(understood.workbook, { unit, instruments: act.instruments, ...standing });
  leftOut.push(...changes.leftOut, ...droppedOfPlan(understood, unit.id, standing));
  const goalIds = new Map<string, string>();
  const goals: Before['goals'][number][] = [];
  for (const change of changes.goals) goals.push(await takeGoal(act, plan.id, change, goalIds));
  const actions: Before['actions'][number][] = [];
  for (const change of changes.actions) actions.push(await takeAction(act, unit, change, goalIds));
  const counted = (all: readonly { before: unknown }[]) => ({
    added: all.filter(({ before }) => before === null).length,
    changed: all.filter(({ before }) => before !== null).length,
  });
  return { goals: counted(goals), actions: counted(actions), before: { plan: plan.id, goals, actions } };
}

async function takeGoal(
  act: Act,
  plan: string,
  { key, standing, wanted }: GoalChange,
  ids: Map<string, string>,
): Promise<Before['goals'][number]> {
  if (standing) {
    const placed = await goalById(act.tx, standing.id, true);
    if (!placed) throw new NotFound();
    const { version } = await rewordGoal(act, placed, { text: wanted.text, version: standing.version });
    return { id: standing.id, before: standing, after: version };
  }
  const goal = await addGoal(act, plan, wanted);
  const placed = await goalById(act.tx, goal.id);
  await noteChange(act, { id: plan, unit: placed?.unit ?? '' }, 'goal.add', goal.id);
  ids.set(key, goal.id);
  return { id: goal.id, before: null, after: goal.version };
}

async function takeAction(
  act: Act,
  unit: UnitRow,
  change: ActionChange,
  goalIds: ReadonlyMap<string, string>,
): Promise<Before['actions'][number]> {
  const { standing } = change;
  const goal = goalIds.get(change.goal) ?? change.goal;
  const doneAt = standing && (await doneSince(act.tx, standing.id));
  let now = standing ?? (await madeAction(act, unit, change, goal));
  for (const patch of patchesOf(change, goal)) {
    const placed = await actionById(act.tx, now.id, true);
    if (!placed) throw new NotFound();
    const subject = { ...unitSubject(act.tx.municipality, unit), responsible: placed.item.responsible };
    now = await changeAction(act, { action: placed, subject }, { version: now.version, ...patch });
  }
  return { id: now.id, before: standing, doneAt: doneAt?.toISOString() ?? null, after: now.version };
}

/** What the tab would send, one after the other: the fields with the first step, and each state that is gone through. */
function patchesOf({ standing, fields, through }: ActionChange, goal: string): Omit<ActionPatch, 'version'>[] {
  const { activities, goal: goalKey, reason, ...rest } = fields;
  const first = {
    ...rest,
    ...(standing && goalKey !== undefined ? { goal } : {}),
    // A new action's are made with it.
    ...(standing && activities
      ? { activities: activities.map((one) => ({ ...one, id: one.id ?? randomUUID() })) }
      : {}),
  };
  const last = { ...(reason === undefined ? {} : { reason }) };
  const steps = through.length === 0 ? [{ ...first, ...last }] : through.map((state) => ({ state }));
  return steps
    .map((step, at) => ({ ...(at === 0 ? first : {}), ...step, ...(at === steps.length - 1 ? last : {}) }))
    .filter((patch) => Object.keys(patch).length > 0);
}

/** A new action as the tab proposes one, with its activities ticked as they are in the row. */
async function madeAction(act: Act, unit: UnitRow, change: ActionChange, goal: string): Promise<Action> {
  const activities = change.fields.activities ?? [];
  const { area, indicators } = change;
  const texts = activities.map(({ text }) => text);
  const title = change.fields.title ?? change.title;
  const made = await addAction(act, unit, {
    ...{ goal: { id: goal }, title, area, indicators: [...indicators], activities: texts },
  });
  if (!activities.some(({ done }) => done)) return made;
  const placed = await actionById(act.tx, made.id, true);
  if (!placed) throw new NotFound();
  const ticked = made.activities.map((one, at) => ({ ...one, done: activities[at]?.done ?? false }));
  const subject = { ...unitSubject(act.tx.municipality, unit), responsible: null };
  return changeAction(act, { action: placed, subject }, { version: made.version, activities: ticked });
}
