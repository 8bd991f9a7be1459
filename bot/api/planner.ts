import type { z } from 'zod';
import { isOpenAction } from '../../lika/plan/decide.ts';
import { noteChange, planFor } from '../acts/plan-changes.ts';
import { Conflict } from '../errors.ts';
import { tell } from '../store/feed.ts';
import { createDelivery } from '../store/outbox.ts';
import { markQueued } from '../store/planner-status.ts';
import { actionsOfPlan } from '../store/plans.ts';
import { channelOfUnit } from '../store/units.ts';
import { findUnit } from './find.ts';
import type { FoundUnit } from './find.ts';
import { route } from './route.ts';
import type { Call, Reply } from './route.ts';
import { PlannerAnswer, PlannerRequest } from './schemas/plan.ts';
import { UnitParams } from './units.ts';

export const plannerRoutes = [
  route({
    method: 'post',
    path: '/units/{unit}/plan/planner',
    summary: 'Sends decided actions to the team’s Planner',
    permission: 'planner.send',
    params: UnitParams,
    body: PlannerRequest,
    answers: { 202: PlannerAnswer },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: (call, { body, found }) => send(call, found, body),
  }),
];

/** Notes what is to be sent, a delivery for each action; jobs do it, as the person who asked. */
async function send(call: Call, { unit }: FoundUnit, wish: z.output<typeof PlannerRequest>): Promise<Reply> {
  if (!(await channelOfUnit(call.tx, unit.id))) throw new Conflict('channel-not-linked');
  const plan = await planFor(call, unit);
  const all = await actionsOfPlan(call.tx, plan.id);
  const wanted = wish.actions ?? all.filter(isOpenAction).map(({ id }) => id);
  const causeOf = (id: string): string | null => {
    const action = all.find((one) => one.id === id);
    if (!action) return 'not-found';
    return isOpenAction(action) || action.state === 'done' ? null : 'not-decided';
  };
  const queued = [...new Set(wanted)].filter((id) => causeOf(id) === null);
  const skipped = [...new Set(wanted)].flatMap((action) => {
    const cause = causeOf(action);
    return cause === null ? [] : [{ action, cause }];
  });
  await markQueued(call.tx, queued);
  for (const action of all.filter(({ id }) => queued.includes(id))) {
    const id = await createDelivery(call.tx, call.services.store.boss, {
      ...{ unit: unit.id, about: action.title, person: call.actor.person, at: call.now },
      payload: { plan: plan.id, action: action.id, tenant: call.person.tenant },
    });
    await tell(call.tx, { unit: unit.id, kind: 'delivery', id, by: call.window });
  }
  if (queued.length > 0) await noteChange(call, plan, 'planner.send', plan.id, { actions: queued });
  return { status: 202, body: { queued, skipped } };
}
