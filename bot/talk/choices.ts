import { may } from '../../lika/access/access.ts';
import { unitSubject } from '../acts/subjects.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { writeAudit } from '../store/audit.ts';
import { setConversation } from '../store/conversations.ts';
import { linkChannel, unitById } from '../store/units.ts';
import { textsIn } from '../texts.ts';
import type { ServiceLanguage } from '../texts.ts';
import { replyInPlace } from './asks.ts';
import type { PressTurn } from './pressed.ts';
import { maySpeakFor, speak } from './said.ts';
import type { Outcome } from './turn.ts';

/**
 * Which unit is talked of here. A channel is linked as from the tab; a group chat by anyone who takes part in the unit;
 * in one's own chat it is only what the next words are about.
 */
export async function chooseUnit(turn: PressTurn, { unit: id }: { unit: string }): Promise<Outcome> {
  const { tx, actor, heard, now } = turn;
  const unit = await unitById(tx, id);
  if (!unit) throw new NotFound();
  const needed = { channel: 'channel.link', group: 'discussion.join', personal: 'unit.read' } as const;
  if (!may(actor, needed[heard.where.kind], unitSubject(tx.municipality, unit))) throw new Forbidden();
  const line = textsIn(turn.own)('talk.press.unitChosen', { unit: unit.name });
  if (!turn.isFirst) return { line };
  const { kind, conversation } = heard.where;
  const { team } = turn.place;
  if (kind === 'channel') {
    if (!team) throw new NotFound();
    await linkChannel(tx, { team, channel: conversation, unit: unit.id, by: actor.person, at: now });
  } else await setConversation(tx, turn.place.id, { unit: unit.id });
  if (kind !== 'personal')
    await writeAudit(tx, { at: now, person: actor.person, what: 'channel.link', unit: unit.id, about: conversation });
  await replyInPlace({ ...turn, unit }, { kind: 'unit-chosen' });
  return { line };
}

export async function setLanguage(turn: PressTurn, { language }: { language: ServiceLanguage }): Promise<Outcome> {
  if (!maySpeakFor(turn)) throw new Forbidden();
  if (turn.isFirst) await speak(turn, language);
  return { line: textsIn(language)('talk.languageSet') };
}
