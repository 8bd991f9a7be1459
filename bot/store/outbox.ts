import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { SENDS } from './sending-signal.ts';
import type { Tx } from './store.ts';
import type { DeliveryKind, MessageKind, Tables } from './tables.ts';

/**
 * What is to go out to Teams: a row that people can follow, and a place in the queue that points at it, both
 * in the transaction of the change they follow.
 */

export interface NewSend {
  readonly kind: MessageKind;
  /** The unit whose page Drift shows it; null for what is about no one unit. */
  readonly unit: string | null;
  /** What it is about, in a name or title that people know; null when the unit says enough. */
  readonly about: string | null;
  /** Ids that the composer needs; never free text about people. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: Date;
  /** Entra tenant id. */
  readonly tenant: string;
  /** What the limits count by: the conversation's id without `;messageid=`, or `person:<object id>` for a chat not opened yet. */
  readonly target: string;
  /** Whether the bot speaks without being asked. */
  readonly unasked: boolean;
  /** Not before this time by the service's clock; at once when it is left out. */
  readonly notBefore?: Date;
}

/** Notes what is to go to Teams and puts it in the queue; a sender composes it when its turn comes. Returns the delivery's id. */
export async function createSend(tx: Tx, send: NewSend): Promise<string> {
  const id = await insertDelivery(tx, send.kind, { ...send, person: null, nextTry: send.notBefore ?? null });
  const { tenant, target } = send;
  const place = { municipality_id: tx.municipality, tenant, target, not_before: send.notBefore ?? send.at };
  await tx.db
    .insertInto('send_queue')
    .values({ delivery: id, ...place, holder: null, verb: null })
    .execute();
  await sql`select pg_notify(${SENDS}, '')`.execute(tx.db);
  return id;
}

type Row = Pick<NewSend, 'about' | 'payload' | 'at' | 'unit' | 'unasked'> & {
  readonly person: string | null;
  readonly tenant: string | null;
  readonly target: string | null;
  readonly nextTry: Date | null;
};

/** Adds the row that people follow. Returns its id. */
export async function insertDelivery(tx: Tx, kind: DeliveryKind, row: Row): Promise<string> {
  const id = randomUUID();
  const { about, person, tenant, target, unasked } = row;
  await tx.db
    .insertInto('delivery')
    .values({
      ...{ municipality_id: tx.municipality, id, unit_id: row.unit, kind, stage: 'queued', cause: null },
      ...{ about, person, tenant, target, unasked, payload: JSON.stringify(row.payload), result: null },
      ...{ created_at: row.at, changed_at: row.at, next_try_at: row.nextTry },
    })
    .execute();
  return id;
}

const SHOWN_AT_MOST = 100;

export type ListedDelivery = Selectable<Tables['delivery']> & { readonly unit_name: string | null };

/** The latest deliveries of the unit, or of the whole municipality when none is named, newest first. */
export async function listDeliveries(tx: Tx, unit: string | null): Promise<ListedDelivery[]> {
  const query = tx.db
    .selectFrom('delivery')
    .leftJoin('unit', (join) =>
      join.onRef('unit.municipality_id', '=', 'delivery.municipality_id').onRef('unit.id', '=', 'delivery.unit_id'),
    )
    .selectAll('delivery')
    .select('unit.name as unit_name')
    .where('delivery.municipality_id', '=', tx.municipality);
  return (unit === null ? query : query.where('delivery.unit_id', '=', unit))
    .orderBy('delivery.created_at', 'desc')
    .orderBy('delivery.id')
    .limit(SHOWN_AT_MOST)
    .execute();
}
