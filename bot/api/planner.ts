import { z } from 'zod';
import type { Action as PlanAction } from '../../lika/plan/plan.ts';
import { isOpenAction } from '../../lika/plan/decide.ts';
import { mayHaveTask } from '../../lika/plan/task.ts';
import { noteChange, planFor } from '../acts/plan-changes.ts';
import { leavePlannerPlan, partFromTask, settleGone, settleQuestion } from '../acts/planner-choices.ts';
import { Conflict, Forbidden, RightNeeded, Unavailable } from '../errors.ts';
import { GraphFault } from '../graph/ports.ts';
import { planTitle, planUrl } from '../jobs/planner/words.ts';
import {
  choosePlannerPlan,
  connectPlan,
  lookAtPlan,
  plannerPlanOf,
  wakePlan,
  wakePlanAnew,
} from '../store/planner-plans.ts';
import { markQueued, plannerTasksOf } from '../store/planner-tasks.ts';
import { actionsOfPlan, planOfUnit } from '../store/plans.ts';
import { channelOfUnit } from '../store/units.ts';
import { findAction, findUnit } from './find.ts';
import type { FoundUnit } from './find.ts';
import { oneActionView } from './plan-view.ts';
import { route } from './route.ts';
import type { Call, Reply } from './route.ts';
import {
  Action,
  GoneChoice,
  PartChoice,
  PlannerAnswer,
  PlannerChoice,
  PlannerPlans,
  PlannerRequest,
} from './schemas/plan.ts';
import { Id } from './schemas/common.ts';
import { UnitParams } from './units.ts';

const ActionParams = z.object({ id: Id });

export const plannerRoutes = [
  route({
    method: 'post',
    path: '/units/{unit}/plan/planner',
    summary: 'Sends decided actions to the team’s Planner, and keeps them in step from then on',
    permission: 'planner.send',
    params: UnitParams,
    body: PlannerRequest,
    answers: { 202: PlannerAnswer },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: (call, { body, found }) => send(call, found, body),
  }),
  route({
    method: 'get',
    path: '/units/{unit}/plan/planner/plans',
    summary: 'The plans that the unit’s team has in Planner, to choose from',
    permission: 'planner.send',
    params: UnitParams,
    answers: { 200: PlannerPlans },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => {
      const channel = await channelOfUnit(call.tx, found.unit.id);
      if (!channel) throw new Conflict('channel-not-linked');
      return { later: () => listPlans(call, found, channel.team) };
    },
  }),
  route({
    method: 'post',
    path: '/units/{unit}/plan/planner/try',
    summary: 'Brings the plan and Planner together now, also what was given up',
    permission: 'planner.send',
    params: UnitParams,
    answers: { 202: null },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => {
      const plan = await planOfUnit(call.tx, found.unit.id);
      if (plan) await wakePlan(call.tx, plan.id, call.now);
      return { status: 202 };
    },
  }),
  route({
    method: 'post',
    path: '/units/{unit}/plan/planner/look',
    summary: 'Somebody has the plan open: Planner is looked at often for a while',
    permission: 'plan.read',
    params: UnitParams,
    answers: { 202: null },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => {
      const plan = await planOfUnit(call.tx, found.unit.id);
      if (plan) await lookAtPlan(call.tx, plan.id, call.now);
      return { status: 202 };
    },
  }),
  route({
    method: 'post',
    path: '/actions/{id}/planner/choice',
    summary: 'Settles what the plan and Planner say differently',
    permission: 'plan.write',
    params: ActionParams,
    body: PlannerChoice,
    answers: { 200: Action },
    find: (call, { params }) => findAction(call, params.id),
    handle: async (call, { body, found }) => ({
      status: 200,
      body: await oneActionView(call, await settleQuestion(call, found.action, body)),
    }),
  }),
  route({
    method: 'post',
    path: '/actions/{id}/planner/part',
    summary: 'Takes an action out of Planner, with or without its task',
    permission: 'plan.write',
    params: ActionParams,
    body: PartChoice,
    answers: { 200: Action },
    find: (call, { params }) => findAction(call, params.id),
    handle: async (call, { body, found }) => {
      const { item, plan, unit } = found.action;
      await partFromTask(call, found.action, body.task);
      await noteChange(call, { id: plan, unit }, 'action.planner-part', item.id, { task: body.task });
      return { status: 200, body: await oneActionView(call, item) };
    },
  }),
  route({
    method: 'post',
    path: '/actions/{id}/planner/gone',
    summary: 'Says what becomes of an action whose task was taken away in Planner',
    permission: 'plan.write',
    params: ActionParams,
    body: GoneChoice,
    answers: { 200: Action },
    find: (call, { params }) => findAction(call, params.id),
    handle: async (call, { body, found }) => {
      await settleGone(call, found.action, body.choose);
      return { status: 200, body: await oneActionView(call, found.action.item) };
    },
  }),
];

