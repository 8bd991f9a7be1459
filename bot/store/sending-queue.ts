import { sql } from 'kysely';
import type { DeliveryRow } from './deliveries.ts';
import type { Store, Tx } from './store.ts';
import type { SendVerb } from './tables.ts';

/** The queue of what goes to Teams: who has what in hand, and when it may go. */

/** So long a sender may have a message in hand before the call begins. */
const CLAIM_SECONDS = 10;
/** And so long from then on: longer than a call may take. */
export const CALL_SECONDS = 20;

/** A message that a sender has in hand. */
export interface Claimed {
  readonly delivery: string;
  readonly municipality: string;
  readonly tenant: string;
  readonly target: string;
  /** What a sender before this one began, and never said what came of. */
  readonly begun: SendVerb | null;
}

export interface Claim {
  readonly holder: string;
  /** By the service's clock. */
  readonly now: Date;
  /** How many more to take of a tenant. */
  readonly most: ReadonlyMap<string, number>;
  /** Of tenants not named. */
  readonly otherwise: number;
}

/**
 * Takes due messages in hand: the oldest of each conversation, and only where none is in hand already, so that the order
 * of a conversation holds over all senders. Nothing of a tenant that asked to be left alone.
 */
export async function claimDue(store: Store, { holder, now, most, otherwise }: Claim): Promise<Claimed[]> {
  const { rows } = await sql<Claimed & { position: string }>`
    with due as (
      select mine.delivery from tenant t
        left join unnest(${[...most.keys()]}::uuid[], ${[...most.values()]}::int[]) as w (tenant, most) on w.tenant = t.tenant_id
        cross join lateral (
          select q.delivery from send_queue q
          where q.tenant = t.tenant_id and q.not_before <= ${now} and q.retry_at <= now() and q.lease_until <= now()
            and not exists (select from send_queue e
              where e.target = q.target and (e.not_before, e.position) < (q.not_before, q.position))
            and not exists (select from send_queue b where b.target = q.target and b.lease_until > now())
          order by q.not_before, q.position
          limit coalesce(w.most, ${otherwise})
          for update of q skip locked
        ) as mine
      where not exists (select from send_hold h where h.tenant = t.tenant_id and h.until > now())
    )
    update send_queue q set holder = ${holder}, lease_until = now() + ${CLAIM_SECONDS} * interval '1 second'
    from due where q.delivery = due.delivery
    returning q.delivery, q.municipality_id as municipality, q.tenant, q.target, q.verb as begun, q.position`.execute(
    store.outside,
  );
  return rows.sort((a, b) => Number(a.position) - Number(b.position));
}

/** Puts messages that weren't begun back into the queue, to be taken again after so many milliseconds. */
export async function releaseClaims(
  store: Store,
  holder: string,
  deliveries: readonly string[],
  afterMs = 0,
): Promise<void> {
  if (deliveries.length === 0) return;
  await sql`
    update send_queue set holder = null, lease_until = '-infinity', retry_at = now() + ${afterMs} * interval '1 millisecond'
    where delivery = any(${deliveries}::uuid[]) and holder = ${holder}`.execute(store.outside);
}

export interface Held {
  readonly row: DeliveryRow;
  /** The bot was blocked or removed there: nothing more is sent. */
  readonly stopped: boolean;
}

/** The rows of messages in hand, by id; one that is absent has gone. */
export async function readHeld(tx: Tx, deliveries: readonly string[]): Promise<Map<string, Held>> {
  const rows = await tx.db
    .selectFrom('delivery as d')
    .selectAll('d')
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('conversation as c')
            .select('c.id')
            .whereRef('c.municipality_id', '=', 'd.municipality_id')
            .whereRef('c.id', '=', 'd.target')
            .where('c.removed_at', 'is not', null),
        )
        .as('stopped'),
    )
    .where('d.municipality_id', '=', tx.municipality)
    .where('d.id', 'in', deliveries)
    .execute();
  return new Map(rows.map(({ stopped, ...row }) => [row.id, { row, stopped: Boolean(stopped) }]));
}
