import { may } from '../../lika/access/access.ts';
import { findTopic } from '../../lika/talk/topic.ts';
import { understand } from '../../lika/talk/understand.ts';
import type { Command } from '../../lika/talk/understand.ts';
import { plainText } from '../../lika/talk/words.ts';
import { unitSubject } from '../acts/subjects.ts';
import type { Answer, Heard } from '../conversation/heard.ts';
import { setConversation } from '../store/conversations.ts';
import { unmutePerson } from '../store/nudges.ts';
import type { ServiceLanguage } from '../texts.ts';
import { reply } from './asks.ts';
import { discuss } from './begin-discussion.ts';
import { remindLater } from './remind.ts';
import type { Turn } from './turn.ts';
import { aboutUnitNamed, asksForUnit } from './which-unit.ts';

type Said = Extract<Heard, { what: 'said' }>;

/** A longer text is a sentence, not a topic. */
const TOPIC_MAX = 80;
/** Those that say something about a unit; the rest is about the bot itself. */
const ABOUT_A_UNIT = new Set<Command['kind']>([
  ...(['status', 'result', 'discuss', 'actions', 'schedule'] as const),
  ...(['remind'] as const),
]);

/** Does what somebody has written, or says what can be done. A word never ends in silence. */
export async function said(heard: Turn<Said>): Promise<Answer> {
  const { text, where } = heard.heard;
  const command = understand(text);
  const isPersonal = where.kind === 'personal';
  const { turn, named } = isPersonal ? await aboutUnitNamed(heard, text) : { turn: heard, named: false };
  if (turn.actor.grants.length === 0 && command.kind !== 'language') return reply(turn, { kind: 'no-role' });
  if (ABOUT_A_UNIT.has(command.kind) && !turn.unit && !(isPersonal && command.kind === 'remind'))
    return reply(turn, { kind: 'choose-unit' });
  switch (command.kind) {
    case 'discuss':
      return isPersonal ? reply(turn, { kind: 'discuss-where' }) : discuss(turn, command.about);
    case 'language':
      return command.to === null ? reply(turn, { kind: 'language' }) : speak(turn, command.to);
    case 'remind':
      if (isPersonal) await unmutePerson(turn.tx, turn.actor.person);
      return command.when === null ? reply(turn, { kind: 'remind' }) : remindLater(turn, command.when);
    case 'unknown':
      if (named) return reply(turn, { kind: 'unit-chosen' });
      if (isPersonal && asksForUnit(text)) return reply(turn, { kind: 'choose-unit' });
      return unknown(turn, command.near);
    default:
      return reply(turn, { kind: command.kind });
  }
}

/** A few words that name something to talk about are as good as a command. */
function unknown(turn: Turn<Said>, near: string | null): Promise<Answer> {
  const { unit, instruments, heard } = turn;
  const instrument = unit?.instrument ? instruments.latest(unit.instrument) : null;
  const words = plainText(heard.text);
  const topic = instrument && words.length <= TOPIC_MAX ? findTopic(instrument, words) : null;
  const found = topic?.kind === 'indicator' ? [topic.indicator] : topic?.kind === 'several' ? topic.indicators : [];
  return found.length > 0 && heard.where.kind !== 'personal'
    ? reply(turn, { kind: 'topics', indicators: found.map(({ indicator }) => indicator.id) })
    : reply(turn, { kind: 'unknown', near });
}

/** The language from here on: anyone's own in their chat; the team's by those who have a role there. */
export async function speak(turn: Turn, language: ServiceLanguage): Promise<Answer> {
  if (!maySpeakFor(turn)) return reply(turn, { kind: turn.actor.grants.length === 0 ? 'no-role' : 'not-here' });
  await setConversation(turn.tx, turn.place.id, { language });
  return reply(turn, { kind: 'language-set' }, language);
}

export function maySpeakFor({ heard, unit, actor, tx }: Turn): boolean {
  if (heard.where.kind === 'personal') return true;
  if (!unit) return actor.grants.length > 0;
  return may(actor, 'discussion.join', unitSubject(tx.municipality, unit));
}
