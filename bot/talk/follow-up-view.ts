import { may } from '../../lika/access/access.ts';
import type { Actor } from '../../lika/access/access.ts';
import { isOpenAction } from '../../lika/plan/decide.ts';
import type { Action } from '../../lika/plan/plan.ts';
import { stockholm } from '../../lika/schedule/calendar.ts';
import { unitSubject } from '../acts/subjects.ts';
import { followUpCard } from '../conversation/cards/follow-up.ts';
import type { FollowUpView } from '../conversation/cards/follow-up.ts';
import type { Answer } from '../conversation/heard.ts';
import type { Card, Member, Place } from '../conversation/ports.ts';
import { conversationById } from '../store/conversations.ts';
import { latestFollowUp } from '../store/follow-ups.ts';
import type { FollowUpRow } from '../store/follow-ups.ts';
import { grantsOfPeople } from '../store/grants.ts';
import { isMuted, nudgeOfFollowUp } from '../store/nudges.ts';
import type { NudgeRow } from '../store/nudges.ts';
import { createSend } from '../store/outbox.ts';
import { actionById } from '../store/plans.ts';
import type { Tx } from '../store/store.ts';
import { unitById } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';
import type { ServiceLanguage } from '../texts.ts';
import { unitLink } from './links.ts';
import { placeIn, placeOf, withoutThread } from './places.ts';
import type { PressTurn } from './pressed.ts';
import type { TalkDeps } from './turn.ts';

/** The card that asks how an action goes, as it stands: asked, answered, or no longer to be answered. */

export interface FollowUpFacts {
  readonly action: Action;
  readonly unit: UnitRow;
  readonly due: string;
  readonly said: FollowUpRow | null;
  readonly nudge: NudgeRow | null;
}

/** What is known of an action's follow-up on a day; null when the action is gone. */
export async function followUpFacts(tx: Tx, action: string, due: string): Promise<FollowUpFacts | null> {
  const found = await actionById(tx, action);
  const unit = found && (await unitById(tx, found.unit));
  if (!found || !unit) return null;
  const said = await latestFollowUp(tx, action, due);
  return { action: found.item, unit, due, said, nudge: await nudgeOfFollowUp(tx, action, due) };
}

/** Whether the follow-up can still be answered: the day is the action's own, and nobody has said how it goes. */
export function isToAnswer({ action, due, said, nudge }: FollowUpFacts): boolean {
  return nudge !== null && said === null && isOpenAction(action) && action.followUp.on === due;
}

/** Why the team isn't to be asked any more, as a key of the text files' causes; null when it is. */
export async function notToAsk(tx: Tx, { action, unit, due, said }: FollowUpFacts): Promise<string | null> {
  if (await isMuted(tx, [`action:${action.id}`, `unit:${unit.id}`], 'follow-up')) return 'stopped';
  if (said) return 'answered';
  if (!isOpenAction(action)) return 'action-over';
  return action.followUp.on === due ? null : 'follow-up-moved';
}

/** The reader's own view, as the answer to a press. */
export async function followUpCardFor(
  turn: PressTurn,
  { action, due }: { readonly action: string; readonly due: string },
): Promise<Answer> {
  const { deps, actor } = turn;
  const place = placeOf(turn.heard.where);
  const members = await deps.rosters.membersOf(place).catch(() => []);
  return deps.store.inMunicipality(actor.municipality, async (tx) => {
    const facts = await followUpFacts(tx, action, due);
    if (!facts) return { card: followUpCard({ stage: 'unavailable' }, turn.language) };
    return { card: await followUpCardOf(deps, tx, { facts, place, members, reader: actor, language: turn.language }) };
  });
}

export interface FollowUpReading {
  readonly facts: FollowUpFacts;
  readonly place: Place;
  readonly members: readonly Member[];
  /** Null: the card that hangs in the conversation. */
  readonly reader: Actor | null;
  readonly language: ServiceLanguage;
}

export async function followUpCardOf(deps: TalkDeps, tx: Tx, reading: FollowUpReading): Promise<Card> {
  return followUpCard(await viewOf(deps, tx, reading), reading.language);
}

async function viewOf(deps: TalkDeps, tx: Tx, reading: FollowUpReading): Promise<FollowUpView> {
  const { facts, place, members, reader } = reading;
  const { action, unit, due, said, nudge } = facts;
  const subject = { ...unitSubject(tx.municipality, unit), responsible: action.responsible };
  if (reader && !may(reader, 'plan.read', subject)) return { stage: 'unavailable' };
  const nameOf = (person: string | null) => members.find((member) => member.person === person)?.name ?? null;
  const channel = withoutThread(place.conversation);
  const common = {
    ...{ action: action.id, due, title: action.title, state: action.state, doneBy: action.due },
    responsible: nameOf(action.responsible),
    today: stockholm(deps.clock.now()).day,
    url: unitLink(deps.settings, { unit, path: `/plan?action=${action.id}`, channel }),
    refresh: { userIds: members.map(({ id }) => id) },
  };
  if (said) {
    const { day: on, time: at } = stockholm(said.at);
    const answer = { how: said.how, by: nameOf(said.by_person) ?? '', on, at, line: said.line };
    return { ...common, stage: 'answered', answer, headTold: said.how === 'help' };
  }
  if (!nudge || !isToAnswer(facts)) return { stage: 'unavailable' };
  const mayGive = reader !== null && may(reader, 'plan.write', subject);
  return {
    ...common,
    stage: 'asked',
    nudge: nudge.id,
    people: mayGive ? await eligible(tx, place, members, unit) : [],
  };
}

/** Those in the conversation whom the action can be given to, by name. */
async function eligible(tx: Tx, place: Place, members: readonly Member[], unit: UnitRow) {
  const people = members.flatMap(({ person, name }) => (person === null ? [] : [{ id: person, name }]));
  const held = await grantsOfPeople(
    tx,
    place.tenant,
    people.map(({ id }) => id),
  );
  return people
    .filter(({ id }) =>
      may(
        { person: id, municipality: tx.municipality, grants: held.get(id) ?? [] },
        'plan.read',
        unitSubject(tx.municipality, unit),
      ),
    )
    .sort((a, b) => a.name.localeCompare(b.name, 'sv'));
}

/** Has the card in the conversation brought up to date. */
export async function renewFollowUp(tx: Tx, nudge: NudgeRow, now: Date): Promise<void> {
  if (nudge.conversation === null || nudge.activity === null) return;
  const conversation = await conversationById(tx, withoutThread(nudge.conversation));
  if (!conversation) return;
  await createSend(tx, {
    ...{ kind: 'card-update', unit: nudge.unit_id, about: null, at: now },
    payload: { nudge: nudge.id, place: placeIn(conversation, nudge.conversation) },
    ...{ tenant: conversation.tenant, target: conversation.id, unasked: false },
  });
}
