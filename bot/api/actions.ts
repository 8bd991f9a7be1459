import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { may } from '../../lika/access/access.ts';
import { moved } from '../../lika/plan/decide.ts';
import type { Action as PlanAction } from '../../lika/plan/plan.ts';
import { Conflict, Invalid } from '../errors.ts';
import { plannerStatuses } from '../store/planner-status.ts';
import {
  actionsOfPerson,
  actionsOfPlan,
  deleteFromPlan,
  goalById,
  insertAction,
  lockPlan,
  planOfUnit,
  reorder,
} from '../store/plans.ts';
import type { UnitRow } from '../store/units.ts';
import { patchAction } from './action-patch.ts';
import { findAction, findUnit } from './find.ts';
import { addGoal } from './goals.ts';
import { checkPlace, noteChange, planFor } from './plan-changes.ts';
import { actionView, oneActionView, planView } from './plan-view.ts';
import { route } from './route.ts';
import type { Call } from './route.ts';
import { Id } from './schemas/common.ts';
import { Action, ActionPatch, Move, MyActions, NewAction, Plan } from './schemas/plan.ts';
import { UnitParams } from './units.ts';

const ActionParams = z.object({ id: Id });

export const actionRoutes = [
  route({
    method: 'post',
    path: '/units/{unit}/plan/actions',
    summary: 'Proposes an action, under a goal that is there or a new one',
    permission: 'plan.write',
    params: UnitParams,
    body: NewAction,
    answers: { 201: Action },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { body, found }) => {
      const { action, plan } = await addAction(call, found.unit, body);
      await noteChange(call, { id: plan, unit: found.unit.id }, 'action.add', action.id);
      return { status: 201, body: actionView(action, undefined) };
    },
  }),
  route({
    method: 'patch',
    path: '/actions/{id}',
    summary: 'Changes an action, if the version seen is the latest',
    permission: ['plan.write', 'action.take'],
    params: ActionParams,
    body: ActionPatch,
    answers: { 200: Action },
    find: (call, { params }) => findAction(call, params.id),
    handle: async (call, { body, found }) => ({
      status: 200,
      body: await oneActionView(call, await patchAction(call, found, body)),
    }),
  }),
  route({
    method: 'post',
    path: '/actions/{id}/move',
    summary: 'Moves an action one place within its goal',
    permission: 'plan.write',
    params: ActionParams,
    body: Move,
    answers: { 200: Plan },
    find: (call, { params }) => findAction(call, params.id),
    handle: async (call, { body, found }) => {
      const { item, plan, unit } = found.action;
      await lockPlan(call.tx, plan);
      const siblings = (await actionsOfPlan(call.tx, plan)).filter(({ goal }) => goal === item.goal);
      await reorder(
        call.tx,
        'action',
        moved(siblings, item.id, body.by).map(({ id }) => id),
      );
      await noteChange(call, { id: plan, unit }, 'action.move', item.id);
      const row = await planOfUnit(call.tx, unit);
      return { status: 200, body: row && (await planView(call, row)) };
    },
  }),
  route({
    method: 'delete',
    path: '/actions/{id}',
    summary: 'Removes an action that was only proposed; others are closed with a reason',
    permission: 'plan.write',
    params: ActionParams,
    answers: { 204: null },
    find: (call, { params }) => findAction(call, params.id),
    handle: async (call, { found }) => {
      const { item, plan, unit } = found.action;
      if (item.state !== 'proposed') throw new Conflict('not-only-proposed');
      await deleteFromPlan(call.tx, 'action', item.id);
      await noteChange(call, { id: plan, unit }, 'action.remove', item.id);
      return { status: 204 };
    },
  }),
  route({
    method: 'get',
    path: '/my/actions',
    summary: 'The actions I am responsible for or involved in, the soonest due first',
    permission: 'role',
    answers: { 200: MyActions },
    handle: async (call) => {
      const own = (await actionsOfPerson(call.tx, call.actor.person)).filter(({ unit }) =>
        may(call.actor, 'plan.read', { municipality: call.tx.municipality, unit: unit.id, area: unit.area }),
      );
      const statuses = await plannerStatuses(
        call.tx,
        own.map(({ action }) => action.id),
      );
      const actions = own.map(({ action, unit }) => ({
        ...actionView(action, statuses.get(action.id)),
        unit: { id: unit.id, name: unit.name },
      }));
      return { status: 200, body: { actions } };
    },
  }),
];

async function addAction(
  call: Call,
  unit: UnitRow,
  wanted: z.output<typeof NewAction>,
): Promise<{ action: PlanAction; plan: string }> {
  checkPlace(call, unit, wanted);
  if ('new' in wanted.goal) checkPlace(call, unit, wanted.goal.new, '/goal/new');
  const plan = await planFor(call, unit);
  await lockPlan(call.tx, plan.id);
  const goal = 'new' in wanted.goal ? (await addGoal(call, plan.id, wanted.goal.new)).id : wanted.goal.id;
  await checkGoal(call, plan.id, goal, '/goal/id');
  const siblings = (await actionsOfPlan(call.tx, plan.id)).filter((action) => action.goal === goal);
  const action: PlanAction = {
    id: randomUUID(),
    goal,
    title: wanted.title,
    intention: null,
    area: wanted.area,
    indicators: wanted.indicators,
    activities: wanted.activities.map((text) => ({ id: randomUUID(), text, done: false })),
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
  await insertAction(call.tx, plan.id, action);
  return { action, plan: plan.id };
}

/** Throws Invalid when the goal isn't one of this plan's. */
export async function checkGoal(call: Call, plan: string, goal: string, pointer: string): Promise<void> {
  const found = await goalById(call.tx, goal);
  if (found?.plan !== plan) throw new Invalid([{ pointer, code: 'unknown-goal' }]);
}
