import { z } from 'zod';
import { findIndicator, findOption } from '../../lika/instrument/instrument.ts';
import { isOpen } from '../../lika/assessment/states.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { answerOf, writeAnswer } from '../store/assessments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import { writeAudit } from '../store/audit.ts';
import { tell } from '../store/feed.ts';
import { findAssessment } from './find.ts';
import type { FoundAssessment } from './find.ts';
import { route } from './route.ts';
import type { Call } from './route.ts';
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
    handle: async (call, { params, body, found }) => {
      if (!isOpen(found.assessment.state)) throw new Conflict('decided');
      checkAgainstInstrument(call, found.assessment, params.indicator, body.option);
      return { status: 200, body: await write(call, found, params.indicator, body) };
    },
  }),
];

function checkAgainstInstrument(call: Call, row: AssessmentRow, indicator: string, option: string | null): void {
  const instrument = call.services.instruments.get(row.instrument_id, row.instrument_version);
  if (!instrument) throw new NotFound();
  if (!findIndicator(instrument, indicator)) throw new Invalid([{ pointer: '/indicator', code: 'unknown-indicator' }]);
  if (option !== null && !findOption(instrument, option))
    throw new Invalid([{ pointer: '/option', code: 'unknown-option' }]);
}

/**
 * The answer, its audit row and the notice to other windows in one transaction. A call that is sent again because its
 * answer got lost finds its own content standing there, and is answered as if it had been the first.
 */
async function write(
  call: Call,
  found: FoundAssessment,
  indicator: string,
  body: z.output<typeof AnswerWrite>,
): Promise<Answer> {
  const { id: assessment, kind, author, state } = found.assessment;
  const { person } = call.actor;
  const content = { option: body.option, comment: body.comment === '' ? null : body.comment };
  const change = { assessment, indicator, ...content, by: person, at: call.now, seen: body.version };
  const written = await writeAnswer(call.tx, change);
  if (!written) {
    const current = await answerOf(call.tx, assessment, indicator);
    const isOurs =
      current?.version === body.version + 1 &&
      current.by === person &&
      current.option === content.option &&
      current.comment === content.comment;
    if (current && isOurs) return current;
    throw new Conflict('stale-version', current);
  }
  await writeAudit(call.tx, {
    ...{ at: call.now, person, what: 'answer.write', unit: found.unit.id, about: assessment },
    detail: { indicator, option: written.option, version: written.version, commented: written.comment !== null },
  });
  await tell(call.tx, {
    ...{ unit: found.unit.id, kind: 'answer', id: assessment, by: call.window },
    assessment: { kind, author, state },
  });
  return written;
}
