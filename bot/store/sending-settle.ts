import { sql } from 'kysely';
import { tell } from './feed.ts';
import { holdTenant } from './sending-slots.ts';
import type { Tx } from './store.ts';
import type { DeliveryStage } from './tables.ts';

/** When a message that isn't settled is tried again. */
export type Again =
  /** After so many milliseconds. What comes later in the same conversation waits for it. */
  | { readonly afterMs: number }
  /** Not before this time by the service's clock; others in the conversation may go first. */
  | { readonly notBefore: Date };

export interface Settled {
  readonly delivery: string;
  readonly unit: string | null;
  readonly tenant: string;
  /** `queued` with `again`; else where it ends. */
  readonly stage: DeliveryStage;
  /** A key of the text files' causes. */
  readonly cause: string | null;
  readonly again: Again | null;
  /** When that is by the service's clock, for people. */
  readonly nextTry: Date | null;
  readonly attempts: number;
  readonly result: unknown;
  /** The connector asked us to leave the tenant alone for so long. */
  readonly holdMs: number;
}

/** Writes down what came of messages, in few statements; and tells those who look at their units. */
export async function settleSends(tx: Tx, holder: string, settled: readonly Settled[], now: Date): Promise<void> {
  await sql`
    update delivery d
    set stage = s.stage, cause = s.cause, next_try_at = s.next_try, attempts = s.attempts,
      result = coalesce(s.result, d.result), changed_at = ${now}
    from unnest(${settled.map(({ delivery }) => delivery)}::uuid[], ${settled.map(({ stage }) => stage)}::text[],
      ${settled.map(({ cause }) => cause)}::text[], ${settled.map(({ nextTry }) => nextTry)}::timestamptz[],
      ${settled.map(({ attempts }) => attempts)}::int[],
      ${settled.map(({ result }) => (result === null ? null : JSON.stringify(result)))}::jsonb[])
      as s (id, stage, cause, next_try, attempts, result)
    where d.municipality_id = ${tx.municipality} and d.id = s.id
      and d.stage in ('queued', 'sending', 'maybe-sent')`.execute(tx.db);
  const over = settled.filter(({ again }) => again === null).map(({ delivery }) => delivery);
  if (over.length > 0) await tx.db.deleteFrom('send_queue').where('delivery', 'in', over).execute();
  await putBack(tx, holder, settled);
  for (const { tenant, holdMs } of settled) if (holdMs > 0) await holdTenant(tx.db, tenant, holdMs);
  for (const { delivery, unit } of settled)
    if (unit !== null) await tell(tx, { unit, kind: 'delivery', id: delivery, by: null });
}

async function putBack(tx: Tx, holder: string, settled: readonly Settled[]): Promise<void> {
  const back = settled.flatMap(({ delivery, again }) => (again === null ? [] : [{ delivery, again }]));
  if (back.length === 0) return;
  const afterMs = back.map(({ again }) => ('afterMs' in again ? again.afterMs : 0));
  const notBefore = back.map(({ again }) => ('notBefore' in again ? again.notBefore : null));
  await sql`
    update send_queue q
    set holder = null, lease_until = '-infinity', verb = null, not_before = coalesce(b.not_before, q.not_before),
      retry_at = clock_timestamp() + b.after_ms * interval '1 millisecond'
    from unnest(${back.map(({ delivery }) => delivery)}::uuid[], ${afterMs}::float8[], ${notBefore}::timestamptz[])
      as b (delivery, after_ms, not_before)
    where q.delivery = b.delivery and q.holder = ${holder}`.execute(tx.db);
}
