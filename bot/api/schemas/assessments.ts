import { z } from 'zod';
import { COMMENT_MAX } from '../../../lika/assessment/assessment.ts';
import { freeText, Id, IndicatorId, Moment, Version } from './common.ts';
import { InstrumentRef } from './units.ts';

export const AssessmentState = z.enum(['draft', 'shared', 'published', 'withdrawn', 'superseded']);
export const AssessmentKind = z.enum(['unit', 'own']);

export const Answer = z.object({
  indicator: IndicatorId,
  option: z.string().nullable(),
  /** Null also where the reader may not see comments. */
  comment: z.string().nullable(),
  by: Id,
  at: Moment,
  version: Version,
});
export type Answer = z.infer<typeof Answer>;

/** An indicator that something has been done about since the last result, with what was done, the latest first. */
export const Reconsider = z.object({
  indicator: IndicatorId,
  done: z.array(z.object({ action: Id, title: z.string(), at: Moment })),
});
export type Reconsider = z.infer<typeof Reconsider>;

export const Assessment = z.object({
  id: Id,
  unit: Id,
  kind: AssessmentKind,
  state: AssessmentState,
  instrument: InstrumentRef,
  author: Id,
  created: Moment,
  shared: Moment.nullable(),
  published: Moment.nullable(),
  publishedBy: Id.nullable(),
  withdrawn: Moment.nullable(),
  answered: z.int(),
  total: z.int(),
  comments: z.int(),
  answers: z.array(Answer),
  /** Of an open one; empty for who may not read the plan. */
  reconsider: z.array(Reconsider),
});
export type Assessment = z.infer<typeof Assessment>;

export const AssessmentList = z.object({ assessments: z.array(Assessment) });
export type AssessmentList = z.infer<typeof AssessmentList>;
export const NewAssessment = z.object({ kind: AssessmentKind });

/** `version` is the one the writer saw: 0 when there was no answer. Both fields are set at once. */
export const AnswerWrite = z.object({
  option: z.string().max(64).nullable(),
  comment: freeText(COMMENT_MAX).nullable(),
  version: Version,
});
export type AnswerWrite = z.infer<typeof AnswerWrite>;

/** Who sees what at each level of sharing, said before anything happens. */
export const Audience = z.object({
  assessment: Id,
  state: AssessmentState,
  /** Persons with a role in the unit (the team). */
  team: z.object({ count: z.int() }),
  /** Kommunansvariga and the area's chief. */
  municipality: z.object({ count: z.int(), people: z.array(z.object({ id: Id, name: z.string().nullable() })) }),
  viewers: z.object({ count: z.int() }),
  /** The channel that gets the card at publishing, if one is linked. */
  channel: z.object({ team: z.string(), channel: z.string(), name: z.string().nullable() }).nullable(),
  comments: z.int(),
});
export type Audience = z.infer<typeof Audience>;

export const ShareRequest = z.object({ with: z.enum(['author', 'team']) });
export const PublishRequest = z.object({
  postCard: z.boolean().default(true),
  /** Keeps the unit’s documents current in the channel’s files from now on; false leaves it as it is. */
  keepDocuments: z.boolean().default(false),
});
