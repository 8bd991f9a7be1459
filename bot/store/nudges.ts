import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Selectable, Updateable } from 'kysely';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';
import type { NudgeKind } from './talk-tables.ts';

/** Something that the bot may say unasked, once for each occasion. Due times are rows, by the service's clock. */
export type NudgeRow = Selectable<Tables['nudge']>;

export interface NewNudge {
  readonly kind: NudgeKind;
  readonly unit: string | null;
  readonly about: string;
  readonly occasion: string;
  readonly person: string | null;
  readonly dueAt: Date;
}

/** Notes that it is to be said; null when the occasion has been noted before. */
export async function addNudge(tx: Tx, wanted: NewNudge): Promise<string | null> {
  const { kind, unit, about, occasion, person, dueAt } = wanted;
  const added = await tx.db
    .insertInto('nudge')
    .values({
      ...{ municipality_id: tx.municipality, id: randomUUID(), kind, unit_id: unit, about, occasion, person },
      ...{ due_at: dueAt, state: 'due', cause: null, conversation: null, activity: null, sent_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added?.id ?? null;
}

/** Notes it as `addNudge` does; what had been dropped is to be said again. */
export async function addNudgeAnew(tx: Tx, wanted: NewNudge): Promise<void> {
  if ((await addNudge(tx, wanted)) !== null) return;
  const { kind, about, occasion, dueAt } = wanted;
  await tx.db
    .updateTable('nudge')
    .set({ state: 'due', due_at: dueAt, cause: null })
    .where('municipality_id', '=', tx.municipality)
    .where('kind', '=', kind)
    .where('about', '=', about)
    .where('occasion', '=', occasion)
    .where('state', '=', 'dropped')
    .execute();
}

/** It is no longer true: what waits to be said of it isn't said. */
export async function dropDue(tx: Tx, { kind, about }: Pick<NewNudge, 'kind' | 'about'>, cause: string): Promise<void> {
  await tx.db
    .updateTable('nudge')
    .set({ state: 'dropped', cause })
    .where('municipality_id', '=', tx.municipality)
    .where('kind', '=', kind)
    .where('about', '=', about)
    .where('state', '=', 'due')
    .execute();
}

/** Whether an occasion has been noted for anybody: what was found once isn't looked for again. */
export async function isNoted(tx: Tx, kind: NudgeKind, about: string, occasion: string): Promise<boolean> {
  const found = await nudgeQuery(tx)
    .where('kind', '=', kind)
    .where('about', '=', about)
    .where('occasion', '=', occasion)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

function nudgeQuery(tx: Tx) {
  return tx.db.selectFrom('nudge').selectAll().where('municipality_id', '=', tx.municipality);
}

export async function nudgeById(tx: Tx, id: string, lock = false): Promise<NudgeRow | null> {
  const query = nudgeQuery(tx).where('id', '=', id);
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** Those whose time has come, the earliest first. */
export async function dueNudges(tx: Tx, now: Date): Promise<NudgeRow[]> {
  return nudgeQuery(tx)
    .where('state', '=', 'due')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function updateNudge(tx: Tx, id: string, change: Updateable<Tables['nudge']>): Promise<void> {
  await tx.db
    .updateTable('nudge')
    .set(change)
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .execute();
}

/** It has been said, in this conversation. What has been answered or stopped meanwhile stays so. */
export async function markSaid(
  tx: Tx,
  id: string,
  { conversation, activity }: { readonly conversation: string; readonly activity: string },
  at: Date,
): Promise<void> {
  await tx.db
    .updateTable('nudge')
    .set({ conversation, activity, sent_at: at, state: sql`case state when 'sending' then 'sent' else state end` })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .execute();
}

/**
 * Settles what is on its way by what came of its latest message: it may have gone without anybody saying so, or it won't
 * go at all. Nothing is on its way for ever.
 */
export async function settleUnsaid(tx: Tx): Promise<void> {
  await sql`
    update nudge n
    set state = case when d.stage in ('sent', 'maybe-sent') then 'sent' else 'dropped' end, cause = d.cause,
      sent_at = case when d.stage in ('sent', 'maybe-sent') then d.changed_at end,
      conversation = coalesce(d.result ->> 'conversation', n.conversation),
      activity = coalesce(d.result ->> 'activity', n.activity)
    from (
      select distinct on (payload ->> 'nudge') payload ->> 'nudge' as nudge, stage, cause, changed_at, result
      from delivery
      where municipality_id = ${tx.municipality} and unasked and payload ->> 'nudge' in (
        select id::text from nudge where municipality_id = ${tx.municipality} and state = 'sending')
      order by payload ->> 'nudge', created_at desc) d
    where n.municipality_id = ${tx.municipality} and n.state = 'sending' and n.id::text = d.nudge
      and d.stage in ('sent', 'maybe-sent', 'dropped', 'failed')`.execute(tx.db);
}

/** When the unit's actions are to be followed up before a moment: what is said of other things leaves room for it. */
export async function followUpsUntil(tx: Tx, unit: string, until: Date): Promise<Date[]> {
  const rows = await nudgeQuery(tx)
    .where('unit_id', '=', unit)
    .where('kind', '=', 'follow-up')
    .where('state', '=', 'due')
    .where('due_at', '<', until)
    .execute();
  return rows.map(({ due_at }) => due_at);
}

/** When something unasked went, or is about to go, to a target since a moment: what the budget is counted from. */
export async function unaskedMoments(tx: Tx, target: string, since: Date): Promise<Date[]> {
  const { rows } = await sql<{ at: Date }>`
    select changed_at as at from delivery
    where municipality_id = ${tx.municipality} and target = ${target} and unasked
      and stage in ('queued', 'sending', 'sent', 'maybe-sent') and changed_at >= ${since}`.execute(tx.db);
  return rows.map(({ at }) => at);
}

/** Whether somebody has said stop: for a person, an action or a unit. */
export async function isMuted(tx: Tx, scopes: readonly string[], kind: string): Promise<boolean> {
  const found = await tx.db
    .selectFrom('mute')
    .select('scope')
    .where('municipality_id', '=', tx.municipality)
    .where('scope', 'in', scopes)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return found !== undefined;
}

export async function mute(tx: Tx, scope: string, kind: string, by: string, at: Date): Promise<void> {
  await tx.db
    .insertInto('mute')
    .values({ municipality_id: tx.municipality, scope, kind, by_person: by, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function unmute(tx: Tx, scope: string, kind: string): Promise<void> {
  await tx.db
    .deleteFrom('mute')
    .where('municipality_id', '=', tx.municipality)
    .where('scope', '=', scope)
    .where('kind', '=', kind)
    .execute();
}

/** The question about an action for the follow-up of this day. */
export async function nudgeOfFollowUp(tx: Tx, action: string, dueOn: string): Promise<NudgeRow | null> {
  const found = await nudgeQuery(tx)
    .where('kind', '=', 'follow-up')
    .where('about', '=', action)
    .where('occasion', '=', dueOn)
    .orderBy('sent_at', (order) => order.desc().nullsLast())
    .executeTakeFirst();
  return found ?? null;
}

/** When a digest went, or is about to go, to a person since a moment; deadlines and the suggestion of a schedule don't count. */
export async function personalMoments(tx: Tx, person: string, since: Date): Promise<Date[]> {
  const rows = await nudgeQuery(tx)
    .where('person', '=', person)
    .where('kind', '=', 'digest')
    .where('state', 'in', ['sent', 'answered', 'stopped', 'sending'])
    .where('due_at', '>=', since)
    .execute();
  // What is sent once more has the moment of the time before.
  return rows.map(({ state, sent_at, due_at }) => (state === 'sending' ? due_at : (sent_at ?? due_at)));
}

/** Whoever asks to be reminded has taken back what they once turned off for themselves. */
export async function unmutePerson(tx: Tx, person: string): Promise<void> {
  await tx.db
    .deleteFrom('mute')
    .where('municipality_id', '=', tx.municipality)
    .where('scope', '=', `person:${person}`)
    .execute();
}
