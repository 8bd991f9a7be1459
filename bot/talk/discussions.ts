import { z } from 'zod';
import { may } from '../../lika/access/access.ts';
import {
  canTake,
  mayReveal,
  revealsItself,
  takesConclusion,
  takesVotes,
  transition,
} from '../../lika/discussion/discussion.ts';
import type { DiscussionLife } from '../../lika/discussion/discussion.ts';
import { maySee } from '../../lika/discussion/votes.ts';
import { findIndicator, findOption } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { unitSubject } from '../acts/subjects.ts';
import { freeText } from '../api/schemas/common.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { writeAudit } from '../store/audit.ts';
import { discussionById, keepVote, updateDiscussion, votesOf } from '../store/discussions.ts';
import type { DiscussionRow } from '../store/discussions.ts';
import { unitById } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';
import { textsIn } from '../texts.ts';
import { begin, closingTime } from './begin-discussion.ts';
import { discussionCardFor, nothingToShow, renewCard } from './discussion-view.ts';
import { takeAnswer, takeAsAction } from './outcomes.ts';
import { withoutThread } from './places.ts';
import type { PressTurn } from './pressed.ts';
import type { Outcome, Turn } from './turn.ts';

export const About = z.object({ discussion: z.guid() });
export const Vote = About.extend({ round: z.int().min(1).max(9), option: z.string().max(64) });
export const Conclusion = About.extend({ conclusion: freeText(600, 1) });
export const Take = About.extend({ option: z.string().max(64) });
export const NewActionData = About.extend({ title: freeText(200, 1) });
export const Start = z.object({ indicator: z.string().max(64) });

/** A discussion in this conversation, locked, with what it is about. */
export interface AtHand {
  readonly row: DiscussionRow;
  readonly unit: UnitRow;
  readonly instrument: Instrument;
}

/**
 * The discussion that a card says it is of. Throws NotFound when it isn't one of this conversation, and Forbidden for
 * someone without a role in its unit: a card that was copied elsewhere shows and does nothing.
 */
async function atHand(turn: PressTurn, id: string): Promise<AtHand> {
  const row = await discussionById(turn.tx, id, true);
  if (!row || withoutThread(row.conversation) !== turn.heard.where.conversation) throw new NotFound();
  const unit = await unitById(turn.tx, row.unit_id);
  const instrument = turn.instruments.get(row.instrument_id, row.instrument_version);
  if (!unit || !instrument || !findIndicator(instrument, row.indicator)) throw new NotFound();
  if (!may(turn.actor, 'discussion.join', unitSubject(turn.tx.municipality, unit))) throw new Forbidden();
  return { row: await found(turn, row), unit, instrument };
}

/** A card whose post was never confirmed is found again when somebody presses on it. */
async function found(turn: PressTurn, row: DiscussionRow): Promise<DiscussionRow> {
  const { card, where } = turn.heard;
  if (row.activity !== null || card === '' || row.state !== 'preparing') return row;
  const conversation = where.thread === null ? where.conversation : `${where.conversation};messageid=${where.thread}`;
  return updateDiscussion(turn.tx, row, { activity: card, conversation, state: 'open' });
}

/** One that is about to be posted takes votes as soon as its card is seen. */
const lifeOf = ({ state, round }: DiscussionRow): DiscussionLife => ({
  state: state === 'preparing' ? 'open' : state,
  round,
});

const shown =
  (turn: PressTurn, id: string): Outcome =>
  () =>
    discussionCardFor(turn, id);

async function note(turn: Turn, { row }: AtHand, what: string): Promise<void> {
  await writeAudit(turn.tx, { at: turn.now, person: turn.actor.person, what, unit: row.unit_id, about: row.id });
}

/** A card that refreshes itself asks for nothing: whoever may not see it gets one that shows nothing. */
export async function refresh(turn: PressTurn, { discussion }: z.output<typeof About>): Promise<Outcome> {
  try {
    await atHand(turn, discussion);
  } catch (error) {
    if (error instanceof NotFound || error instanceof Forbidden) return { card: nothingToShow(turn.own) };
    throw error;
  }
  return shown(turn, discussion);
}

/** "Diskutera" on another card: the indicator that it speaks of. */
export async function start(turn: PressTurn, { indicator }: z.output<typeof Start>): Promise<Outcome> {
  const { unit, tx, actor, instruments, isFirst } = turn;
  const t = textsIn(turn.own);
  if (!unit || !may(actor, 'discussion.join', unitSubject(tx.municipality, unit))) throw new Forbidden();
  const instrument = unit.instrument === null ? null : instruments.latest(unit.instrument);
  const placed = instrument && findIndicator(instrument, indicator);
  if (!instrument || !placed) throw new NotFound();
  if (turn.heard.where.kind === 'personal') return { line: t('talk.discussWhere') };
  if (isFirst) await begin(turn, unit, instrument, { kind: 'indicator', indicator: placed });
  return { line: t('talk.press.begun') };
}

