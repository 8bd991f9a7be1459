import { randomUUID } from 'node:crypto';
import { may } from '../../lika/access/access.ts';
import { ensurePlan, planOfUnit } from '../store/plans.ts';
import { findUnit } from './find.ts';
import { currentSchoolYear, planView } from './plan-view.ts';
import { route } from './route.ts';
import { Plan } from './schemas/plan.ts';
import { UnitParams } from './units.ts';

export const planRoutes = [
  route({
    method: 'get',
    path: '/units/{unit}/plan',
    summary: 'The unit’s living plan',
    permission: 'plan.read',
    params: UnitParams,
    answers: { 200: Plan },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => {
      const mayWrite = may(call.actor, 'plan.write', found.subject);
      const plan = mayWrite
        ? await ensurePlan(call.tx, found.unit.id, call.now)
        : await planOfUnit(call.tx, found.unit.id);
      // One who may only read leaves no trace: an id of its own stands for the plan that isn't there yet.
      const none = {
        ...{ id: randomUUID(), unit: found.unit.id, schoolYear: currentSchoolYear(call) },
        ...{ goals: [], actions: [], confirmed: null, planner: null },
      };
      return { status: 200, body: plan ? await planView(call, plan) : none };
    },
  }),
];
