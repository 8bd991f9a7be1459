import { may } from '../../lika/access/access.ts';
import type { Actor } from '../../lika/access/access.ts';
import { maySee, tally } from '../../lika/discussion/votes.ts';
import { findIndicator, findOption, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument, PlacedIndicator } from '../../lika/instrument/instrument.ts';
import { stockholm } from '../../lika/schedule/calendar.ts';
import { assessmentSubject, unitSubject } from '../acts/subjects.ts';
import { discussionCard } from '../conversation/cards/discussion.ts';
import type { DiscussionView, Distribution } from '../conversation/cards/discussion.ts';
import type { Answer } from '../conversation/heard.ts';
import type { Card } from '../conversation/ports.ts';
import { answerOf, assessmentsOfUnit } from '../store/assessments.ts';
import { discussionById, hasQueuedRenewal, votesOf } from '../store/discussions.ts';
import type { DiscussionRow, VoteRow } from '../store/discussions.ts';
import { tell } from '../store/feed.ts';
import { createSend } from '../store/outbox.ts';
import { actionById } from '../store/plans.ts';
import type { Tx } from '../store/store.ts';
import { unitById } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';
import { textsIn } from '../texts.ts';
import type { ServiceLanguage } from '../texts.ts';
import { unitLink } from './links.ts';
import { withoutThread } from './places.ts';
import type { TalkDeps, Turn } from './turn.ts';

/** The card of a discussion as it stands, for one reader or, as it hangs in the conversation, for all. */

interface Known {
  readonly row: DiscussionRow;
  readonly unit: UnitRow;
  readonly instrument: Instrument;
  readonly placed: PlacedIndicator;
  readonly votes: readonly VoteRow[];
}

const GONE: DiscussionView = { state: 'unavailable' };
export const nothingToShow = (language: ServiceLanguage): Card => discussionCard(GONE, language);

/** The reader's own view, as the answer to a press. */
export async function discussionCardFor(turn: Turn, id: string): Promise<Answer> {
  const { deps, actor } = turn;
  return deps.store.inMunicipality(actor.municipality, async (tx) => {
    const row = await discussionById(tx, id);
    return { card: row ? await cardOf(deps, tx, row, actor) : nothingToShow(turn.language) };
  });
}

/** Reader null: the card that hangs in the conversation. What each button may do is asked when it is pressed. */
export async function cardOf(deps: TalkDeps, tx: Tx, row: DiscussionRow, reader: Actor | null): Promise<Card> {
  const unit = await unitById(tx, row.unit_id);
  const instrument = deps.instruments.get(row.instrument_id, row.instrument_version);
  const placed = instrument && findIndicator(instrument, row.indicator);
  if (!unit || !instrument || !placed) return nothingToShow(row.language);
  if (reader && !may(reader, 'discussion.join', unitSubject(tx.municipality, unit))) return nothingToShow(row.language);
  const votes = await votesOf(tx, row.id, row.round);
  return discussionCard(await viewOf(deps, tx, { row, unit, instrument, placed, votes }, reader), row.language);
}

async function viewOf(deps: TalkDeps, tx: Tx, known: Known, reader: Actor | null): Promise<DiscussionView> {
  const { row, unit, placed, instrument, votes } = known;
  const { language } = row;
  const subject = unitSubject(tx.municipality, unit);
  const leads = reader === null || may(reader, 'discussion.lead', subject) || row.started_by === reader.person;
  const common = {
    ...{ discussion: row.id, reason: row.reason, round: row.round, step: placed.step },
    area: textIn(placed.area.name, language),
    statement: textIn(placed.indicator.statement, language),
    openUrl: unitLink(deps.settings, {
      unit,
      path: `/assess/${placed.area.key}`,
      channel: withoutThread(row.conversation),
    }),
    refresh: { userIds: row.refreshed },
  };
  if (row.state === 'preparing' || row.state === 'open')
    return {
      ...common,
      state: 'open',
      options: optionsOf(instrument, language),
      own: (reader && votes.find(({ person }) => person === reader.person)?.option) ?? null,
      answered: votes.length,
      members: row.voters.length,
      shownBy: row.started_by === null ? 'head' : 'starter',
      closesOn: stockholm(row.closes_at).day,
      mayReveal: leads,
      nudge: row.nudge_id,
    };
  if (!maySee(votes.length)) return { ...common, state: 'too-few', answers: votes.length, mayDecide: false };
  const fallen = await distribution(tx, known);
  if (row.state === 'revealed') return { ...common, ...fallen, state: 'revealed', mayDecide: leads };
  const isHead = reader === null || may(reader, 'plan.write', subject);
  return {
    ...common,
    ...fallen,
    state: 'settled',
    conclusion: row.conclusion,
    mayConclude: true,
    take: isHead ? { preset: middleOf(known) } : null,
    taken: row.taken_option === null ? null : labelOf(instrument, row.taken_option, language),
    mayAct: isHead,
    action: await actionOf(deps, tx, known),
  };
}

