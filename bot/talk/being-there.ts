import { may } from '../../lika/access/access.ts';
import { unitSubject } from '../acts/subjects.ts';
import type { Answer, Heard } from '../conversation/heard.ts';
import { endConversation, markWelcomed } from '../store/conversations.ts';
import { liveDiscussionsIn } from '../store/discussions.ts';
import { grantsOfPeople } from '../store/grants.ts';
import { createSend } from '../store/outbox.ts';
import type { Tx } from '../store/store.ts';
import { unitById } from '../store/units.ts';
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

/**
 * Others have come or gone: who is there is asked anew. When one of them may not see what is discussed there, its cards
 * show nothing from now on, or everything again.
 */
export async function membersChanged(
  { rosters }: TalkDeps,
  tx: Tx,
  { where, people }: Extract<Heard, { what: 'members' }>,
  now: Date,
): Promise<Answer> {
  rosters.forget(where.conversation);
  const known = people.flatMap((person) => person ?? []);
  const held = await grantsOfPeople(tx, where.tenant, known);
  for (const row of await liveDiscussionsIn(tx, where.conversation)) {
    const unit = await unitById(tx, row.unit_id);
    const isForAll =
      unit !== null &&
      known.length === people.length &&
      known.every((person) =>
        may(
          { person, municipality: tx.municipality, grants: held.get(person) ?? [] },
          'discussion.join',
          unitSubject(tx.municipality, unit),
        ),
      );
    if (!isForAll) await renewCard(tx, row, now);
  }
  return null;
}
