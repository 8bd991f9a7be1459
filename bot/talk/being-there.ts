import type { Answer, Heard } from '../conversation/heard.ts';
import { endConversation, markWelcomed } from '../store/conversations.ts';
import { liveDiscussionsIn } from '../store/discussions.ts';
import { createSend } from '../store/outbox.ts';
import type { Tx } from '../store/store.ts';
import { renewCard } from './discussion-view.ts';
import { placeOf } from './places.ts';
import type { TalkDeps, Turn } from './turn.ts';

type Installed = Extract<Heard, { what: 'installed' }>;

/** The bot has come: one welcome, in the conversation itself, however many ways Teams tells of it. */
export async function arrived(turn: Turn<Installed>): Promise<Answer> {
  const { tx, heard, place, unit, now, deps } = turn;
  deps.rosters.forget(place.id);
  if (!(await markWelcomed(tx, place.id, now))) return null;
  await createSend(tx, {
    ...{ kind: 'welcome', unit: unit?.id ?? null, about: unit?.name ?? null, at: now },
    payload: { place: placeOf(heard.where), kind: heard.where.kind, by: heard.who.person, language: turn.language },
    ...{ tenant: heard.where.tenant, target: place.id, unasked: false },
  });
  deps.log.info({ conversation: heard.where.kind }, 'the bot has been added');
  return null;
}

/**
 * The bot has been taken away: nothing more is sent there, and coming back begins afresh. What is told of in a team's
 * first channel goes for all of the team.
 */
export async function left({ rosters }: TalkDeps, tx: Tx, { where }: Heard, now: Date): Promise<Answer> {
  rosters.forget(where.conversation);
  const ofTeam = where.firstChannel === where.conversation ? where.team : null;
  await endConversation(tx, { id: where.conversation, ofTeam }, now);
  return null;
}

/** Somebody has come or gone: who may see what is asked anew, also for the cards that people act on there. */
export async function membersChanged({ rosters }: TalkDeps, tx: Tx, { where }: Heard, now: Date): Promise<Answer> {
  rosters.forget(where.conversation);
  for (const row of await liveDiscussionsIn(tx, where.conversation)) await renewCard(tx, row, now);
  return null;
}
