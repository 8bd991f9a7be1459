import { may } from '../../lika/access/access.ts';
import { answersOf } from '../../lika/analysis/cells.ts';
import type { Answers } from '../../lika/analysis/cells.ts';
import { chooseIndicator } from '../../lika/discussion/choose.ts';
import type { Choice, ChoiceContext } from '../../lika/discussion/choose.ts';
import { findIndicator, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { addDays, momentOf, schoolDayFrom, stockholm } from '../../lika/schedule/calendar.ts';
import { findTopic } from '../../lika/talk/topic.ts';
import { unitSubject } from '../acts/subjects.ts';
import type { Answer } from '../conversation/heard.ts';
import type { Place } from '../conversation/ports.ts';
import { answersOfAssessments, assessmentsOfUnit } from '../store/assessments.ts';
import { discussionsOfUnit, insertDiscussion } from '../store/discussions.ts';
import { createSend } from '../store/outbox.ts';
import { actionsOfPlan, planOfUnit } from '../store/plans.ts';
import type { Tx } from '../store/store.ts';
import type { DiscussionReason, ServedLanguage } from '../store/talk-tables.ts';
import type { UnitRow } from '../store/units.ts';
import { reply } from './asks.ts';
import { placeOf, withoutThread } from './places.ts';
import type { Turn } from './turn.ts';

/** Indicators talked of lately aren't taken up again while there are others. */
const RECENT = 12;
/** A vote is open over the two next school days, so that those who weren't there can join. */
const OPEN_SCHOOL_DAYS = 2;
const CLOSES_AT = '16:00';

/** "Diskutera …": finds what to talk about, and asks the team where they are. */
export async function discuss(turn: Turn, about: string | null): Promise<Answer> {
  const { unit, tx, actor, instruments } = turn;
  if (!unit || !may(actor, 'discussion.join', unitSubject(tx.municipality, unit)))
    return reply(turn, { kind: 'not-here' });
  const instrument = unit.instrument === null ? null : instruments.latest(unit.instrument);
  if (!instrument) return reply(turn, { kind: 'no-instrument' });
  const topic = about === null ? null : findTopic(instrument, about);
  if (topic?.kind === 'several')
    return reply(turn, { kind: 'topics', indicators: topic.indicators.map(({ indicator }) => indicator.id) });
  if (topic?.kind === 'none') return reply(turn, { kind: 'topics', indicators: [] });
  return begin(turn, unit, instrument, topic ?? undefined);
}

/** What somebody wants to talk about; undefined: whatever is most worth it. */
export type Wish = NonNullable<ChoiceContext['wish']> | undefined;

/** Begins a discussion on one indicator, in the thread or chat where it was asked for. */
export async function begin(turn: Turn, unit: UnitRow, instrument: Instrument, wish: Wish): Promise<Answer> {
  const chosen = await choose(turn.tx, unit, instrument, wish);
  if (!chosen) return reply(turn, { kind: 'nothing-to-discuss' });
  await post(turn.tx, {
    ...{ unit, instrument, chosen, startedBy: turn.actor.person, now: turn.now, series: null },
    ...{ place: placeOf(turn.heard.where), language: turn.language, unasked: false },
  });
  return null;
}

/** What a team may see stands behind the choice: the assessment in force, and those that their authors have shared. */
export async function choose(tx: Tx, unit: UnitRow, instrument: Instrument, wish?: Wish): Promise<Choice | null> {
  const rows = (await assessmentsOfUnit(tx, unit.id)).filter(
    (row) => row.instrument_id === instrument.id && (row.state === 'shared' || row.state === 'published'),
  );
  const answers = await answersOfAssessments(
    tx,
    rows.map(({ id }) => id),
  );
  const given = (id: string | undefined): Answers => answersOf(id === undefined ? [] : (answers.get(id) ?? []));
  const joint =
    rows.find(({ kind, state }) => kind === 'unit' && state === 'shared') ?? rows.find(({ kind }) => kind === 'unit');
  const plan = await planOfUnit(tx, unit.id);
  const recent = await discussionsOfUnit(tx, unit.id, RECENT);
  return chooseIndicator(instrument, {
    answers: given(joint?.id),
    own: rows.filter(({ kind }) => kind === 'own').map(({ id }) => given(id)),
    plan: plan ? await actionsOfPlan(tx, plan.id) : [],
    recent: recent.map(({ indicator }) => indicator),
    wish,
  });
}

export interface Posting {
  readonly unit: UnitRow;
  readonly instrument: Instrument;
  readonly chosen: {
    readonly indicator: { readonly indicator: { readonly id: string } };
    readonly reason: DiscussionReason;
  };
  readonly startedBy: string | null;
  readonly series: string | null;
  readonly now: Date;
  /** The thread or chat it goes to; a channel alone for a thread of its own. */
  readonly place: Place;
  readonly language: ServedLanguage;
  readonly unasked: boolean;
  /** What prompted it, when nobody asked. */
  readonly nudge?: string;
}

/** Notes the discussion and sends its card. Returns its id and the delivery's. */
export async function post(tx: Tx, wanted: Posting): Promise<{ discussion: string; delivery: string }> {
  const { unit, instrument, place, now } = wanted;
  const discussion = await insertDiscussion(tx, {
    unit: unit.id,
    instrument: { id: instrument.id, version: instrument.version },
    indicator: wanted.chosen.indicator.indicator.id,
    reason: wanted.chosen.reason,
    series: wanted.series,
    nudge: wanted.nudge ?? null,
    startedBy: wanted.startedBy,
    at: now,
    closesAt: closingTime(now),
    tenant: place.tenant,
    conversation: place.conversation,
    language: wanted.language,
  });
  const delivery = await createSend(tx, {
    ...{ kind: 'discussion', unit: unit.id, about: statementOf(wanted), at: now },
    payload: { discussion, place, ...(wanted.nudge === undefined ? {} : { nudge: wanted.nudge }) },
    ...{ tenant: place.tenant, target: withoutThread(place.conversation), unasked: wanted.unasked },
  });
  return { discussion, delivery };
}

/** In words that those who look at what went out know it by. */
function statementOf({ instrument, chosen, language }: Posting): string | null {
  const placed = findIndicator(instrument, chosen.indicator.indicator.id);
  return placed ? textIn(placed.indicator.statement, language) : null;
}

/** In the afternoon of the second school day after. */
export function closingTime(now: Date): Date {
  let { day } = stockholm(now);
  for (let left = OPEN_SCHOOL_DAYS; left > 0; left -= 1) day = schoolDayFrom(addDays(day, 1));
  return momentOf(day, CLOSES_AT);
}