/** Notes what is to be in Planner; jobs bring it there, as the person who asked or whoever may. */
async function send(call: Call, { unit }: FoundUnit, wish: z.output<typeof PlannerRequest>): Promise<Reply> {
  const channel = await channelOfUnit(call.tx, unit.id);
  if (!channel) throw new Conflict('channel-not-linked');
  const plan = await planFor(call, unit);
  const all = await actionsOfPlan(call.tx, plan.id);
  const tasks = await plannerTasksOf(call.tx, plan.id);
  // Whose task was taken away, there or here, comes back only when it is named.
  const isParted = (id: string) =>
    tasks.some((row) => row.action_id === id && (row.leaving || row.cause === 'task-gone'));
  const wanted = wish.actions ?? all.filter((one) => isOpenAction(one) && !isParted(one.id)).map(({ id }) => id);
  const isMove = await isAnotherPlan(call, plan.id, wish.into);
  const causeOf = (id: string): string | null => {
    const action = all.find((one) => one.id === id);
    if (!action) return 'not-found';
    // Removed where it lies first, as was asked for: there is room for one task at a time.
    if (isMove && tasks.some((row) => row.action_id === id && row.leaving)) return 'leaving';
    return mayHaveTask(action) ? null : 'not-decided';
  };
  const queued = [...new Set(wanted)].filter((id) => causeOf(id) === null);
  const skipped = [...new Set(wanted)].flatMap((action) => {
    const cause = causeOf(action);
    return cause === null ? [] : [{ action, cause }];
  });
  if (queued.length > 0) {
    const { tenant, person } = call.person;
    await connectPlan(call.tx, { plan: plan.id, unit: unit.id, tenant, person, at: call.now });
    if (isMove && wish.into) await moveInto(call, { plan: plan.id, team: channel.team, actions: all }, wish.into);
    await markQueued(
      call.tx,
      plan.id,
      all.filter(({ id }) => queued.includes(id)),
    );
    await noteChange(call, plan, 'planner.send', plan.id, { actions: queued });
    await (isMove ? wakePlanAnew : wakePlan)(call.tx, plan.id, call.now);
  }
  return { status: 202, body: { queued, skipped } };
}

type Into = NonNullable<z.output<typeof PlannerRequest>['into']>;

/** Whether it is another plan in Planner than the one at hand. */
async function isAnotherPlan(call: Call, plan: string, into: Into | undefined): Promise<boolean> {
  if (into === undefined) return false;
  return !('plan' in into) || (await plannerPlanOf(call.tx, plan))?.planner_plan !== into.plan;
}

interface Moving {
  readonly plan: string;
  readonly team: string;
  readonly actions: readonly PlanAction[];
}

/**
 * Another plan of the team from now on. Whether it is the team's is asked of Planner before anything is written in it
 * (`findPlace`).
 */
async function moveInto(call: Call, { plan, team, actions }: Moving, into: Into): Promise<void> {
  const before = await plannerPlanOf(call.tx, plan, true);
  const place =
    'plan' in into
      ? { group: team, plan: into.plan, url: planUrl(into.plan, call.person.tenant) }
      : { title: into.title };
  await choosePlannerPlan(call.tx, plan, place);
  if (before?.planner_plan) await leavePlannerPlan(call.tx, { plan, from: before.planner_plan }, actions);
}

async function listPlans(call: Call, { unit }: FoundUnit, team: string): Promise<Reply> {
  const { planner, directory, log } = call.services;
  const plans = await planner.plans(call.person, team).catch(async (error: unknown) => {
    if (error instanceof GraphFault && (error.reason === 'not-allowed' || error.reason === 'not-found')) {
      // Planner says no to those outside the team, but also where the team is archived or the person has no Planner.
      const isMember = await directory.isTeamMember(call.person, team).catch(() => true);
      throw new Forbidden(isMember ? 'planner-not-allowed' : 'not-team-member');
    }
    if (error instanceof GraphFault && error.reason === 'consent-needed') throw new RightNeeded('planner');
    log.warn({ err: error }, 'the plans of a team could not be listed');
    throw new Unavailable('microsoft-365-unavailable');
  });
  return { status: 200, body: { plans, newTitle: planTitle(unit, call.now) } };
}
