import { z } from 'zod';
import { Day, Id, IndicatorId, Moment } from './common.ts';

/** A discussion whose votes have been shown. Nobody's vote is told apart. */
export const Discussion = z.object({
  id: Id,
  indicator: IndicatorId,
  state: z.enum(['revealed', 'settled']),
  shown: Moment,
  /** How many answered. */
  answers: z.int(),
  /** By option, in the scale's order. */
  counts: z.array(z.object({ option: z.string(), count: z.int() })),
  /** The median option; null when nobody answered on the scale. */
  middle: z.string().nullable(),
  conclusion: z.string().nullable(),
  /** The option that was taken into the draft. */
  taken: z.string().nullable(),
  action: Id.nullable(),
});
export type Discussion = z.infer<typeof Discussion>;
export const Discussions = z.object({ discussions: z.array(Discussion) });
export type Discussions = z.infer<typeof Discussions>;

/** How an action goes, as somebody said when it was followed up. */
export const FollowUpAnswer = z.object({
  id: Id,
  action: Id,
  /** The follow-up that was asked about. */
  due: Day,
  how: z.enum(['well', 'late', 'done', 'help']),
  line: z.string().nullable(),
  by: Id,
  at: Moment,
});
export type FollowUpAnswer = z.infer<typeof FollowUpAnswer>;
export const FollowUpAnswers = z.object({ followUps: z.array(FollowUpAnswer) });
export type FollowUpAnswers = z.infer<typeof FollowUpAnswers>;
