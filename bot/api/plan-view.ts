import { schoolYearOf } from '../../lika/plan/decide.ts';
import type { Action } from '../../lika/plan/plan.ts';
import { swedishDay } from '../clock.ts';
import { confirmationsOfUnit } from '../store/confirmations.ts';
import { plannerPlanOf, plannerPlansOf } from '../store/planner-plans.ts';
import type { PlannerPlanRow } from '../store/planner-plans.ts';
import { plannerTasksOfActions } from '../store/planner-tasks.ts';
import { actionsOfPlan, goalsOfPlan } from '../store/plans.ts';
import type { PlanRow } from '../store/plans.ts';
import type { Call } from './route.ts';
import { plannerPlanView, plannerStatus } from './planner-view.ts';
import type { Action as ActionView, Plan, PlannerStatus } from './schemas/plan.ts';

/** The plan as the tab sees it: our rows, and how each action stands towards Planner. */

export function actionView(action: Action, planner: PlannerStatus): ActionView {
  const { activities, indicators, involved } = action;
  return {
    ...action,
    activities: [...activities],
    indicators: [...indicators],
    involved: [...involved],
    planner,
  };
}

/** One action with its status. */
export async function oneActionView(call: Call, action: Action): Promise<ActionView> {
  return actionView(action, await plannerStatusOf(call, action));
}

async function plannerStatusOf(call: Call, { id, version }: Action): Promise<PlannerStatus> {
  const task = (await plannerTasksOfActions(call.tx, [id])).get(id);
  return plannerStatus(task, task && (await plannerPlanOf(call.tx, task.plan_id)), version);
}

/** How several actions stand towards Planner, whatever plans they belong to. */
export async function plannerStatuses(
  call: Call,
  actions: readonly string[],
): Promise<(action: string) => PlannerStatus> {
  const tasks = await plannerTasksOfActions(call.tx, actions);
  const plans = new Map<string, PlannerPlanRow>();
  if (tasks.size > 0) for (const row of await plannerPlansOf(call.tx, null)) plans.set(row.plan_id, row);
  return (action) => {
    const task = tasks.get(action);
    return plannerStatus(task, task && plans.get(task.plan_id));
  };
}

export async function planView(call: Call, plan: PlanRow): Promise<Plan> {
  const goals = await goalsOfPlan(call.tx, plan.id);
  const actions = await actionsOfPlan(call.tx, plan.id);
  const row = await plannerPlanOf(call.tx, plan.id);
  const tasks = await plannerTasksOfActions(
    call.tx,
    actions.map(({ id }) => id),
  );
  const [confirmed] = await confirmationsOfUnit(call.tx, plan.unit);
  return {
    id: plan.id,
    unit: plan.unit,
    schoolYear: currentSchoolYear(call),
    goals: goals.map((goal) => ({ ...goal, indicators: [...goal.indicators] })),
    actions: actions.map((action) => actionView(action, plannerStatus(tasks.get(action.id), row, action.version))),
    confirmed: confirmed ?? null,
    planner: row && plannerPlanView(row),
  };
}

/** The living plan always speaks of the school year that is now; its confirmed snapshots keep theirs. */
export function currentSchoolYear(call: Call): number {
  return schoolYearOf(swedishDay(call.now));
}
