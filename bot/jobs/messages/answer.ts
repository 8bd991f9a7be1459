import type { z } from 'zod';
import { may } from '../../../lika/access/access.ts';
import type { Action } from '../../../lika/access/access.ts';
import { findIndicator, textIn } from '../../../lika/instrument/instrument.ts';
import { stockholm } from '../../../lika/schedule/calendar.ts';
import { unitSubject } from '../../acts/subjects.ts';
import { topicsCard } from '../../conversation/cards/answers.ts';
import { weekdayAndDay } from '../../conversation/cards/days.ts';
import { chooseUnitCard, commandsCard, languageCard } from '../../conversation/cards/welcome.ts';
import type { Message } from '../../conversation/ports.ts';
import { conversationById } from '../../store/conversations.ts';
import { actorOf } from '../../store/grants.ts';
import type { Tx } from '../../store/store.ts';
import { AnswerPayload } from '../../talk/asks.ts';
import type { Ask, RenewedAnswerPayload } from '../../talk/asks.ts';
import { unitLink } from '../../talk/links.ts';
import { unitOf, unitsOf, withoutThread } from '../../talk/places.ts';
import { everybodyMay } from '../../talk/rosters.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import type { Composer } from '../sending.ts';
import { dropped, patiently, sendingTo } from './compose.ts';
import { actionsMessage, ownActionsMessage } from './actions.ts';
import { digestMessage } from './digest.ts';
import { carded, CHAT_PLACE, line } from './message.ts';
import type { Asked } from './message.ts';
import { resultOfUnit } from './result.ts';
import { scheduleMessage } from './schedule.ts';
import { statusMessage } from './status.ts';

/**
 * What all who read the answer must be allowed to, in a team or chat; and what whoever asks must be, alone. The rest says
 * nothing of a unit, or only of one's own.
 */
const NEEDED: Partial<Record<Ask['kind'], { readonly all: Action; readonly one: Action }>> = {
  status: { all: 'plan.read', one: 'unit.read' },
  result: { all: 'plan.read', one: 'published.read' },
  actions: { all: 'plan.read', one: 'plan.read' },
  'my-actions': { all: 'plan.read', one: 'units.list' },
  remind: { all: 'plan.read', one: 'units.list' },
  schedule: { all: 'plan.read', one: 'plan.read' },
};

/** The answer to what a person asked, with what stands when it goes out. */
export const composeAnswer = (deps: TalkDeps): Composer =>
  patiently(async (municipality, delivery) => {
    const payload = AnswerPayload.parse(delivery.payload);
    const message = await answerTo(deps, municipality, payload);
    return message ? { send: sendingTo(payload.place, message) } : dropped('bot-not-installed');
  });

/** The same, in place of the card that was pressed. */
export async function renewedAnswer(
  deps: TalkDeps,
  municipality: string,
  payload: z.output<typeof RenewedAnswerPayload>,
): ReturnType<Composer> {
  const message = await answerTo(deps, municipality, payload);
  if (!message) return dropped('bot-not-installed');
  return { send: { verb: 'update', to: payload.place, activity: payload.activity, message } };
}

async function answerTo(
  deps: TalkDeps,
  municipality: string,
  payload: z.output<typeof AnswerPayload>,
): Promise<Message | null> {
  const asked = await deps.store.inMunicipality(municipality, (tx) => read(tx, payload));
  if (!asked) return null;
  const { place, where, language } = asked;
  const needed = NEEDED[asked.ask.kind];
  if (needed && asked.unit) {
    const subject = { ...unitSubject(municipality, asked.unit), kind: 'unit', state: 'published' } as const;
    const unit = asked.unit.name;
    if (where === 'personal' && !may(asked.actor, needed.one, subject))
      return line('talk.notForYou', language, { unit });
    if (where !== 'personal' && !(await everybodyMay(deps, place, needed.all, subject)))
      return line('talk.notForAll', language, { unit });
  }
  return messageFor(deps, municipality, asked);
}

