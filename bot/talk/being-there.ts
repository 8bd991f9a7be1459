import type { Answer, Heard } from '../conversation/heard.ts';
import { endConversation, markWelcomed } from '../store/conversations.ts';
import { createSend } from '../store/outbox.ts';
import type { Tx } from '../store/store.ts';
import { placeOf } from './places.ts';
import type { Turn } from './turn.ts';

type Installed = Extract<Heard, { what: 'installed' }>;

/** The bot has come: one welcome, in the conversation itself, however many ways Teams tells of it. */
export async function arrived(turn: Turn<Installed>): Promise<Answer> {
  const { tx, heard, place, unit, now, deps } = turn;
  if (!(await markWelcomed(tx, place.id, now))) return null;
  await createSend(tx, {
    ...{ kind: 'welcome', unit: unit?.id ?? null, about: unit?.name ?? null, at: now },
    payload: { place: placeOf(heard.where), kind: heard.where.kind, by: heard.who.person, language: turn.language },
    ...{ tenant: heard.where.tenant, target: place.id, unasked: false },
  });
  deps.log.info({ conversation: heard.where.kind }, 'the bot has been added');
  return null;
}

/** The bot has been taken away: nothing more is sent there, and coming back begins afresh. */
export async function left(tx: Tx, { where }: Heard, now: Date): Promise<Answer> {
  await endConversation(tx, where.conversation, now);
  return null;
}
