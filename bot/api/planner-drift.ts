import { plannerPlansOf } from '../store/planner-plans.ts';
import type { PlannerPlanRow } from '../store/planner-plans.ts';
import { plannerTasksOf } from '../store/planner-tasks.ts';
import { allUnits } from '../store/units.ts';
import { findUnit } from './find.ts';
import { plannerPlanView, plannerStatus } from './planner-view.ts';
import { route } from './route.ts';
import type { Call } from './route.ts';
import { PlannerDrift } from './schemas/plan.ts';
import { UnitParams } from './units.ts';

/** How plans stand towards Planner, for the page Drift. */

export const plannerDriftRoutes = [
  route({
    method: 'get',
    path: '/units/{unit}/planner',
    summary: 'How the unit’s plan and each of its tasks stand towards Planner',
    permission: 'deliveries.read',
    params: UnitParams,
    answers: { 200: PlannerDrift },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => ({
      status: 200,
      body: { plans: await plansView(call, await plannerPlansOf(call.tx, [found.unit.id]), 'all') },
    }),
  }),
  route({
    method: 'get',
    path: '/planner',
    summary: 'How every plan of the municipality stands towards Planner, with the tasks that are not in step',
    permission: 'deliveries.read',
    answers: { 200: PlannerDrift },
    handle: async (call) => ({
      status: 200,
      body: { plans: await plansView(call, await plannerPlansOf(call.tx, null), 'not-in-step') },
    }),
  }),
];

async function plansView(
  call: Call,
  rows: readonly PlannerPlanRow[],
  which: 'all' | 'not-in-step',
): Promise<PlannerDrift['plans']> {
  const names = new Map((await allUnits(call.tx)).map(({ id, name }) => [id, name]));
  const plans = [];
  for (const row of rows) {
    const tasks = (await plannerTasksOf(call.tx, row.plan_id)).map((task) => ({
      action: task.action_id,
      title: task.title,
      planner: plannerStatus(task, row),
    }));
    plans.push({
      ...plannerPlanView(row),
      unit: { id: row.unit_id, name: names.get(row.unit_id) ?? '' },
      inStep: tasks.filter(({ planner }) => planner.state === 'synced').length,
      tasks: which === 'all' ? tasks : tasks.filter(({ planner }) => planner.state !== 'synced'),
    });
  }
  return plans.sort((a, b) => a.unit.name.localeCompare(b.unit.name, 'sv'));
}
