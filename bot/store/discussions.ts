import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Selectable, Updateable } from 'kysely';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';
import type { DiscussionReason, ServedLanguage } from './talk-tables.ts';

export type DiscussionRow = Selectable<Tables['discussion']>;
export type VoteRow = Selectable<Tables['vote']>;

export interface NewDiscussion {
  readonly unit: string;
  readonly instrument: { readonly id: string; readonly version: number };
  readonly indicator: string;
  readonly reason: DiscussionReason;
  /** Of a temperature check: what its three discussions have in common. */
  readonly series: string | null;
  /** What prompted it, when nobody asked. */
  readonly nudge: string | null;
  /** Null when the schedule began it. */
  readonly startedBy: string | null;
  readonly at: Date;
  readonly closesAt: Date;
  readonly tenant: string;
  readonly conversation: string;
  readonly language: ServedLanguage;
}

/** A discussion that is to be posted: nobody can vote before it stands in the conversation. */
export async function insertDiscussion(tx: Tx, wanted: NewDiscussion): Promise<string> {
  const id = randomUUID();
  await tx.db
    .insertInto('discussion')
    .values({
      municipality_id: tx.municipality,
      id,
      unit_id: wanted.unit,
      instrument_id: wanted.instrument.id,
      instrument_version: wanted.instrument.version,
      indicator: wanted.indicator,
      reason: wanted.reason,
      state: 'preparing',
      series: wanted.series,
      nudge_id: wanted.nudge,
      started_by: wanted.startedBy,
      started_at: wanted.at,
      closes_at: wanted.closesAt,
      revealed_at: null,
      reveal_reason: null,
      conclusion: null,
      concluded_by: null,
      taken_option: null,
      action_id: null,
      tenant: wanted.tenant,
      conversation: wanted.conversation,
      activity: null,
      language: wanted.language,
    })
    .execute();
  return id;
}

function discussionQuery(tx: Tx) {
  return tx.db.selectFrom('discussion').selectAll().where('municipality_id', '=', tx.municipality);
}

/** `lock` keeps others from changing it until the transaction ends. */
export async function discussionById(tx: Tx, id: string, lock = false): Promise<DiscussionRow | null> {
  const query = discussionQuery(tx).where('id', '=', id);
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

export async function discussionsOfUnit(tx: Tx, unit: string, limit: number): Promise<DiscussionRow[]> {
  return discussionQuery(tx).where('unit_id', '=', unit).orderBy('started_at', 'desc').limit(limit).execute();
}

/** Open ones whose closing time has come, and those whose card never was confirmed to have come out. */
export async function discussionsToClose(tx: Tx, now: Date): Promise<DiscussionRow[]> {
  return discussionQuery(tx)
    .where('state', 'in', ['preparing', 'open'])
    .where('closes_at', '<=', now)
    .forUpdate()
    .execute();
}

/** Those of a conversation, in whichever thread, that people still vote in or decide on. */
export async function liveDiscussionsIn(tx: Tx, conversation: string): Promise<DiscussionRow[]> {
  return discussionQuery(tx)
    .where('state', 'in', ['open', 'revealed'])
    .where(sql<boolean>`split_part(conversation, ';messageid=', 1) = ${conversation}`)
    .forUpdate()
    .execute();
}

/** Saves the change and counts the version up. */
export async function updateDiscussion(
  tx: Tx,
  row: DiscussionRow,
  change: Updateable<Tables['discussion']>,
): Promise<DiscussionRow> {
  return tx.db
    .updateTable('discussion')
    .set({ ...change, version: row.version + 1 })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The votes of a round, in no order that says anything. */
export async function votesOf(tx: Tx, discussion: string, round: number): Promise<VoteRow[]> {
  return tx.db
    .selectFrom('vote')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('discussion_id', '=', discussion)
    .where('round', '=', round)
    .orderBy('person')
    .execute();
}

/** A person's one vote of the round: the latest counts. */
export async function keepVote(
  tx: Tx,
  vote: { discussion: string; round: number; person: string; option: string; at: Date },
): Promise<void> {
  const { discussion, round, person, option, at } = vote;
  await tx.db
    .insertInto('vote')
    .values({ municipality_id: tx.municipality, discussion_id: discussion, round, person, option, at })
    .onConflict((conflict) =>
      conflict.columns(['municipality_id', 'discussion_id', 'round', 'person']).doUpdateSet({ option, at }),
    )
    .execute();
}

/** Whether an update of its card waits to go out: it will show what stands then. */
export async function hasQueuedRenewal(tx: Tx, discussion: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from delivery where municipality_id = ${tx.municipality} and kind = 'card-update' and stage = 'queued'
        and payload ->> 'discussion' = ${discussion}
    ) as found`.execute(tx.db);
  return rows[0]?.found ?? false;
}

/** Open ones of the units; for a person only those that wait for their vote. */
export async function openDiscussionsOf(
  tx: Tx,
  units: readonly string[],
  person: string | null,
): Promise<DiscussionRow[]> {
  if (units.length === 0) return [];
  const rows = await discussionQuery(tx)
    .where('unit_id', 'in', units)
    .where('state', '=', 'open')
    .orderBy('started_at')
    .execute();
  if (person === null) return rows;
  const waiting: DiscussionRow[] = [];
  for (const row of rows.filter(({ voters }) => voters.includes(person)))
    if (!(await votesOf(tx, row.id, row.round)).some((vote) => vote.person === person)) waiting.push(row);
  return waiting;
}

/** The talks of a temperature check, in the order in which they were begun. */
export async function discussionsOfSeries(tx: Tx, series: string): Promise<DiscussionRow[]> {
  return discussionQuery(tx).where('series', '=', series).orderBy('started_at').orderBy('id').execute();
}
