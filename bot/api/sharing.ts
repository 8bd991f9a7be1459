import type { z } from 'zod';
import { answersOf } from '../../lika/analysis/cells.ts';
import type { Answer } from '../../lika/assessment/assessment.ts';
import { isOpen, transition } from '../../lika/assessment/states.ts';
import { completeness } from '../../lika/assessment/completeness.ts';
import { noteStepReached } from '../acts/joys.ts';
import { keepDocuments } from '../acts/keep-documents.ts';
import { Conflict } from '../errors.ts';
import { answersOfAssessments, assessmentsOfUnit, updateAssessment } from '../store/assessments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import { writeAudit } from '../store/audit.ts';
import { documentsChanged, documentsKeptOf } from '../store/documents-kept.ts';
import { tell } from '../store/feed.ts';
import { createSend } from '../store/outbox.ts';
import { withdrawPictures } from '../store/pictures.ts';
import { publishAssessment } from '../store/publication.ts';
import { channelOfUnit } from '../store/units.ts';
import { AssessmentParams } from './assessments.ts';
import { audienceOf } from './audience.ts';
import { findAssessment } from './find.ts';
import type { FoundAssessment } from './find.ts';
import { demand, route } from './route.ts';
import type { Call, Reply } from './route.ts';
import { Assessment, Audience, PublishRequest, ShareRequest } from './schemas/assessments.ts';
import { assessmentView } from './views.ts';

export const sharingRoutes = [
  route({
    method: 'get',
    path: '/assessments/{id}/audience',
    summary: 'Who sees what at each level of sharing',
    permission: 'assessment.share',
    params: AssessmentParams,
    answers: { 200: Audience },
    find: (call, { params }) => findAssessment(call, params.id),
    handle: async (call, { found }) => audienceOf(call, found),
  }),
  route({
    method: 'post',
    path: '/assessments/{id}/share',
    summary: 'Shares an open assessment with the team, or takes it back',
    permission: 'assessment.share',
    params: AssessmentParams,
    body: ShareRequest,
    answers: { 200: Assessment },
    find: (call, { params }) => findAssessment(call, params.id, 'update'),
    handle: (call, { body, found }) => share(call, found, body.with),
  }),
  route({
    method: 'post',
    path: '/assessments/{id}/publish',
    summary: 'Publishes the unit’s assessment: a fixed record from now on',
    permission: 'assessment.publish',
    params: AssessmentParams,
    body: PublishRequest,
    answers: { 200: Assessment },
    find: (call, { params }) => findAssessment(call, params.id, 'update'),
    handle: (call, { body, found }) => publish(call, found, body),
  }),
  route({
    method: 'post',
    path: '/assessments/{id}/withdraw',
    summary: 'Withdraws a published assessment; the record stays, but only the unit sees it',
    permission: 'assessment.withdraw',
    params: AssessmentParams,
    answers: { 200: Assessment },
    find: (call, { params }) => findAssessment(call, params.id, 'update'),
    handle: (call, { found }) => withdraw(call, found),
  }),
];

async function share(call: Call, found: FoundAssessment, wish: 'author' | 'team'): Promise<Reply> {
  const { state } = found.assessment;
  const isThere = (wish === 'team') === (state === 'shared') && (state === 'shared' || state === 'draft');
  if (isThere) return reply(call, found, found.assessment);
  const next = transition(state, wish === 'team' ? 'share' : 'unshare');
  const row = await updateAssessment(call.tx, found.assessment.id, {
    state: next,
    shared_at: next === 'shared' ? call.now : null,
  });
  await note(call, found, row, next === 'shared' ? 'assessment.share' : 'assessment.unshare');
  return reply(call, found, row);
}

/** One transaction: the fixed record, the rollup, the previous one superseded, and what is to go out. */
async function publish(call: Call, found: FoundAssessment, wish: z.output<typeof PublishRequest>): Promise<Reply> {
  const { assessment, unit } = found;
  if (!isOpen(assessment.state)) transition(assessment.state, 'publish');
  const instrument = call.services.instruments.get(assessment.instrument_id, assessment.instrument_version);
  if (!instrument) throw new Conflict('no-instrument');
  const answers = (await answersOfAssessments(call.tx, [assessment.id])).get(assessment.id) ?? [];
  const { answered, total } = completeness(instrument, answersOf(answers));
  if (answered < total) throw new Conflict('incomplete');
  const by = call.actor.person;
  const inForce = (await assessmentsOfUnit(call.tx, unit.id)).find(({ state }) => state === 'published');
  const row = await publishAssessment(call.tx, { assessment, unit, instrument, answers, by, at: call.now });
  await note(call, found, row, 'assessment.publish');
  await noteStepReached(call, unit.id, { assessment: row, instrument, answers, before: inForce ?? null });
  if (wish.postCard) await postCard(call, found);
  if (wish.keepDocuments) await keep(call, found);
  return reply(call, found, row, answers);
}

/** Only where a channel is linked is there anywhere to post. */
async function postCard(call: Call, { assessment, unit }: FoundAssessment): Promise<void> {
  const channel = await channelOfUnit(call.tx, unit.id);
  if (!channel) return;
  const id = await createSend(call.tx, {
    ...{ kind: 'result-card', unit: unit.id, about: unit.name, at: call.now },
    payload: { assessment: assessment.id },
    ...{ tenant: call.person.tenant, target: channel.channel, unasked: false },
  });
  await tell(call.tx, { unit: unit.id, kind: 'delivery', id, by: call.window });
}

/** One who may publish may also decide this: `documents.keep` is the head's too. */
async function keep(call: Call, { unit, subject }: FoundAssessment): Promise<void> {
  demand(call, 'documents.keep', subject);
  const before = await documentsKeptOf(call.tx, unit.id, true);
  if (before?.keep !== true) await keepDocuments(call, call.person.tenant, unit.id, true);
}

async function withdraw(call: Call, found: FoundAssessment): Promise<Reply> {
  const row = await updateAssessment(call.tx, found.assessment.id, {
    ...{ state: transition(found.assessment.state, 'withdraw') },
    ...{ withdrawn_at: call.now, withdrawn_by: call.actor.person },
  });
  await withdrawPictures(call.tx, row.id, call.now);
  await note(call, found, row, 'assessment.withdraw');
  return reply(call, found, row);
}

async function note(call: Call, { unit }: FoundAssessment, row: AssessmentRow, what: string): Promise<void> {
  const { id, kind, author, state } = row;
  await writeAudit(call.tx, { at: call.now, person: call.actor.person, what, unit: unit.id, about: id });
  if (row.kind === 'unit') await documentsChanged(call.tx, unit.id, call.now);
  await tell(call.tx, { unit: unit.id, kind: 'assessment', id, by: call.window, assessment: { kind, author, state } });
}

async function reply(call: Call, { unit }: FoundAssessment, row: AssessmentRow, known?: Answer[]): Promise<Reply> {
  const answers = known ?? (await answersOfAssessments(call.tx, [row.id])).get(row.id) ?? [];
  return { status: 200, body: await assessmentView(call, unit, row, answers) };
}
