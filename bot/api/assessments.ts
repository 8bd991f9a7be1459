import { z } from 'zod';
import { beginAssessment } from '../acts/begin-assessment.ts';
import { answersOfAssessments, assessmentsOfUnit } from '../store/assessments.ts';
import { findAssessment, findUnit } from './find.ts';
import type { FoundUnit } from './find.ts';
import { demand, route } from './route.ts';
import type { Call, Reply } from './route.ts';
import { Assessment, AssessmentList, NewAssessment } from './schemas/assessments.ts';
import { Id } from './schemas/common.ts';
import { UnitParams } from './units.ts';
import { assessmentView, maySee } from './views.ts';

export const AssessmentParams = z.object({ id: Id });

export const assessmentRoutes = [
  route({
    method: 'get',
    path: '/units/{unit}/assessments',
    summary: 'The unit’s assessments that I may see, newest first',
    permission: 'unit.read',
    params: UnitParams,
    answers: { 200: AssessmentList },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => {
      const all = await assessmentsOfUnit(call.tx, found.unit.id);
      const seen = all.filter((row) => maySee(call.actor, call.tx.municipality, found.unit, row));
      const answers = await answersOfAssessments(
        call.tx,
        seen.map(({ id }) => id),
      );
      const assessments = [];
      for (const row of seen) assessments.push(await assessmentView(call, found.unit, row, answers.get(row.id) ?? []));
      return { status: 200, body: { assessments } };
    },
  }),
  route({
    method: 'post',
    path: '/units/{unit}/assessments',
    summary: 'Begins an assessment, or gives back the open one',
    permission: ['assessment.create', 'own-assessment.create'],
    params: UnitParams,
    body: NewAssessment,
    answers: { 200: Assessment, 201: Assessment },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: (call, { body, found }) => begin(call, found, body.kind),
  }),
  route({
    method: 'get',
    path: '/assessments/{id}',
    summary: 'An assessment with its answers',
    permission: ['result.read', 'draft.read'],
    params: AssessmentParams,
    answers: { 200: Assessment },
    find: (call, { params }) => findAssessment(call, params.id),
    handle: async (call, { found }) => {
      const answers = await answersOfAssessments(call.tx, [found.assessment.id]);
      return {
        status: 200,
        body: await assessmentView(call, found.unit, found.assessment, answers.get(found.assessment.id) ?? []),
      };
    },
  }),
];

async function begin(call: Call, { unit, subject }: FoundUnit, kind: 'unit' | 'own'): Promise<Reply> {
  demand(call, kind === 'unit' ? 'assessment.create' : 'own-assessment.create', subject);
  const { row, isNew } = await beginAssessment(call, unit, kind);
  const answers = await answersOfAssessments(call.tx, [row.id]);
  return { status: isNew ? 201 : 200, body: await assessmentView(call, unit, row, answers.get(row.id) ?? []) };
}