function optionsOf(instrument: Instrument, language: string) {
  const counted = instrument.scale.filter(({ value }) => value !== null);
  return instrument.scale.map((option) => ({
    key: option.key,
    label: textIn(option.label, language),
    level: option.value === null ? null : counted.indexOf(option),
  }));
}

const labelOf = (instrument: Instrument, key: string, language: string): string => {
  const option = findOption(instrument, key);
  return option ? textIn(option.label, language) : '';
};

const middleOf = ({ instrument, votes }: Known): string | null => tally(instrument, votes).middle;

async function distribution(tx: Tx, known: Known): Promise<Distribution> {
  const { instrument, votes, row } = known;
  const { language } = row;
  const counts = tally(instrument, votes);
  const label = (key: string) => labelOf(instrument, key, language);
  return {
    options: optionsOf(instrument, language).map((option) => ({
      ...option,
      count: counts.counts.find((one) => one.option === option.key)?.count ?? 0,
    })),
    answers: counts.total,
    spread:
      counts.spread === null || counts.highest === null || counts.lowest === null
        ? null
        : { levels: counts.spread, highest: label(counts.highest), lowest: label(counts.lowest) },
    middle: counts.middle === null ? [] : [label(counts.middle)],
    headAnswer: await jointAnswer(tx, known),
  };
}

/** The joint answer, when everybody with a role in the unit may see it: shared or in force, never a draft. */
async function jointAnswer(tx: Tx, { row, unit, instrument }: Known): Promise<string | null> {
  const teacher: Actor = {
    ...{ person: '', municipality: tx.municipality },
    grants: [{ role: 'teacher', scope: { kind: 'unit', id: unit.id } }],
  };
  const joint = (await assessmentsOfUnit(tx, unit.id)).find(
    (one) =>
      one.kind === 'unit' &&
      one.state !== 'superseded' &&
      may(teacher, 'answers.read', assessmentSubject(tx.municipality, unit, one)),
  );
  const option = joint ? (await answerOf(tx, joint.id, row.indicator))?.option : null;
  return option ? labelOf(instrument, option, row.language) : null;
}

async function actionOf(deps: TalkDeps, tx: Tx, { row, unit }: Known) {
  const found = row.action_id === null ? null : await actionById(tx, row.action_id);
  if (!found) return null;
  const path = `/plan?action=${found.item.id}`;
  return {
    title: found.item.title,
    url: unitLink(deps.settings, { unit, path, channel: withoutThread(row.conversation) }),
  };
}

/** What a notice and a screen reader say of the card. */
export function summaryOf(deps: TalkDeps, row: DiscussionRow): string {
  const instrument = deps.instruments.get(row.instrument_id, row.instrument_version);
  const placed = instrument && findIndicator(instrument, row.indicator);
  const statement = placed ? textIn(placed.indicator.statement, row.language) : '';
  return textsIn(row.language)('talk.discussionSummary', { statement });
}

/**
 * Has the card in the conversation brought up to date; several changes close to each other are one update. The card of
 * the temperature check that it belongs to follows.
 */
export async function renewCard(tx: Tx, row: DiscussionRow, now: Date): Promise<void> {
  await tell(tx, { unit: row.unit_id, kind: 'discussion', id: row.id, by: null });
  if (row.series !== null && row.state !== 'open') await renewSeries(tx, row, row.series, now);
  if (row.activity === null || (await hasQueuedRenewal(tx, row.id))) return;
  await createSend(tx, {
    ...{ kind: 'card-update', unit: row.unit_id, about: null, at: now },
    payload: { discussion: row.id },
    ...{ tenant: row.tenant, target: withoutThread(row.conversation), unasked: false },
  });
}

async function renewSeries(tx: Tx, row: DiscussionRow, series: string, now: Date): Promise<void> {
  await createSend(tx, {
    ...{ kind: 'card-update', unit: row.unit_id, about: null, at: now },
    payload: { series },
    ...{ tenant: row.tenant, target: withoutThread(row.conversation), unasked: false },
  });
}
