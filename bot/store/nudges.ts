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

/** When something unasked went, or is about to go, to a person since a moment; deadlines don't count. */
export async function personalMoments(tx: Tx, person: string, since: Date): Promise<Date[]> {
  const rows = await nudgeQuery(tx)
    .where('person', '=', person)
    .where('kind', 'in', ['digest', 'suggestion'])
    .where('state', 'in', ['sent', 'answered', 'stopped', 'sending'])
    .where('due_at', '>=', since)
    .execute();
  return rows.map(({ sent_at, due_at }) => sent_at ?? due_at);
}
