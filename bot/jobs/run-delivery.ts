import { z } from 'zod';
import type PgBoss from 'pg-boss';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { settleDelivery, takeDelivery } from '../store/deliveries.ts';
import type { DeliveryOutcome, DeliveryRow } from '../store/deliveries.ts';
import { tell } from '../store/feed.ts';
import { sendJob } from '../store/store.ts';
import type { QueueName } from '../store/migrations/index.ts';
import type { Store, Tx } from '../store/store.ts';

/** What a job of a queue holds: ids only. What is to be done stands in the delivery's row. */
export const DeliveryJob = z.object({ municipality: z.guid(), delivery: z.guid() });
export type DeliveryJob = z.infer<typeof DeliveryJob>;

export interface JobDeps {
  readonly store: Store;
  readonly boss: PgBoss;
  readonly clock: Clock;
  readonly log: Log;
}

/** What came of a try. `later` is tried again by itself; the rest is settled. */
export type Tried = DeliveryOutcome | { readonly later: number; readonly cause: string };

export interface Attempt {
  readonly municipality: string;
  readonly delivery: DeliveryRow;
  /** An earlier run took the delivery and never said what came of it: it may have gone out. */
  readonly again: boolean;
}

/** What a queue's jobs do. */
export interface Work {
  attempt(attempt: Attempt): Promise<Tried>;
  /** The last try was in vain: whatever shows how it stands must say so too, in the transaction that settles it. */
  gaveUp?(tx: Tx, delivery: DeliveryRow, cause: string): Promise<void>;
}

/** After so many tries a delivery has failed, and a person decides. */
export const TRIES_MAX = 8;

/**
 * Takes the delivery, tries it, and writes down what came of it: safe to run twice. Only the holder of the row sends,
 * and a run that was killed on the way is told apart from one that never began.
 */
export async function runDelivery(
  deps: JobDeps,
  queue: QueueName,
  job: DeliveryJob,
  { attempt, gaveUp }: Work,
): Promise<void> {
  const { store, clock, log } = deps;
  const { municipality, delivery: id } = job;
  const taken = await store.inMunicipality(municipality, (tx) => takeDelivery(tx, id, clock.now()));
  if (!taken) return;
  const tried = await attempt({ municipality, ...taken }).catch((error: unknown): Tried => {
    log.error({ err: error, delivery: id }, 'a delivery met an error nobody foresaw');
    return { later: 60, cause: 'unforeseen' };
  });
  await store.inMunicipality(municipality, async (tx) => {
    const now = clock.now();
    const { unit_id: unit } = taken.delivery;
    if (unit !== null) await tell(tx, { unit, kind: 'delivery', id, by: null });
    if (!('later' in tried)) return settleDelivery(tx, id, tried, now);
    if (taken.delivery.attempts >= TRIES_MAX) {
      await gaveUp?.(tx, taken.delivery, tried.cause);
      return settleDelivery(tx, id, { stage: 'failed', cause: tried.cause }, now);
    }
    const nextTry = new Date(now.getTime() + tried.later * 1000);
    await settleDelivery(tx, id, { stage: 'queued', cause: tried.cause, nextTry }, now);
    await sendJob(deps.boss, tx, queue, job, { startAfter: tried.later });
  });
}

/** Longer each time, with some chance in it so that many don't come back together. Seconds. */
export function backoff(attempts: number): number {
  const base = Math.min(15 * 60, 5 * 2 ** attempts);
  return Math.round(base * (0.75 + Math.random() / 2));
}
