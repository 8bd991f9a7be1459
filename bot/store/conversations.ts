import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';
import type { ServedLanguage } from './talk-tables.ts';

/** Where the bot is, as plain JSON: any bot SDK can go on from these rows. */
export type ConversationRow = Omit<Selectable<Tables['conversation']>, 'municipality_id' | 'reference'>;

/** What is heard of a conversation with every word from it. */
export interface HeardConversation {
  readonly id: string;
  readonly kind: 'channel' | 'personal' | 'group';
  readonly team: string | null;
  readonly tenant: string;
  readonly serviceUrl: string;
  readonly anonymous: boolean;
  /** Of a personal chat: whose it is, and what Teams calls them to the bot. */
  readonly person: string | null;
  readonly user: string | null;
  readonly language: ServedLanguage | null;
}

function conversationQuery(tx: Tx) {
  return tx.db
    .selectFrom('conversation')
    .select([
      ...(['id', 'kind', 'team', 'tenant', 'service_url', 'removed_at', 'language', 'heard_language'] as const),
      ...(['unit_id', 'person', 'user_id', 'anonymous', 'welcomed_at'] as const),
    ])
    .where('municipality_id', '=', tx.municipality);
}

/** Keeps what was heard of the conversation; being heard from, the bot is there (again). */
export async function keepConversation(tx: Tx, heard: HeardConversation): Promise<ConversationRow> {
  const set = {
    kind: heard.kind,
    team: heard.team,
    tenant: heard.tenant,
    service_url: heard.serviceUrl,
    reference: JSON.stringify(heard),
    anonymous: heard.anonymous,
    person: heard.person,
    user_id: heard.user,
    heard_language: heard.language,
    removed_at: null,
  };
  await tx.db
    .insertInto('conversation')
    .values({
      municipality_id: tx.municipality,
      id: heard.id,
      language: null,
      unit_id: null,
      welcomed_at: null,
      ...set,
    })
    .onConflict((conflict) =>
      conflict.columns(['municipality_id', 'id']).doUpdateSet({
        ...set,
        // Not every word from a channel says which team it belongs to.
        team: sql`coalesce(excluded.team, conversation.team)`,
      }),
    )
    .execute();
  if (heard.kind === 'channel' && heard.team !== null) await resumeTeam(tx, heard.team);
  if (heard.person !== null) await resumeSends(tx, `person:${heard.person}`);
  return conversationQuery(tx).where('id', '=', heard.id).executeTakeFirstOrThrow();
}

/** Where the bot is heard in one channel of a team, it can speak in the others again. */
async function resumeTeam(tx: Tx, team: string): Promise<void> {
  await tx.db
    .updateTable('conversation')
    .set({ removed_at: null })
    .where('municipality_id', '=', tx.municipality)
    .where('team', '=', team)
    .where('removed_at', 'is not', null)
    .execute();
}

/** Lets the bot speak again in a conversation, or to a person (`person:<object id>`), where sends had been stopped. */
export async function resumeSends(tx: Tx, target: string): Promise<void> {
  await tx.db
    .updateTable('conversation')
    .set({ removed_at: null })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', target)
    .execute();
}

/**
 * Stops what is to be sent to a conversation, or to a person (`person:<object id>`), that Teams doesn't let the bot speak
 * in any more. A row stands for it also where the bot had never been heard.
 */
export async function stopSends(
  tx: Tx,
  { target, tenant, serviceUrl }: { target: string; tenant: string; serviceUrl: string },
  now: Date,
): Promise<void> {
  const channel = await tx.db
    .selectFrom('channel_link')
    .select('team')
    .where('municipality_id', '=', tx.municipality)
    .where('channel', '=', target)
    .executeTakeFirst();
  const kind = channel ? 'channel' : target.startsWith('19:') ? 'group' : 'personal';
  const row = { id: target, kind, team: channel?.team ?? null, tenant, serviceUrl } as const;
  await tx.db
    .insertInto('conversation')
    .values({
      ...{ municipality_id: tx.municipality, id: target, kind, team: row.team, tenant, service_url: serviceUrl },
      ...{ reference: JSON.stringify(row), removed_at: now, language: null, heard_language: null, unit_id: null },
      ...{ person: null, user_id: null, welcomed_at: null },
    })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'id']).doUpdateSet({ removed_at: now }))
    .execute();
}

export async function conversationById(tx: Tx, id: string): Promise<ConversationRow | null> {
  return (await conversationQuery(tx).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The person's own chat with the bot, if it is there. */
export async function chatOfPerson(tx: Tx, tenant: string, person: string): Promise<ConversationRow | null> {
  const found = await conversationQuery(tx)
    .where('kind', '=', 'personal')
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return found ?? null;
}

/**
 * The bot was taken away: it may be welcomed anew, and a chat forgets which unit it was about. `ofTeam`: from all of this
 * team's channels.
 */
export async function endConversation(
  tx: Tx,
  { id, ofTeam }: { readonly id: string; readonly ofTeam: string | null },
  now: Date,
): Promise<void> {
  await tx.db
    .updateTable('conversation')
    .set({ removed_at: now, welcomed_at: null, unit_id: null })
    .where('municipality_id', '=', tx.municipality)
    .where((row) => (ofTeam === null ? row('id', '=', id) : row.or([row('id', '=', id), row('team', '=', ofTeam)])))
    .execute();
}

export async function setConversation(
  tx: Tx,
  id: string,
  change: { readonly language?: ServedLanguage; readonly unit?: string },
): Promise<void> {
  await tx.db
    .updateTable('conversation')
    .set({
      ...(change.language === undefined ? {} : { language: change.language }),
      ...(change.unit === undefined ? {} : { unit_id: change.unit }),
    })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .execute();
}

/** True for the first welcome since the bot came: Teams tells of one arrival in several ways. */
export async function markWelcomed(tx: Tx, id: string, now: Date): Promise<boolean> {
  const marked = await tx.db
    .updateTable('conversation')
    .set({ welcomed_at: now })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .where('welcomed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return marked !== undefined;
}

/** The address at which Teams wants to be answered for this team, as last heard; null before the bot is installed. */
export async function serviceUrlFor(tx: Tx, team: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('conversation')
    .select('service_url')
    .where('municipality_id', '=', tx.municipality)
    .where('team', '=', team)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row?.service_url ?? null;
}

/** True the first time: Teams delivers an activity at least once, and each shall have one effect. */
export async function firstTimeSeen(
  tx: Tx,
  seen: { conversation: string; activity: string },
  now: Date,
): Promise<boolean> {
  const added = await tx.db
    .insertInto('seen_activity')
    .values({ municipality_id: tx.municipality, ...seen, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('activity')
    .executeTakeFirst();
  return added !== undefined;
}

/** Forgets which activities were heard before a moment. */
export async function forgetSeen(tx: Tx, before: Date): Promise<void> {
  await tx.db
    .deleteFrom('seen_activity')
    .where('municipality_id', '=', tx.municipality)
    .where('at', '<', before)
    .execute();
}

/** Lets one turn at a time through in a conversation, in the order in which they come. */
export async function lockConversation(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.municipality}/${id}`}, 1))`.execute(tx.db);
}
