import { z } from 'zod';
import { writeAnswer } from '../acts/write-answer.ts';
import { findAssessment } from './find.ts';
import { route } from './route.ts';
import { Answer, AnswerWrite } from './schemas/assessments.ts';
import { Id } from './schemas/common.ts';

export const answerRoutes = [
  route({
    method: 'put',
    path: '/assessments/{id}/answers/{indicator}',
    summary: 'Writes an answer and its comment, if the version seen is the latest',
    permission: 'answer.write',
    params: z.object({ id: Id, indicator: z.string().max(200) }),
    body: AnswerWrite,
    answers: { 200: Answer },
    find: (call, { params }) => findAssessment(call, params.id, 'share'),
    handle: async (call, { params, body, found }) => ({
      status: 200,
      body: await writeAnswer(call, found.assessment, { indicator: params.indicator, ...body }),
    }),
  }),
];
