import { may } from '../../lika/access/access.ts';
import type { Actor } from '../../lika/access/access.ts';
import { unitSubject } from '../acts/subjects.ts';
import type { Heard, Where } from '../conversation/heard.ts';
import type { Place } from '../conversation/ports.ts';
import { conversationById } from '../store/conversations.ts';
import type { ConversationRow } from '../store/conversations.ts';
import type { Tx } from '../store/store.ts';
import { allUnits, unitById, unitOfChannel, unitOfTeam } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';
import type { ServiceLanguage } from '../texts.ts';

/** Which unit and which language a conversation has, and where something is said in it. */

/** The unit that is talked of here; in one's own chat the only one that one has a role in, or the one chosen. */
export async function unitOf(tx: Tx, where: Where, row: ConversationRow, actor: Actor): Promise<UnitRow | null> {
  if (where.kind === 'channel') {
    // Not every word from a channel says which team it belongs to.
    const team = where.team ?? row.team;
    if (!team) return null;
    const id = (await unitOfChannel(tx, { team, channel: where.conversation })) ?? (await unitOfTeam(tx, team));
    return id ? unitById(tx, id) : null;
  }
  if (where.kind === 'group') return row.unit_id ? unitById(tx, row.unit_id) : null;
  const own = await unitsOf(tx, actor);
  // Whoever has left the unit that they had chosen is asked anew.
  const chosen = own.find(({ id }) => id === row.unit_id);
  return chosen ?? (own.length === 1 ? (own[0] ?? null) : null);
}

/** The units that the person may look at, by name. */
export async function unitsOf(tx: Tx, actor: Actor): Promise<UnitRow[]> {
  if (actor.grants.length === 0) return [];
  return (await allUnits(tx)).filter((unit) => may(actor, 'unit.read', unitSubject(tx.municipality, unit)));
}

/** The team's language in a channel or group chat, Swedish until somebody chooses; in one's own chat one's own. */
export function languageOf({ where, who }: Heard, row: ConversationRow): ServiceLanguage {
  return row.language ?? (where.kind === 'personal' ? who.language : 'sv');
}

/** Where an answer goes: the thread that it answers, or the chat. */
export function placeOf(where: Where): Place {
  const { tenant, conversation, thread, serviceUrl, anonymous } = where;
  return {
    ...{ tenant, serviceUrl, anonymous },
    conversation: thread === null ? conversation : `${conversation};messageid=${thread}`,
  };
}

/** A conversation without its thread: what the limits count by. */
export const withoutThread = (conversation: string): string => conversation.split(';messageid=')[0] ?? conversation;

/** A known conversation as a place to say something, in one of its threads when `conversation` names it. */
export function placeIn(row: ConversationRow, conversation: string = row.id): Place {
  return { tenant: row.tenant, conversation, serviceUrl: row.service_url, anonymous: row.anonymous };
}

/** Where something hangs, from the conversation that is known of it; null once the bot has been taken away. */
export async function placeKept(tx: Tx, conversation: string): Promise<Place | null> {
  const row = await conversationById(tx, withoutThread(conversation));
  return row && row.removed_at === null ? placeIn(row, conversation) : null;
}
