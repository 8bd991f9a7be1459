import type { Tx } from './store.ts';

/** Where the bot is, as plain JSON: any bot SDK can go on from these rows. */
export interface ConversationRow {
  readonly id: string;
  readonly kind: 'channel' | 'personal' | 'group';
  readonly team: string | null;
  readonly tenant: string;
  readonly serviceUrl: string;
}

export async function keepConversation(tx: Tx, known: ConversationRow): Promise<void> {
  const set = {
    kind: known.kind,
    team: known.team,
    tenant: known.tenant,
    service_url: known.serviceUrl,
    reference: JSON.stringify(known),
    removed_at: null,
  };
  await tx.db
    .insertInto('conversation')
    .values({ municipality_id: tx.municipality, id: known.id, ...set })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'id']).doUpdateSet(set))
    .execute();
  if (known.kind === 'channel' && known.team !== null) await resumeTeam(tx, known.team);
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
      ...{ reference: JSON.stringify(row), removed_at: now },
    })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'id']).doUpdateSet({ removed_at: now }))
    .execute();
}

export async function endConversation(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.db
    .updateTable('conversation')
    .set({ removed_at: now })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .execute();
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
