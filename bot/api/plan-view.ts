import { schoolYearOf } from '../../lika/plan/decide.ts';
import type { Action } from '../../lika/plan/plan.ts';
import { swedishDay } from '../clock.ts';
import { confirmationsOfUnit } from '../store/confirmations.ts';
import { plannerStatuses } from '../store/planner-status.ts';
import type { PlannerStatusRow } from '../store/planner-status.ts';
import { actionsOfPlan, goalsOfPlan } from '../store/plans.ts';
import type { PlanRow } from '../store/plans.ts';
import type { Call } from './route.ts';
import type { Action as ActionView, Plan } from './schemas/plan.ts';

/** The plan as the tab sees it: our rows, and how each action stands towards Planner. */

export function actionView(action: Action, status: PlannerStatusRow | undefined): ActionView {
  const { activities, indicators, involved } = action;
  return {
    ...action,
    activities: [...activities],
    indicators: [...indicators],
    involved: [...involved],
    planner: status ?? { state: 'none', cause: null, at: null, url: null },
  };
}

/** One action with its status. */
export async function oneActionView(call: Call, action: Action): Promise<ActionView> {
  return actionView(action, (await plannerStatuses(call.tx, [action.id])).get(action.id));
}

export async function planView(call: Call, plan: PlanRow): Promise<Plan> {
  const goals = await goalsOfPlan(call.tx, plan.id);
  const actions = await actionsOfPlan(call.tx, plan.id);
  const statuses = await plannerStatuses(
    call.tx,
    actions.map(({ id }) => id),
  );
  const [confirmed] = await confirmationsOfUnit(call.tx, plan.unit);
  return {
    id: plan.id,
    unit: plan.unit,
    schoolYear: currentSchoolYear(call),
    goals: goals.map((goal) => ({ ...goal, indicators: [...goal.indicators] })),
    actions: actions.map((action) => actionView(action, statuses.get(action.id))),
    confirmed: confirmed ?? null,
    plannerUrl: plan.plannerUrl,
  };
}

/** The living plan always speaks of the school year that is now; its confirmed snapshots keep theirs. */
export function currentSchoolYear(call: Call): number {
  return schoolYearOf(swedishDay(call.now));
}
