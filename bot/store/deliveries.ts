import type { Selectable } from 'kysely';
import type { Tx } from './store.ts';
import type { DeliveryStage, Tables } from './tables.ts';

/** What goes out is a row before it is sent: stage, cause and next try stand here, and the page Drift reads them. */
export type DeliveryRow = Selectable<Tables['delivery']>;

export interface DeliveryOutcome {
  readonly stage: DeliveryStage;
  /** A key of the text files' causes. */
  readonly cause?: string;
  readonly nextTry?: Date;
}

/** Writes down how far a delivery has come. */
export async function settleDelivery(tx: Tx, id: string, outcome: DeliveryOutcome, now: Date): Promise<void> {
  await tx.db
    .updateTable('delivery')
    .set({
      stage: outcome.stage,
      cause: outcome.cause ?? null,
      next_try_at: outcome.nextTry ?? null,
      changed_at: now,
    })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .execute();
}
