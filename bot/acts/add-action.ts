import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Action, PlanGoal } from '../../lika/plan/plan.ts';
import type { NewAction, NewGoal } from '../api/schemas/plan.ts';
import { Invalid } from '../errors.ts';
import { actionsOfPlan, goalById, goalsOfPlan, insertAction, insertGoal, lockPlan } from '../store/plans.ts';
import type { UnitRow } from '../store/units.ts';
import type { Act } from './act.ts';
import { checkPlace, noteChange, planFor } from './plan-changes.ts';

/** A new goal, last in the plan. */
export async function addGoal(act: Act, plan: string, wanted: z.output<typeof NewGoal>): Promise<PlanGoal> {
  await lockPlan(act.tx, plan);
  const position = 1 + Math.max(-1, ...(await goalsOfPlan(act.tx, plan)).map((goal) => goal.position));
  const goal = { id: randomUUID(), ...wanted, position, version: 1 };
  await insertGoal(act.tx, plan, goal);
  return goal;
}

/** Proposes an action, last under its goal. Throws Invalid for a goal, area or indicator that isn't there. */
export async function addAction(act: Act, unit: UnitRow, wanted: z.output<typeof NewAction>): Promise<Action> {
  checkPlace(act, unit, wanted);
  if ('new' in wanted.goal) checkPlace(act, unit, wanted.goal.new, '/goal/new');
  const plan = await planFor(act, unit);
  await lockPlan(act.tx, plan.id);
  const goal = 'new' in wanted.goal ? (await addGoal(act, plan.id, wanted.goal.new)).id : wanted.goal.id;
  await checkGoal(act, plan.id, goal, '/goal/id');
  const siblings = (await actionsOfPlan(act.tx, plan.id)).filter((action) => action.goal === goal);
  const action: Action = {
    id: randomUUID(),
    goal,
    title: wanted.title,
    intention: null,
    area: wanted.area,
    indicators: wanted.indicators,
    activities: wanted.activities.map((text) => ({ id: randomUUID(), text, done: false })),
    notes: '',
    responsible: null,
    involved: [],
    start: null,
    due: null,
    followUp: { on: null, how: null },
    state: 'proposed',
    reason: null,
    position: 1 + Math.max(-1, ...siblings.map(({ position }) => position)),
    version: 1,
  };
  await insertAction(act.tx, plan.id, action);
  await noteChange(act, { id: plan.id, unit: unit.id }, 'action.add', action.id);
  return action;
}

/** Throws Invalid when the goal isn't one of this plan's. */
export async function checkGoal(act: Act, plan: string, goal: string, pointer: string): Promise<void> {
  const found = await goalById(act.tx, goal);
  if (found?.plan !== plan) throw new Invalid([{ pointer, code: 'unknown-goal' }]);
}
