import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { CALL_SECONDS } from './sending-queue.ts';
import type { Store, Tx } from './store.ts';
import type { SendVerb, Tables } from './tables.ts';

/**
 * Teams' limits, kept for all instances by the database's clock. A call takes a slot before it is made. The slot counts
 * from then until a limit's window after the answer came, so the connector never sees more than it allows, however long
 * the way there and back is.
 * Source: learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */

/** Calls at most in a conversation. */
const OF_A_TARGET = [
  { seconds: 1, most: 7 },
  { seconds: 2, most: 8 },
  { seconds: 30, most: 60 },
  { seconds: 3600, most: 1800 },
];
/** Reads may be twice as many. */
const READS = 2;
/** Calls of any kind at most in a tenant in a second. */
export const OF_A_TENANT = 30;
/**
 * So long the first that could go waits for the rest, so that a burst stays together: when the connector then asks to be
 * left alone, what could have gone in that second has gone.
 */
const TOGETHER_MS = 100;
/** Without an answer a slot counts as if one had come after so long: its sender may have been killed. */
const ANSWER_WITHIN_SECONDS = 3;
/** No window is longer. */
const KEPT_SECONDS = 3600;
const PURGE_AT_ONCE = 20_000;

export interface SlotWish {
  readonly slot: string;
  readonly delivery: string;
  readonly target: string;
  /** What is about to be done; null for opening a chat, which may be done again. */
  readonly verb: SendVerb | null;
}

export interface Taken {
  /** Deliveries whose call may be made now. */
  readonly taken: readonly string[];
  /** Deliveries that another sender has in hand by now. */
  readonly lost: readonly string[];
  /** How long the tenant is full or wants to be left alone; 0 when there is room. Milliseconds. */
  readonly tenantWait: number;
  /** The same for the conversations that there was no room in. */
  readonly targetWait: ReadonlyMap<string, number>;
}

/**
 * Takes slots for as many of the wishes (all of one tenant, one for each conversation) as the limits allow, in order; and
 * says in their rows that they are being sent. The calls may be made when the transaction has been committed.
 */
export async function takeSlots(
  tx: Tx,
  { tenant, holder, wishes, now }: { tenant: string; holder: string; wishes: readonly SlotWish[]; now: Date },
): Promise<Taken> {
  await lockTenant(tx.db, tenant);
  const targetWait = await targetWaits(
    tx.db,
    wishes.map(({ target }) => target),
    'send',
  );
  const possible = wishes.filter(({ target }) => !targetWait.has(target));
  const room = await roomOf(tx.db, tenant, possible.length);
  const fitting = possible.slice(0, room.free);
  const tenantWait = fitting.length + targetWait.size < wishes.length ? Math.max(room.wait, 1) : room.wait;
  if (fitting.length === 0) return { taken: [], lost: [], tenantWait, targetWait };
  const { rows } = await sql<{ delivery: string }>`
    with wish as (
      select * from unnest(${fitting.map(({ slot }) => slot)}::uuid[], ${fitting.map(({ delivery }) => delivery)}::uuid[],
        ${fitting.map(({ target }) => target)}::text[], ${fitting.map(({ verb }) => verb)}::text[])
        as w (slot, delivery, target, verb)
    ), held as (
      update send_queue q
      set verb = coalesce(wish.verb, q.verb), lease_until = clock_timestamp() + ${CALL_SECONDS} * interval '1 second'
      from wish where q.delivery = wish.delivery and q.holder = ${holder} and q.lease_until > clock_timestamp()
      returning q.delivery
    ), begun as (
      update delivery d
      set stage = 'sending', attempts = d.attempts + 1, cause = null, next_try_at = null, changed_at = ${now}
      from wish join held using (delivery)
      where d.municipality_id = ${tx.municipality} and d.id = wish.delivery and wish.verb is not null
    ), counted as (
      insert into send_slot (id, tenant, target, is_read, at)
      select slot, ${tenant}, target, false, clock_timestamp() + ${ANSWER_WITHIN_SECONDS} * interval '1 second'
      from wish join held using (delivery)
    )
    select delivery from held`.execute(tx.db);
  const held = new Set(rows.map(({ delivery }) => delivery));
  const deliveries = fitting.map(({ delivery }) => delivery);
  return {
    taken: deliveries.filter((one) => held.has(one)),
    lost: deliveries.filter((one) => !held.has(one)),
    tenantWait,
    targetWait,
  };
}

