import { z } from 'zod';
import { noteChange, planFor } from '../acts/plan-changes.ts';
import { Conflict, NotFound } from '../errors.ts';
import { confirmationById, confirmationsOfUnit, insertConfirmation } from '../store/confirmations.ts';
import type { ConfirmationRow } from '../store/confirmations.ts';
import { actionsOfPlan, goalsOfPlan, lockPlan } from '../store/plans.ts';
import { findUnit } from './find.ts';
import type { FoundUnit } from './find.ts';
import { currentSchoolYear } from './plan-view.ts';
import { route } from './route.ts';
import type { Call, Reply } from './route.ts';
import { Id } from './schemas/common.ts';
import { Confirmation, ConfirmationList } from './schemas/plan.ts';
import { UnitParams } from './units.ts';

export const confirmationRoutes = [
  route({
    method: 'post',
    path: '/units/{unit}/plan/confirmations',
    summary: 'Fastställ: a dated snapshot of the plan that never changes',
    permission: 'plan.confirm',
    params: UnitParams,
    answers: { 201: Confirmation },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: (call, { found }) => confirm(call, found),
  }),
  route({
    method: 'get',
    path: '/units/{unit}/plan/confirmations',
    summary: 'When and by whom the plan was confirmed, newest first',
    permission: 'plan.read',
    params: UnitParams,
    answers: { 200: ConfirmationList },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => ({
      status: 200,
      body: { confirmations: await confirmationsOfUnit(call.tx, found.unit.id) },
    }),
  }),
  route({
    method: 'get',
    path: '/confirmations/{id}',
    summary: 'A confirmed plan as it stood',
    permission: 'plan.read',
    params: z.object({ id: Id }),
    answers: { 200: Confirmation },
    find: async (call, { params }) => {
      const confirmation = await confirmationById(call.tx, params.id);
      if (!confirmation) throw new NotFound();
      return { confirmation, ...(await findUnit(call, confirmation.unit)) };
    },
    handle: (_call, { found }) => Promise.resolve({ status: 200, body: view(found.confirmation) }),
  }),
];

async function confirm(call: Call, { unit }: FoundUnit): Promise<Reply> {
  const plan = await planFor(call, unit);
  await lockPlan(call.tx, plan.id);
  const snapshot = { goals: await goalsOfPlan(call.tx, plan.id), actions: await actionsOfPlan(call.tx, plan.id) };
  if (snapshot.goals.length + snapshot.actions.length === 0) throw new Conflict('empty-plan');
  const id = await insertConfirmation(call.tx, {
    ...{ plan: plan.id, unit: unit.id, at: call.now, by: call.actor.person },
    ...{ schoolYear: currentSchoolYear(call), snapshot },
  });
  await noteChange(call, plan, 'plan.confirm', id);
  const row = await confirmationById(call.tx, id);
  return { status: 201, body: row && view(row) };
}

function view({ id, at, by, schoolYear, snapshot }: ConfirmationRow) {
  return { id, at, by, schoolYear, ...snapshot };
}
