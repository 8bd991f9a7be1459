import { isSame } from '../../lika/plan/same.ts';
import type { Action } from '../../lika/plan/plan.ts';
import { mayHaveTask } from '../../lika/plan/task.ts';
import { choose } from '../../lika/plan/take-over.ts';
import type { PlannerChoice } from '../api/schemas/plan.ts';
import { Conflict, Invalid } from '../errors.ts';
import { wakePlanAnew } from '../store/planner-plans.ts';
import {
  forgetTask,
  leaveBehind,
  letGoOfTask,
  noteTask,
  plannerTaskOf,
  plannerTasksOf,
} from '../store/planner-tasks.ts';
import type { Tx } from '../store/store.ts';
import type { Placed } from '../store/plans.ts';
import type { Act } from './act.ts';
import { saveAction } from './change-action.ts';
import { noteChange } from './plan-changes.ts';

/** What people decide about an action's task in Planner. */

/**
 * Settles a question between the action and its task. Throws Conflict `question-settled` when it is no longer asked, or
 * Planner says something else by now; Invalid when what Planner says can't stand in the plan.
 */
export async function settleQuestion(
  act: Act,
  { item, plan, unit }: Placed<Action>,
  choice: PlannerChoice,
): Promise<Action> {
  const row = await plannerTaskOf(act.tx, item.id, true);
  const question = row?.questions.find(
    (one) => one.field === choice.field && one.item === choice.item && isSame(one.theirs, choice.theirs),
  );
  if (!row?.base || !question) throw new Conflict('question-settled');
  const chosen = choose(item, row.base, question, choice.choose);
  if (chosen.refused !== null) throw new Invalid([{ pointer: '/theirs', code: `action-${chosen.refused}` }]);
  const after = chosen.action === item ? item : { ...chosen.action, version: item.version + 1 };
  if (after !== item) await saveAction(act, { plan, unit }, item, after, [choice.field]);
  const questions = row.questions.filter((one) => one !== question);
  await noteTask(act.tx, item.id, {
    ...{ base: chosen.base, questions, actionVersion: null },
    ...(questions.length === 0 ? { state: 'queued', cause: null } : {}),
  });
  await noteChange(act, { id: plan, unit }, 'action.planner-choice', item.id, {
    field: choice.field,
    choose: choice.choose,
  });
  await wakePlanAnew(act.tx, plan, act.now);
  return after;
}

/** A task that was taken away in Planner is made again, or the action lives on here alone. Throws Conflict. */
export async function settleGone(
  act: Act,
  { item, plan, unit }: Placed<Action>,
  choice: 'again' | 'leave',
): Promise<void> {
  const row = await plannerTaskOf(act.tx, item.id, true);
  if (row?.cause !== 'task-gone') throw new Conflict('question-settled');
  if (choice === 'again') await letGoOfTask(act.tx, item.id);
  else await forgetTask(act.tx, item.id);
  await noteChange(act, { id: plan, unit }, 'action.planner-gone', item.id, { choose: choice });
  await wakePlanAnew(act.tx, plan, act.now);
}

/**
 * An action leaves its task: it is removed or closed here. What becomes of the task must be said. Throws Conflict
 * `has-task` when it isn't.
 */
export async function partFromTask(
  act: Act,
  { item, plan }: Placed<Action>,
  task: 'remove' | 'keep' | undefined,
): Promise<void> {
  const row = await plannerTaskOf(act.tx, item.id, true);
  if (!row) return;
  const mayBeThere = row.task !== null || row.sending !== null;
  if (mayBeThere && row.cause !== 'task-gone' && task === undefined) throw new Conflict('has-task');
  if (!mayBeThere || task === 'keep' || row.cause === 'task-gone') await forgetTask(act.tx, item.id);
  else await noteTask(act.tx, item.id, { leaving: true, state: 'queued', cause: null });
  // A look under way may be about to make the task, or to bring it up to date.
  await wakePlanAnew(act.tx, plan, act.now);
}

/**
 * The plan's tasks will be in another plan of Planner. What lies in the one before stays there and is let go of; what was
 * to be removed there still is. An action that is at its end, only proposed, or whose task was taken away there, is
 * nobody's wish to have in the new one.
 */
export async function leavePlannerPlan(
  tx: Tx,
  { plan, from }: { readonly plan: string; readonly from: string },
  actions: readonly Action[],
): Promise<void> {
  for (const { action_id: id, leaving, cause } of await plannerTasksOf(tx, plan)) {
    if (leaving) continue;
    const action = actions.find((one) => one.id === id);
    if (action && cause !== 'task-gone' && mayHaveTask(action)) await letGoOfTask(tx, id);
    else await forgetTask(tx, id);
  }
  await leaveBehind(tx, plan, from);
}