/** A slot for a read of a conversation. Returns how long to wait when there is none, in milliseconds; 0 when it was taken. */
export async function takeReadSlot(
  store: Store,
  read: { slot: string; tenant: string; target: string },
): Promise<number> {
  return store.outside.transaction().execute(async (db) => {
    await lockTenant(db, read.tenant);
    const room = await roomOf(db, read.tenant, 1);
    const waits = await targetWaits(db, [read.target], 'read');
    const wait = Math.max(room.wait, waits.get(read.target) ?? 0);
    if (wait > 0) return wait;
    await sql`
      insert into send_slot (id, tenant, target, is_read, at) values (${read.slot}, ${read.tenant}, ${read.target}, true,
        clock_timestamp() + ${ANSWER_WITHIN_SECONDS} * interval '1 second')`.execute(db);
    return 0;
  });
}

export interface Answered {
  readonly slot: string;
  /** How long ago the answer came, in milliseconds. */
  readonly ago: number;
}

/** Lets slots count from when their answers came. */
export async function noteAnswers(db: Kysely<Tables>, answers: readonly Answered[]): Promise<void> {
  if (answers.length === 0) return;
  await sql`
    update send_slot s set at = clock_timestamp() - a.ago * interval '1 millisecond'
    from unnest(${answers.map(({ slot }) => slot)}::uuid[], ${answers.map(({ ago }) => ago)}::float8[]) as a (slot, ago)
    where s.id = a.slot`.execute(db);
}

/** Leaves the tenant alone for so many milliseconds from now, or longer when it has asked for that before. */
export async function holdTenant(db: Kysely<Tables>, tenant: string, milliseconds: number): Promise<void> {
  await sql`
    insert into send_hold (tenant, until) values (${tenant}, clock_timestamp() + ${milliseconds} * interval '1 millisecond')
    on conflict (tenant) do update set until = greatest(send_hold.until, excluded.until)`.execute(db);
}

/** Forgets calls that no limit counts any more. */
export async function purgeSlots(store: Store): Promise<void> {
  await sql`
    delete from send_slot where id in (
      select id from send_slot where at < now() - ${KEPT_SECONDS} * interval '1 second' limit ${PURGE_AT_ONCE})`.execute(
    store.outside,
  );
}

/** One at a time counts a tenant's slots and takes more. */
async function lockTenant(db: Kysely<Tables>, tenant: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`send ${tenant}`}, 0))`.execute(db);
}

/**
 * How many of the wanted calls may be made now, and otherwise how long to wait, in milliseconds. What has no answer yet may
 * get one now, and is free a second later: no wait is longer than the window.
 */
async function roomOf(db: Kysely<Tables>, tenant: string, wanted: number): Promise<{ free: number; wait: number }> {
  const most = Math.min(Math.max(wanted, 1), OF_A_TENANT);
  const { rows } = await sql<{ one: number | null; all: number | null; used: number; held: number | null }>`
    with slot as (
      select at, least(1, extract(epoch from at + interval '1 second' - clock_timestamp()))::float8 * 1000 as wait
      from send_slot where tenant = ${tenant} order by at desc limit ${OF_A_TENANT})
    select
      (select count(*)::int from slot where wait > 0) as used,
      (select wait from slot order by at desc offset ${OF_A_TENANT - 1} limit 1) as one,
      (select wait from slot order by at desc offset ${OF_A_TENANT - most} limit 1) as all,
      (select extract(epoch from until - clock_timestamp())::float8 * 1000 from send_hold where tenant = ${tenant}) as held`.execute(
    db,
  );
  const { used = 0, one = null, all = null, held = null } = rows[0] ?? {};
  if (held !== null && held > 0) return { free: 0, wait: held };
  const free = OF_A_TENANT - used;
  if (free >= most) return { free, wait: 0 };
  const first = Math.max(one ?? 0, 0);
  const last = Math.max(all ?? 0, 1);
  if (last - first <= TOGETHER_MS) return { free: 0, wait: last };
  return { free, wait: free > 0 ? 0 : Math.max(first, 1) };
}

/** How long until each of the conversations has room again, in milliseconds; those with room are absent. */
async function targetWaits(
  db: Kysely<Tables>,
  targets: readonly string[],
  kind: 'send' | 'read',
): Promise<Map<string, number>> {
  const factor = kind === 'read' ? READS : 1;
  const { rows } = await sql<{ target: string; wait: number }>`
    select w.target,
      max(least(l.seconds, extract(epoch from s.at + l.seconds * interval '1 second' - clock_timestamp())))::float8 * 1000 as wait
    from unnest(${targets}::text[]) as w (target)
      cross join unnest(${OF_A_TARGET.map(({ seconds }) => seconds)}::int[],
        ${OF_A_TARGET.map(({ most }) => most * factor)}::int[]) as l (seconds, most)
      cross join lateral (select at from send_slot where target = w.target and is_read = ${kind === 'read'}
        order by at desc offset l.most - 1 limit 1) as s
    group by w.target`.execute(db);
  return new Map(rows.filter(({ wait }) => wait > 0).map(({ target, wait }) => [target, wait]));
}
