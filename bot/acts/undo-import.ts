import { isOpen } from '../../lika/assessment/states.ts';
import type { Action, PlanGoal } from '../../lika/plan/plan.ts';
import { standingAgain } from '../imports/kept.ts';
import type { Before, PutBack, Undoing, UndoLeft } from '../imports/kept.ts';
import { answersOfAssessments, assessmentById } from '../store/assessments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import { writeAudit } from '../store/audit.ts';
import { importsToUndo, keepBefore } from '../store/brought-files.ts';
import { markDone } from '../store/done-actions.ts';
import { followUpsOf } from '../store/follow-ups.ts';
import { wakePlan } from '../store/planner-plans.ts';
import { plannerTaskOf } from '../store/planner-tasks.ts';
import { actionById, actionsOfPlan, deleteFromPlan, goalById, lockPlan, updateAction } from '../store/plans.ts';
import type { UnitRow } from '../store/units.ts';
import { loggedAs } from './act.ts';
import type { Act } from './act.ts';
import { takeBackDone } from './joys.ts';
import { noteChange } from './plan-changes.ts';
import { rewordGoal } from './reword-goal.ts';
import { writeAnswer } from './write-answer.ts';

type Left = Undoing['left'][number];

/** What is found out on the way: what stays, and what stands again. */
interface Found {
  readonly left: Left[];
  readonly put: PutBack[];
}

/**
 * Puts back what stood before the import, as it was said and by whom, where nobody has changed it since; what somebody
 * has stays, and is said. A draft that the import made stays too, without its answers. What an earlier import made and
 * this one had changed stands again, so that the earlier one can be undone in its turn.
 */
export async function undoImport(
  act: Act,
  unit: UnitRow,
  { id, before }: { readonly id: string; readonly before: Before },
): Promise<Undoing> {
  const found: Found = { left: [], put: [] };
  const answers = await undoAnswers(act, before, found);
  const { goals, actions } = await undoPlan(act, unit, before, found);
  for (const other of await importsToUndo(act.tx, unit.id)) {
    const again = standingAgain(other.before, before, found.put);
    if (other.id !== id && again !== other.before) await keepBefore(act.tx, other.id, again);
  }
  const { left } = found;
  await writeAudit(act.tx, {
    ...{ at: act.now, person: loggedAs(act), what: 'brought-file.undo', unit: unit.id },
    about: before.assessment ?? before.plan,
    detail: { answers, goals, actions, left: left.length },
  });
  return { answers, goals, actions, left };
}

async function undoAnswers(act: Act, before: Before, { left, put }: Found): Promise<number> {
  const row = before.assessment === null ? null : await assessmentById(act.tx, before.assessment, 'update');
  const standing = await standingVersions(act, row);
  let count = 0;
  for (const { indicator, option, comment, said, version: stood, after } of before.answers) {
    const version = standing.get(indicator);
    const code: UndoLeft | null = !row || !isOpen(row.state) ? 'decided' : version === after ? null : 'changed-since';
    if (code !== null) left.push({ what: 'answer', name: indicator, code });
    else if (row) {
      const wanted = { indicator, option, comment, version: after, ...(said && { said }) };
      const written = await writeAnswer(act, row, wanted);
      put.push({ what: 'answers', id: indicator, stood: stood ?? after - 1, stands: written.version });
      count += 1;
    }
  }
  return count;
}

async function standingVersions({ tx }: Act, row: AssessmentRow | null): Promise<Map<string, number>> {
  if (!row) return new Map();
  const answers = (await answersOfAssessments(tx, [row.id])).get(row.id) ?? [];
  return new Map(answers.map(({ indicator, version }) => [indicator, version]));
}

