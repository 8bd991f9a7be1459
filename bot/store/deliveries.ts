import type { Selectable } from 'kysely';
import type { Tx } from './store.ts';
import type { DeliveryStage, Tables } from './tables.ts';

/** What goes out is a row before it is a job: stage, cause and next try stand here, and the page Drift reads them. */
export type DeliveryRow = Selectable<Tables['delivery']>;

/**
 * Takes a delivery for sending. Null when there is nothing to do: it has gone, or another run of the job has it.
 * `again`: an earlier run took it and never said what came of it.
 */
export async function takeDelivery(
  tx: Tx,
  id: string,
  now: Date,
): Promise<{ delivery: DeliveryRow; again: boolean } | null> {
  const before = await tx.db
    .selectFrom('delivery')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!before || !['queued', 'sending', 'waiting-for-person'].includes(before.stage)) return null;
  const delivery = await tx.db
    .updateTable('delivery')
    .set({ stage: 'sending', attempts: before.attempts + 1, changed_at: now, next_try_at: null, cause: null })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return { delivery, again: before.stage === 'sending' };
}

export interface DeliveryOutcome {
  readonly stage: DeliveryStage;
  /** A key of the text files' causes. */
  readonly cause?: string;
  readonly nextTry?: Date;
  readonly result?: unknown;
}

export async function settleDelivery(tx: Tx, id: string, outcome: DeliveryOutcome, now: Date): Promise<void> {
  await tx.db
    .updateTable('delivery')
    .set({
      stage: outcome.stage,
      cause: outcome.cause ?? null,
      next_try_at: outcome.nextTry ?? null,
      changed_at: now,
      ...(outcome.result === undefined ? {} : { result: JSON.stringify(outcome.result) }),
    })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .execute();
}

/** What waits for this person to be signed in; each is set to be tried now. */
export async function wakeDeliveriesOf(tx: Tx, person: string, now: Date): Promise<DeliveryRow[]> {
  return tx.db
    .updateTable('delivery')
    .set({ stage: 'queued', changed_at: now, next_try_at: now })
    .where('municipality_id', '=', tx.municipality)
    .where('person', '=', person)
    .where('stage', '=', 'waiting-for-person')
    .returningAll()
    .execute();
}