async function read(tx: Tx, payload: z.output<typeof AnswerPayload>): Promise<Asked | null> {
  const { place, where, person } = payload;
  const conversation = withoutThread(place.conversation);
  const row = await conversationById(tx, conversation);
  if (!row || row.removed_at !== null) return null;
  const actor = await actorOf(tx, place.tenant, person);
  const at = { ...place, conversation, thread: null, kind: where, team: row.team };
  return { ...payload, actor, unit: await unitOf(tx, at, row, actor) };
}

async function messageFor(deps: TalkDeps, municipality: string, asked: Asked): Promise<Message> {
  const { ask, language, where, unit } = asked;
  const inMunicipality = <T>(work: (tx: Tx) => Promise<T>) => deps.store.inMunicipality(municipality, work);
  const place = CHAT_PLACE[where];
  const url = unit && unitLink(deps.settings, { unit, path: '/', channel: asked.place.conversation });
  switch (ask.kind) {
    case 'hello':
    case 'help':
    case 'unknown':
      return carded(commandsCard({ place, unknown: ask.kind === 'unknown', url }, language));
    case 'thanks':
      return line('talk.thanks', language);
    case 'status':
      return unit ? statusMessage(deps, municipality, { ...asked, unit }) : line('talk.noUnit', language);
    case 'result':
      return unit ? resultOfUnit(deps, municipality, { ...asked, unit }) : line('talk.noUnit', language);
    case 'actions':
      return unit ? actionsMessage(deps, municipality, { ...asked, unit }) : line('talk.noUnit', language);
    case 'my-actions':
      return ownActionsMessage(deps, municipality, asked);
    case 'remind':
      return digestMessage(deps, municipality, asked);
    case 'schedule':
      return unit ? scheduleMessage(deps, municipality, { ...asked, unit }) : line('talk.noUnit', language);
    case 'language':
      return carded(languageCard({ scope: where === 'personal' ? 'person' : 'team' }, language));
    case 'choose-unit':
      return carded(chooseUnitCard({ place, units: await inMunicipality((tx) => choosable(tx, asked)) }, language));
    case 'topics':
      return carded(topicsCard(topicsOf(deps, asked, ask.indicators), language));
    case 'reminded':
      return line('talk.reminded', language, { day: weekdayAndDay(stockholm(new Date(ask.at)).day, language) });
    case 'unit-chosen':
      return line(where === 'personal' ? 'talk.unitChosenForYou' : 'talk.unitChosen', language, {
        unit: unit?.name ?? '',
      });
    case 'no-role':
      return line('talk.noRole', language);
    case 'not-here':
      return line('talk.press.notAllowed', language);
    case 'told':
      return { text: ask.line, summary: ask.line };
    case 'no-instrument':
      return line('talk.noInstrument', language);
    case 'discuss-where':
      return line('talk.discussWhere', language);
    case 'nothing-to-discuss':
      return line('talk.nothingToDiscuss', language);
    case 'language-set':
      return line('talk.languageSet', language);
  }
}

/** The units that whoever asked may point this conversation at. */
async function choosable(tx: Tx, { actor, where }: Asked): Promise<{ id: string; name: string }[]> {
  const needed = { channel: 'channel.link', group: 'discussion.join', personal: 'unit.read' } as const;
  return (await unitsOf(tx, actor)).filter((unit) => may(actor, needed[where], unitSubject(tx.municipality, unit)));
}

function topicsOf(deps: TalkDeps, { unit, language, place }: Asked, indicators: readonly string[]) {
  const instrument = unit?.instrument ? deps.instruments.latest(unit.instrument) : null;
  const placed = indicators.flatMap((id) => (instrument && findIndicator(instrument, id)) ?? []);
  return {
    asked: null,
    topics: placed.map(({ area, step, indicator }) => ({
      ...{ indicator: indicator.id, step },
      area: textIn(area.name, language),
      statement: textIn(indicator.statement, language),
    })),
    url: unit
      ? unitLink(deps.settings, { unit, path: '/assess', channel: place.conversation })
      : deps.settings.publicUrl,
  };
}