async function undoPlan(
  act: Act,
  unit: UnitRow,
  { plan, ...before }: Before,
  found: Found,
): Promise<Pick<Undoing, 'goals' | 'actions'>> {
  if (plan === null) return { goals: 0, actions: 0 };
  await lockPlan(act.tx, plan);
  let [goals, actions] = [0, 0];
  // Reworded goals first, so that actions go back to what they were under; goals that were added go last, when empty.
  for (const goal of before.goals)
    if (goal.before) goals += Number(await undoGoal(act, { ...goal, before: goal.before }, found));
  for (const action of before.actions) actions += Number(await undoAction(act, { plan, unit: unit.id }, action, found));
  for (const { id, after } of before.goals.filter((goal) => goal.before === null))
    goals += Number(await removeGoal(act, { plan, unit: unit.id }, { id, after }, found.left));
  if (actions > 0) await wakePlan(act.tx, plan, act.now);
  return { goals, actions };
}

async function undoGoal(
  act: Act,
  { id, before, after }: { readonly id: string; readonly before: PlanGoal; readonly after: number },
  { left, put }: Found,
): Promise<boolean> {
  const placed = await goalById(act.tx, id, true);
  if (placed?.item.version !== after) {
    left.push({ what: 'goal', name: placed?.item.text ?? before.text, code: 'changed-since' });
    return false;
  }
  const { version } = await rewordGoal(act, placed, { text: before.text, version: after });
  put.push({ what: 'goals', id, stood: before.version, stands: version });
  return true;
}

async function removeGoal(
  act: Act,
  plan: { readonly plan: string; readonly unit: string },
  { id, after }: { readonly id: string; readonly after: number },
  left: Left[],
): Promise<boolean> {
  const placed = await goalById(act.tx, id, true);
  if (!placed) return false;
  const isUsed = (await actionsOfPlan(act.tx, plan.plan)).some(({ goal }) => goal === id);
  const code: UndoLeft | null = placed.item.version !== after ? 'changed-since' : isUsed ? 'goal-in-use' : null;
  if (code !== null) {
    left.push({ what: 'goal', name: placed.item.text, code });
    return false;
  }
  await deleteFromPlan(act.tx, 'goal', id);
  await noteChange(act, { id: plan.plan, unit: plan.unit }, 'goal.remove', id);
  return true;
}

async function undoAction(
  act: Act,
  plan: { readonly plan: string; readonly unit: string },
  { id, before, doneAt, after }: Before['actions'][number],
  { left, put }: Found,
): Promise<boolean> {
  const placed = await actionById(act.tx, id, true);
  // One that was added and that somebody has removed since is already as before.
  if (!placed && before === null) return false;
  const leave = (code: UndoLeft): boolean => {
    left.push({ what: 'action', name: placed?.item.title ?? before?.title ?? '', code });
    return false;
  };
  if (placed?.item.version !== after) return leave('changed-since');
  if (before) {
    if (!(await goalById(act.tx, before.goal))) return leave('changed-since');
    // Its place in the order is no part of a version: where somebody has moved it, it stays.
    const again = { ...before, position: placed.item.position, version: after + 1 };
    await putBack(act, plan, { now: placed.item, again, doneAt: doneAt ?? null });
    put.push({ what: 'actions', id, stood: before.version, stands: again.version });
    return true;
  }
  if (await plannerTaskOf(act.tx, id, true)) return leave('in-planner');
  // What people have said of how it goes would go with it.
  if ((await followUpsOf(act.tx, [id])).length > 0) return leave('changed-since');
  await deleteFromPlan(act.tx, 'action', id);
  await noteChange(act, { id: plan.plan, unit: plan.unit }, 'action.remove', id);
  return true;
}

/** The action as it was; one that is done again has been so since then, and nobody is told anew. */
async function putBack(
  act: Act,
  { plan, unit }: { readonly plan: string; readonly unit: string },
  { now, again, doneAt }: { readonly now: Action; readonly again: Action; readonly doneAt: string | null },
): Promise<void> {
  const [wasDone, isDone] = [now.state === 'done', again.state === 'done'];
  await updateAction(act.tx, again);
  if (isDone && !wasDone) await markDone(act.tx, again.id, doneAt === null ? act.now : new Date(doneAt));
  if (!isDone && wasDone) {
    await markDone(act.tx, again.id, null);
    await takeBackDone(act, again.id);
  }
  const { version, state } = again;
  await noteChange(act, { id: plan, unit }, 'action.change', again.id, {
    ...{ version, state, fields: ['brought-file.undo'] },
  });
}
