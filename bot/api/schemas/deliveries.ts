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
    'documents',
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

/** What the app proves itself to Entra with, and how long that holds. */
export const Identity = z.object({
  kind: z.enum(['managed-identity', 'token-file', 'certificate', 'secret']),
  /** When the certificate ends; null for what doesn't end, and for a secret, whose end only Entra knows. */
  expires: Moment.nullable(),
  /** `soon` from 60 days before the end, `alarm` from 14, `ended` after it. */
  warning: z.enum(['soon', 'alarm', 'ended']).nullable(),
});
export type Identity = z.infer<typeof Identity>;

export const Deliveries = z.object({
  deliveries: z.array(Delivery),
  /** For the whole municipality's page alone: it is about all of LIKA, not about a unit. */
  identity: Identity.nullable(),
});
export type Deliveries = z.infer<typeof Deliveries>;
