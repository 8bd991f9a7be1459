import { sql } from 'kysely';
import type { Store, Tx } from './store.ts';

/** Which plans are due to be brought together with Planner, for all services and municipalities: ids and times only. */

/** NOTIFY on this channel, without a word: a plan became due. */
export const PLANNER_DUE = 'lika_planner';

export interface DuePlan {
  readonly plan: string;
  readonly municipality: string;
  readonly tenant: string;
  /** By the service's clock. */
  readonly dueAt: Date;
  /** As it stood when the plan was taken in hand. */
  readonly wanted: string;
}

/** The plan is to be looked at now; `tenant` where it isn't known yet. Told to the services at commit. */
export async function planIsDue(tx: Tx, plan: { id: string; tenant: string }, at: Date): Promise<void> {
  await sql`
    insert into planner_queue (plan_id, municipality_id, tenant, next_at) values (${plan.id}, ${tx.municipality}, ${plan.tenant}, ${at})
    on conflict (plan_id) do update set next_at = least(planner_queue.next_at, excluded.next_at), wanted = planner_queue.wanted + 1`.execute(
    tx.db,
  );
  await sql`select pg_notify(${PLANNER_DUE}, '')`.execute(tx.db);
}

/**
 * Takes the plan out of whoever's hand it is in: what they know of it no longer holds, and they write no more. Comes last
 * in the transaction that changes what they know.
 */
export async function takeOutOfHand(tx: Tx, plan: string): Promise<void> {
  await sql`
    update planner_queue set holder = null, lease_until = '-infinity' where plan_id = ${plan}`.execute(tx.db);
}

/** Due plans that nobody has in hand, of tenants that Graph hasn't asked us to leave alone; the longest due first. */
export async function duePlans(
  store: Store,
  { now, without, most }: { now: Date; without: readonly string[]; most: number },
): Promise<DuePlan[]> {
  const { rows } = await sql<DuePlan>`
    select plan_id as plan, municipality_id as municipality, tenant, next_at as "dueAt", wanted from planner_queue q
    where next_at <= ${now} and lease_until <= now() and plan_id <> all(${without}::uuid[])
      and not exists (select from graph_hold h where h.tenant = q.tenant and h.until > now())
    order by next_at limit ${most}`.execute(store.outside);
  return rows;
}

/** Takes the plan in hand for so many seconds. False when somebody else has it, or it isn't due any more. */
export async function claimPlan(
  store: Store,
  { plan, holder, seconds, now }: { plan: string; holder: string; seconds: number; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update planner_queue set holder = ${holder}, lease_until = now() + ${seconds} * interval '1 second'
    where plan_id = ${plan} and next_at <= ${now} and lease_until <= now()`.execute(store.outside);
  return numAffectedRows === 1n;
}

/** Keeps the plan in hand, in the transaction that writes what was done with it. False when it was lost to another. */
export async function holdPlan(
  tx: Tx,
  { plan, holder, seconds }: { plan: string; holder: string; seconds: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update planner_queue set lease_until = now() + ${seconds} * interval '1 second'
    where plan_id = ${plan} and holder = ${holder}`.execute(tx.db);
  return numAffectedRows === 1n;
}

/** Keeps the plan in hand while Graph takes its time; nothing for one that was lost to another. */
export async function keepPlan(
  store: Store,
  { plan, holder, seconds }: { plan: string; holder: string; seconds: number },
): Promise<void> {
  await sql`
    update planner_queue set lease_until = now() + ${seconds} * interval '1 second'
    where plan_id = ${plan} and holder = ${holder}`.execute(store.outside);
}

/**
 * Lets go of the plan, and says when it is due next: at once when something was changed since it was taken in hand.
 * @returns the time as it now stands, null while nobody can look
 */
export async function releasePlan(
  tx: Tx,
  {
    plan,
    holder,
    wanted,
    nextAt,
    now,
  }: { plan: string; holder: string; wanted: string; nextAt: Date | null; now: Date },
): Promise<Date | null> {
  const { rows } = await sql<{ next_at: Date | null }>`
    update planner_queue set holder = null, lease_until = '-infinity',
      next_at = case when wanted > ${wanted} then ${now} else ${nextAt}::timestamptz end
    where plan_id = ${plan} and holder = ${holder} returning next_at`.execute(tx.db);
  return rows[0]?.next_at ?? null;
}

/** Puts the plan aside until somebody who can do it is back; nothing when it was taken in hand or changed meanwhile. */
export async function parkPlan(tx: Tx, { plan, wanted }: { plan: string; wanted: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update planner_queue set next_at = null
    where plan_id = ${plan} and wanted = ${wanted} and lease_until <= now()`.execute(tx.db);
  return numAffectedRows === 1n;
}

/** Graph is left alone in the tenant for so many seconds. */
export async function holdGraph(store: Store, tenant: string, seconds: number): Promise<void> {
  await sql`
    insert into graph_hold (tenant, until) values (${tenant}, now() + ${seconds} * interval '1 second')
    on conflict (tenant) do update set until = greatest(graph_hold.until, excluded.until)`.execute(store.outside);
}

const DROPPED_SECONDS = 2;

/** Lets go of a plan whose turn ended in an error nobody foresaw: it is taken up again soon, as it stood. */
export async function dropPlan(store: Store, plan: string, holder: string): Promise<void> {
  await sql`
    update planner_queue set holder = null, lease_until = now() + ${DROPPED_SECONDS} * interval '1 second'
    where plan_id = ${plan} and holder = ${holder}`.execute(store.outside);
}
