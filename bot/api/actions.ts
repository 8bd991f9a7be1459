import { z } from 'zod';
import { may } from '../../lika/access/access.ts';
import { moved } from '../../lika/plan/decide.ts';
import type { Action as PlanAction } from '../../lika/plan/plan.ts';
import { addAction } from '../acts/add-action.ts';
import { changeAction } from '../acts/change-action.ts';
import { partFromTask } from '../acts/planner-choices.ts';
import { noteChange } from '../acts/plan-changes.ts';
import { Conflict } from '../errors.ts';
import { actionsOfPerson, actionsOfPlan, deleteFromPlan, lockPlan, planOfUnit, reorder } from '../store/plans.ts';
import { findAction, findUnit } from './find.ts';
import { actionView, oneActionView, plannerStatuses, planView } from './plan-view.ts';
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
      const action = await addAction(call, found.unit, body);
      return { status: 201, body: await oneActionView(call, action) };
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
    handle: async (call, { body, found }) => {
      const changed = await changeAction(call, found, body).catch((error: unknown) => asShown(call, error));
      return { status: 200, body: await oneActionView(call, changed) };
    },
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
    query: z.object({ task: z.enum(['remove', 'keep']).optional() }),
    answers: { 204: null },
    find: (call, { params }) => findAction(call, params.id),
    handle: async (call, { found, query }) => {
      const { item, plan, unit } = found.action;
      if (item.state !== 'proposed') throw new Conflict('not-only-proposed');
      await partFromTask(call, found.action, query.task);
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
      const statusOf = await plannerStatuses(
        call,
        own.map(({ action }) => action.id),
      );
      const actions = own.map(({ action, unit }) => ({
        ...actionView(action, statusOf(action.id)),
        unit: { id: unit.id, name: unit.name },
      }));
      return { status: 200, body: { actions } };
    },
  }),
];

/** Rethrows; what stands in place of a stale version is told as the tab sees it. */
async function asShown(call: Call, error: unknown): Promise<never> {
  if (error instanceof Conflict && error.code === 'stale-version')
    throw new Conflict(error.code, await oneActionView(call, error.current as PlanAction));
  throw error;
}