/** One vote each; the latest counts, until the votes are shown. */
export async function vote(turn: PressTurn, { discussion, round, option }: z.output<typeof Vote>): Promise<Outcome> {
  const { row, instrument } = await atHand(turn, discussion);
  if (!takesVotes(lifeOf(row)) || row.round !== round || !turn.isFirst) return shown(turn, discussion);
  if (!findOption(instrument, option)) throw new NotFound();
  const { person } = turn.actor;
  await keepVote(turn.tx, { discussion, round: row.round, person, option, at: turn.now });
  const votes = await votesOf(turn.tx, discussion, row.round);
  const voters = [...new Set([...row.voters, person])];
  // Who is there isn't known before the post is confirmed: then nobody's vote can be the last.
  const expected = row.voters.length === 0 ? [] : voters;
  const all = revealsItself({ voters: votes.map((one) => one.person), expected });
  const next = await updateDiscussion(turn.tx, row, {
    voters,
    ...(all ? { state: 'revealed', revealed_at: turn.now, reveal_reason: 'all-voted' } : {}),
  });
  await renewCard(turn.tx, next, turn.now);
  return shown(turn, discussion);
}

/** Shows the votes, by the one who began or the head; never with fewer than three. */
export async function reveal(turn: PressTurn, { discussion }: z.output<typeof About>): Promise<Outcome> {
  const at = await atHand(turn, discussion);
  const { row } = at;
  if (!canTake(lifeOf(row), 'reveal') || !turn.isFirst) return shown(turn, discussion);
  const votes = await votesOf(turn.tx, discussion, row.round);
  const isHead = may(turn.actor, 'discussion.lead', unitSubject(turn.tx.municipality, at.unit));
  const allowed = mayReveal({ votes: votes.length, startedBy: row.started_by, by: turn.actor.person, isHead });
  if (!allowed) return { line: textsIn(turn.own)(maySee(votes.length) ? 'talk.press.notYours' : 'talk.press.tooFew') };
  const next = await updateDiscussion(turn.tx, row, {
    ...{ state: 'revealed', revealed_at: turn.now, reveal_reason: 'starter' },
  });
  await note(turn, at, 'discussion.reveal');
  await renewCard(turn.tx, next, turn.now);
  return shown(turn, discussion);
}

/** One more round of votes, after talking. */
export async function again(turn: PressTurn, { discussion }: z.output<typeof About>): Promise<Outcome> {
  const at = await leadable(turn, discussion);
  if (!canTake(lifeOf(at.row), 'again') || !turn.isFirst) return shown(turn, discussion);
  const next = await updateDiscussion(turn.tx, at.row, {
    ...{ ...transition(lifeOf(at.row), 'again'), revealed_at: null, reveal_reason: null },
    closes_at: closingTime(turn.now),
  });
  await renewCard(turn.tx, next, turn.now);
  return shown(turn, discussion);
}

/** Lets the votes stand: what is left is what comes of them. */
export async function settle(turn: PressTurn, { discussion }: z.output<typeof About>): Promise<Outcome> {
  const at = await leadable(turn, discussion);
  if (!canTake(lifeOf(at.row), 'settle') || !turn.isFirst) return shown(turn, discussion);
  await renewCard(turn.tx, await updateDiscussion(turn.tx, at.row, { state: 'settled' }), turn.now);
  await note(turn, at, 'discussion.settle');
  return shown(turn, discussion);
}

/** The one who began it, or the head. */
async function leadable(turn: PressTurn, id: string): Promise<AtHand> {
  const at = await atHand(turn, id);
  if (!leads(turn, at)) throw new Forbidden();
  return at;
}

const leads = ({ actor, tx }: PressTurn, { row, unit }: AtHand): boolean =>
  row.started_by === actor.person || may(actor, 'discussion.lead', unitSubject(tx.municipality, unit));

/** What the team came to, in words. Anyone who takes part may write it once the votes stand; the last to write is the one who signs. */
export async function conclude(turn: PressTurn, data: z.output<typeof Conclusion>): Promise<Outcome> {
  const at = await atHand(turn, data.discussion);
  if (!takesConclusion(lifeOf(at.row)) || !turn.isFirst) return shown(turn, data.discussion);
  // It lets the votes stand, where that hasn't been done.
  if (at.row.state === 'revealed' && !leads(turn, at)) return shown(turn, data.discussion);
  const next = await updateDiscussion(turn.tx, at.row, {
    ...{ state: 'settled', conclusion: data.conclusion, concluded_by: turn.actor.person },
  });
  await note(turn, at, 'discussion.conclude');
  await renewCard(turn.tx, next, turn.now);
  return shown(turn, data.discussion);
}

/** The head takes the answer into the draft, with the conclusion as its comment where there is none. */
export async function take(turn: PressTurn, { discussion, option }: z.output<typeof Take>): Promise<Outcome> {
  const at = await atHand(turn, discussion);
  if (at.row.state !== 'settled' || !turn.isFirst) return shown(turn, discussion);
  if (!findOption(at.instrument, option)) throw new NotFound();
  const refused = await takeAnswer(turn, at, option);
  if (refused) return { line: textsIn(turn.own)(refused) };
  const next = await updateDiscussion(turn.tx, at.row, { taken_option: option });
  await note(turn, at, 'discussion.take');
  await renewCard(turn.tx, next, turn.now);
  return shown(turn, discussion);
}

/** The head makes it an action: a proposal in the plan, to be decided there. */
export async function makeAction(turn: PressTurn, data: z.output<typeof NewActionData>): Promise<Outcome> {
  const at = await atHand(turn, data.discussion);
  if (at.row.state !== 'settled' || at.row.action_id !== null || !turn.isFirst) return shown(turn, data.discussion);
  const action = await takeAsAction(turn, at, data.title);
  const next = await updateDiscussion(turn.tx, at.row, { action_id: action.id });
  await note(turn, at, 'discussion.action');
  await renewCard(turn.tx, next, turn.now);
  return shown(turn, data.discussion);
}
