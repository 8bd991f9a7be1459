import { sql } from 'kysely';
import type { Selectable, Updateable } from 'kysely';
import { insertDelivery } from './outbox.ts';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';

/** That actions have become people's, in Teams' activity feed: each a row to be claimed, beside the delivery that people follow. */
export type NoticeRow = Selectable<Tables['notice']>;

export interface NewNotice {
  readonly unit: string;
  readonly action: string;
  readonly title: string;
  readonly person: string;
  readonly at: Date;
}

/**
 * Notes that the person is to hear of the action. Nothing when that is noted already, when they heard of it `since`, or
 * when there is no tenant to reach them in.
 */
export async function addNotice(tx: Tx, wanted: NewNotice, since: Date): Promise<void> {
  const { unit, action, title, person, at } = wanted;
  const known = await tx.db
    .selectFrom('notice')
    .select('delivery_id')
    .where('municipality_id', '=', tx.municipality)
    .where('action_id', '=', action)
    .where('person', '=', person)
    .where((eb) => eb.or([eb('state', '!=', 'settled'), eb('told_at', '>=', since)]))
    .limit(1)
    .executeTakeFirst();
  const tenant = known ? null : await tenantFor(tx, person);
  if (tenant === null) return;
  const delivery = await insertDelivery(tx, 'notice', {
    ...{ unit, about: title, at, person: null, payload: { action, person } },
    ...{ tenant, target: `person:${person}`, unasked: true, nextTry: null },
  });
  await tx.db
    .insertInto('notice')
    .values({
      ...{ municipality_id: tx.municipality, delivery_id: delivery, unit_id: unit, action_id: action, person, tenant },
      ...{ state: 'due', noted_at: at, due_at: at, told_at: null, holder: null, called_at: null, held_until: null },
    })
    .execute();
}

/** Where the person has their roles, or was last seen in a team; without any, the municipality's own tenant. */
async function tenantFor(tx: Tx, person: string): Promise<string | null> {
  const { rows } = await sql<{ tenant: string | null }>`
    select coalesce(
      (select tenant_id from role_grant where municipality_id = ${tx.municipality} and person = ${person} limit 1),
      (select r.tenant_id from team_role r join team_look seen using (municipality_id, tenant_id, team, channel)
        where r.municipality_id = ${tx.municipality} and r.person = ${person} order by seen.asked_at desc limit 1),
      (select tenant_id from tenant where municipality_id = ${tx.municipality} order by tenant_id limit 1)) as tenant`.execute(
    tx.db,
  );
  return rows[0]?.tenant ?? null;
}

/** The tenants with notices that are due, other than those that Microsoft asked us to leave alone. */
export async function tenantsWithDue(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ tenant: string }>`
    select distinct n.tenant from notice n
    where n.municipality_id = ${tx.municipality} and n.state = 'due' and n.due_at <= ${now} and ${notHeld(tx)}`.execute(
    tx.db,
  );
  return rows.map(({ tenant }) => tenant);
}

const notHeld = (tx: Tx) => sql`not exists (select from notice h
  where h.municipality_id = ${tx.municipality} and h.tenant = n.tenant and h.held_until > now())`;

/** Due notices of a tenant, locked, the earliest first; not those that somebody else looks at just now. */
export async function dueNotices(tx: Tx, tenant: string, now: Date, most: number): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select n.* from notice n
    where n.municipality_id = ${tx.municipality} and n.tenant = ${tenant} and n.state = 'due' and n.due_at <= ${now}
      and ${notHeld(tx)}
    order by n.due_at, n.noted_at, n.delivery_id limit ${most}
    for update of n skip locked`.execute(tx.db);
  return rows;
}

/** Those that somebody began to tell and never said what came of, locked. */
export async function leftBehind(tx: Tx): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select n.* from notice n
    where n.municipality_id = ${tx.municipality} and n.state = 'calling' and n.lease_until <= now()
    for update of n skip locked`.execute(tx.db);
  return rows;
}

/** How many calls about the person have begun within the last minute. */
export async function calledWithinAMinute(tx: Tx, person: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from notice
    where municipality_id = ${tx.municipality} and person = ${person} and called_at > now() - interval '1 minute'`.execute(
    tx.db,
  );
  return rows[0]?.count ?? 0;
}

/** The call is about to be made by this holder, who says what came of it before the lease ends. */
export async function beginCall(tx: Tx, row: NoticeRow, holder: string, leaseSeconds: number): Promise<void> {
  await sql`
    update notice set state = 'calling', holder = ${holder}, called_at = now(), held_until = null,
      lease_until = now() + ${leaseSeconds} * interval '1 second'
    where municipality_id = ${tx.municipality} and delivery_id = ${row.delivery_id}`.execute(tx.db);
}

/** The notice that this holder has in hand, locked; null when it is no longer theirs. */
export async function noticeInHand(tx: Tx, delivery: string, holder: string): Promise<NoticeRow | null> {
  const found = await tx.db
    .selectFrom('notice')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('delivery_id', '=', delivery)
    .where('state', '=', 'calling')
    .where('holder', '=', holder)
    .forUpdate()
    .executeTakeFirst();
  return found ?? null;
}

export async function updateNotice(
  tx: Tx,
  { delivery_id }: Pick<NoticeRow, 'delivery_id'>,
  change: Updateable<Tables['notice']>,
): Promise<void> {
  await tx.db
    .updateTable('notice')
    .set(change)
    .where('municipality_id', '=', tx.municipality)
    .where('delivery_id', '=', delivery_id)
    .execute();
}

/** One more try has been made. Returns how many that is. */
export async function countTry(tx: Tx, { delivery_id }: Pick<NoticeRow, 'delivery_id'>): Promise<number> {
  const { attempts } = await tx.db
    .updateTable('delivery')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', delivery_id)
    .returning('attempts')
    .executeTakeFirstOrThrow();
  return attempts;
}

/** Leaves the notice's tenant alone for so many seconds. */
export async function holdTenant(tx: Tx, row: Pick<NoticeRow, 'delivery_id'>, seconds: number): Promise<void> {
  await sql`
    update notice set held_until = now() + ${seconds} * interval '1 second'
    where municipality_id = ${tx.municipality} and delivery_id = ${row.delivery_id}`.execute(tx.db);
}

/**
 * Whether the bot has named the action to the person since a moment: asked in the team how it goes, or, when `isSoon`
 * (a digest lists what is due soon), written to them in private.
 */
export async function botHasTold(
  tx: Tx,
  { person, action_id, noted_at }: Pick<NoticeRow, 'person' | 'action_id' | 'noted_at'>,
  isSoon: boolean,
): Promise<boolean> {
  const found = await tx.db
    .selectFrom('nudge')
    .select('id')
    .where('municipality_id', '=', tx.municipality)
    .where('state', 'in', ['sending', 'sent', 'answered'])
    .where(sql<boolean>`coalesce(sent_at, due_at) >= ${noted_at}`)
    .where((eb) =>
      eb.or([
        eb.and([eb('kind', '=', 'follow-up'), eb('about', '=', action_id)]),
        ...(isSoon ? [eb.and([eb('kind', '=', 'digest'), eb('person', '=', person)])] : []),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
