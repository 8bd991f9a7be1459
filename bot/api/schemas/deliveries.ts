import { z } from 'zod';
import { Id, Moment } from './common.ts';

/** One thing that is to go out, or has gone: a card, tasks in Planner. The page Drift lists them. */
export const Delivery = z.object({
  id: Id,
  kind: z.enum([
    'planner',
    'notice',
    'result-card',
    'welcome',
    'answer',
    'discussion',
    'follow-up',
    'reminder',
    'digest',
    'joy',
    'temperature',
    'card-update',
    'help-wanted',
  ]),
  stage: z.enum(['queued', 'sending', 'sent', 'waiting-for-person', 'maybe-sent', 'failed', 'dropped']),
  /** Key of the cause in the text files, such as `channel-not-linked`. */
  cause: z.string().nullable(),
  about: z.string().nullable(),
  /** The unit that it is about; null for what is about none, such as a welcome. */
  unit: z.object({ id: Id, name: z.string() }).nullable(),
  /** Whether the bot spoke without being asked. */
  unasked: z.boolean(),
  created: Moment,
  changed: Moment,
  nextTry: Moment.nullable(),
  attempts: z.int(),
});
export type Delivery = z.infer<typeof Delivery>;
export const Deliveries = z.object({ deliveries: z.array(Delivery) });
export type Deliveries = z.infer<typeof Deliveries>;
