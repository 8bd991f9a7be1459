import { randomUUID } from 'node:crypto';
import type PgBoss from 'pg-boss';
import type { Selectable } from 'kysely';
import type { QueueName } from './migrations/index.ts';
import { sendJob } from './store.ts';
import type { Tx } from './store.ts';
import type { DeliveryKind, Tables } from './tables.ts';

/**
 * What is to go out to Teams and Planner: a row that people can follow, and a job that points at it, both in the
 * transaction of the change they follow.
 */

const QUEUE_OF: Readonly<Record<DeliveryKind, QueueName>> = { 'result-card': 'result-card', planner: 'planner-sync' };

export interface NewDelivery {
  readonly kind: DeliveryKind;
  readonly unit: string;
  /** What it is about, in a name or title that people know; null when the unit says enough. */
  readonly about: string | null;
  /** Ids that the job needs; never free text about people. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Whose Microsoft 365 token the work needs, or null. */
  readonly person: string | null;
  readonly at: Date;
}

/** Notes the delivery and queues its job `{municipality, delivery}`. Returns the delivery's id. */
export async function createDelivery(tx: Tx, boss: PgBoss, delivery: NewDelivery): Promise<string> {
  const id = randomUUID();
  await tx.db
    .insertInto('delivery')
    .values({
      municipality_id: tx.municipality,
      id,
      unit_id: delivery.unit,
      kind: delivery.kind,
      stage: 'queued',
      cause: null,
      about: delivery.about,
      person: delivery.person,
      payload: JSON.stringify(delivery.payload),
      created_at: delivery.at,
      changed_at: delivery.at,
      next_try_at: null,
      result: null,
    })
    .execute();
  await sendJob(boss, tx, QUEUE_OF[delivery.kind], { municipality: tx.municipality, delivery: id });
  return id;
}

const SHOWN_AT_MOST = 100;

/** The unit's latest deliveries, newest first. */
export async function deliveriesOfUnit(tx: Tx, unit: string): Promise<Selectable<Tables['delivery']>[]> {
  return tx.db
    .selectFrom('delivery')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit)
    .orderBy('created_at', 'desc')
    .limit(SHOWN_AT_MOST)
    .execute();
}
