import { z } from 'zod';
import { moved } from '../../lika/plan/decide.ts';
import { addGoal } from '../acts/add-action.ts';
import { rewordGoal } from '../acts/reword-goal.ts';
import { checkPlace, noteChange, planFor } from '../acts/plan-changes.ts';
import { Conflict } from '../errors.ts';
import { actionsOfPlan, deleteFromPlan, goalsOfPlan, lockPlan, planOfUnit, reorder } from '../store/plans.ts';
import { findGoal, findUnit } from './find.ts';
import { planView } from './plan-view.ts';
import { route } from './route.ts';
import { Id } from './schemas/common.ts';
import { Goal, GoalPatch, Move, NewGoal, Plan } from './schemas/plan.ts';
import { UnitParams } from './units.ts';

const GoalParams = z.object({ id: Id });

export const goalRoutes = [
  route({
    method: 'post',
    path: '/units/{unit}/plan/goals',
    summary: 'Adds a goal, last in the plan',
    permission: 'plan.write',
    params: UnitParams,
    body: NewGoal,
    answers: { 201: Goal },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { body, found }) => {
      checkPlace(call, found.unit, body);
      const plan = await planFor(call, found.unit);
      const goal = await addGoal(call, plan.id, body);
      await noteChange(call, plan, 'goal.add', goal.id);
      return { status: 201, body: goal };
    },
  }),
  route({
    method: 'patch',
    path: '/goals/{id}',
    summary: 'Rewords a goal, if the version seen is the latest',
    permission: 'plan.write',
    params: GoalParams,
    body: GoalPatch,
    answers: { 200: Goal },
    find: (call, { params }) => findGoal(call, params.id),
    handle: async (call, { body, found }) => ({ status: 200, body: await rewordGoal(call, found.goal, body) }),
  }),
  route({
    method: 'delete',
    path: '/goals/{id}',
    summary: 'Removes a goal that has no actions',
    permission: 'plan.write',
    params: GoalParams,
    answers: { 204: null },
    find: (call, { params }) => findGoal(call, params.id),
    handle: async (call, { found }) => {
      const { item, plan, unit } = found.goal;
      await lockPlan(call.tx, plan);
      if ((await actionsOfPlan(call.tx, plan)).some(({ goal }) => goal === item.id))
        throw new Conflict('goal-has-actions');
      await deleteFromPlan(call.tx, 'goal', item.id);
      await noteChange(call, { id: plan, unit }, 'goal.remove', item.id);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/goals/{id}/move',
    summary: 'Moves a goal one place among the goals',
    permission: 'plan.write',
    params: GoalParams,
    body: Move,
    answers: { 200: Plan },
    find: (call, { params }) => findGoal(call, params.id),
    handle: async (call, { body, found }) => {
      const { item, plan, unit } = found.goal;
      await lockPlan(call.tx, plan);
      const order = moved(await goalsOfPlan(call.tx, plan), item.id, body.by);
      await reorder(
        call.tx,
        'goal',
        order.map(({ id }) => id),
      );
      await noteChange(call, { id: plan, unit }, 'goal.move', item.id);
      const row = await planOfUnit(call.tx, unit);
      return { status: 200, body: row && (await planView(call, row)) };
    },
  }),
];
