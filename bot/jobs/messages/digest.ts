import { z } from 'zod';
import { may } from '../../../lika/access/access.ts';
import { answersOf } from '../../../lika/analysis/cells.ts';
import { completeness } from '../../../lika/assessment/completeness.ts';
import { minutesLeft } from '../../../lika/assessment/pace.ts';
import { findIndicator, textIn } from '../../../lika/instrument/instrument.ts';
import { isOpenAction } from '../../../lika/plan/decide.ts';
import type { Action } from '../../../lika/plan/plan.ts';
import { addDays, stockholm } from '../../../lika/schedule/calendar.ts';
import { planReviewDue } from '../../../lika/schedule/deadlines.ts';
import { unitSubject } from '../../acts/subjects.ts';
import { swedishDay } from '../../clock.ts';
import { digestCard, reminderCard } from '../../conversation/cards/reminder.ts';
import type { DigestLine, Left } from '../../conversation/cards/reminder.ts';
import type { Card, Message } from '../../conversation/ports.ts';
import { answersOfAssessments, assessmentsOfUnit, openAssessments } from '../../store/assessments.ts';
import type { AssessmentRow } from '../../store/assessments.ts';
import { confirmationsOfUnit } from '../../store/confirmations.ts';
import { openDiscussionsOf } from '../../store/discussions.ts';
import { actorOf } from '../../store/grants.ts';
import { followUpsOf } from '../../store/follow-ups.ts';
import { isMuted, markSaid, nudgeById, updateNudge } from '../../store/nudges.ts';
import { actionsOfPerson, actionsOfPlan, planOfUnit } from '../../store/plans.ts';
import type { Tx } from '../../store/store.ts';
import { allUnits } from '../../store/units.ts';
import type { UnitRow } from '../../store/units.ts';
import type { ServiceLanguage } from '../../texts.ts';
import { personalLink, unitLink } from '../../talk/links.ts';
import type { TalkDeps } from '../../talk/turn.ts';
import type { Composer } from '../sending.ts';
import { carded, line } from './message.ts';
import type { Asked } from './message.ts';
import { dropped, patiently, personPlace } from './compose.ts';

const PersonalPayload = z.object({ nudge: z.guid(), tenant: z.guid() });

/** How far ahead a digest looks. */
const AHEAD_DAYS = 7;
const REVIEW_AHEAD_DAYS = 14;

/** What waits for one person, once a week at most; dropped when nothing does. */
export const composeDigest = (deps: TalkDeps): Composer =>
  patiently(async (municipality, delivery) => {
    const { nudge: id, tenant } = PersonalPayload.parse(delivery.payload);
    const read = await deps.store.inMunicipality(municipality, async (tx) => {
      const nudge = await nudgeById(tx, id);
      if (!nudge?.person) return null;
      const asked = nudge.about === 'asked';
      const muted = !asked && (await isMuted(tx, [`person:${nudge.person}`], 'digest'));
      const to = await personPlace(tx, deps, { tenant, person: nudge.person, unit: nudge.unit_id });
      const reader = { tenant, person: nudge.person, language: to.language };
      return { muted, to, lines: muted ? [] : await linesFor(tx, deps, reader) };
    });
    if (!read || read.muted || read.lines.length === 0) {
      const cause = read?.muted ? 'stopped' : 'nothing-waits';
      await deps.store.inMunicipality(municipality, (tx) => updateNudge(tx, id, { state: 'dropped', cause }));
      return dropped(cause);
    }
    const { to, lines } = read;
    const card =
      aloneOr(lines, id, to.language) ??
      digestCard({ lines, url: personalLink(deps.settings, 'start'), nudge: id }, to.language);
    return {
      send: { verb: 'person', to: to.place, message: carded(card) },
      sent: (tx, posted) => markSaid(tx, id, posted, deps.clock.now()),
    };
  });

/** One thing alone is said as what it is. */
function aloneOr([only, ...more]: readonly DigestLine[], nudge: string, language: ServiceLanguage): Card | null {
  if (!only || more.length > 0) return null;
  if (only.kind === 'assessment') return reminderCard({ ...only, kind: 'unfinished', nudge }, language);
  return only.kind === 'review' ? reminderCard({ ...only, nudge }, language) : null;
}

/** "Påminn": what waits for whoever asks, or in a team for all of it. */
export async function digestMessage(deps: TalkDeps, municipality: string, asked: Asked): Promise<Message> {
  const { where, place, person, language, unit } = asked;
  const lines = await deps.store.inMunicipality(municipality, async (tx) => {
    if (where === 'personal') return linesFor(tx, deps, { tenant: place.tenant, person, language });
    return unit ? teamLines(tx, deps, unit, language) : [];
  });
  if (lines.length === 0) return line('talk.nothingWaits', language);
  const url =
    unit && where !== 'personal'
      ? unitLink(deps.settings, { unit, path: '/plan', channel: place.conversation })
      : personalLink(deps.settings, 'start');
  return carded(digestCard({ lines, url, nudge: null, team: where !== 'personal' }, language));
}

interface Reader {
  readonly tenant: string;
  readonly person: string;
  readonly language: ServiceLanguage;
}

async function linesFor(tx: Tx, deps: TalkDeps, reader: Reader): Promise<DigestLine[]> {
  const actor = await actorOf(tx, reader.tenant, reader.person);
  if (actor.grants.length === 0) return [];
  const units = await allUnits(tx);
  const mine = units.filter((unit) => may(actor, 'plan.read', unitSubject(tx.municipality, unit)));
  const led = mine.filter((unit) => may(actor, 'plan.write', unitSubject(tx.municipality, unit)));
  const open = (
    await openAssessments(
      tx,
      mine.map(({ id }) => id),
    )
  ).filter(
    (row) =>
      (row.kind === 'own' && row.author === reader.person) ||
      (row.kind === 'unit' && led.some(({ id }) => id === row.unit_id)),
  );
  const own = (await actionsOfPerson(tx, reader.person)).filter(({ unit }) => mine.some(({ id }) => id === unit.id));
  const answered = await answeredOf(
    tx,
    own.map(({ action }) => action),
  );
  return [
    ...(await assessmentLines(tx, deps, open, mine)),
    ...own.flatMap(({ action, unit }) => actionLines(deps, action, unit, answered)),
    ...(await discussionLines(tx, deps, reader, mine)),
    ...(await reviewLines(tx, deps, led)),
  ];
}

async function teamLines(tx: Tx, deps: TalkDeps, unit: UnitRow, language: ServiceLanguage): Promise<DigestLine[]> {
  const plan = await planOfUnit(tx, unit.id);
  const actions = plan ? await actionsOfPlan(tx, plan.id) : [];
  const answered = await answeredOf(tx, actions);
  return [
    ...actions.flatMap((action) => actionLines(deps, action, unit, answered)),
    ...(await discussionLines(tx, deps, { person: null, language }, [unit])),
    ...(await reviewLines(tx, deps, [unit])),
  ];
}

async function assessmentLines(
  tx: Tx,
  deps: TalkDeps,
  rows: readonly AssessmentRow[],
  units: readonly UnitRow[],
): Promise<DigestLine[]> {
  const lines: DigestLine[] = [];
  for (const row of rows) {
    const unit = units.find(({ id }) => id === row.unit_id);
    const left = await leftOf(tx, deps, row);
    if (!unit || !left || left.left === 0) continue;
    const url = unitLink(deps.settings, { unit, path: '/assess', channel: null });
    lines.push({ kind: 'assessment', unit: unit.name, url, ...left });
  }
  return lines;
}

/** How much is left of an assessment, and about how long it takes. */
export async function leftOf(tx: Tx, deps: TalkDeps, row: AssessmentRow): Promise<Left | null> {
  const instrument = deps.instruments.get(row.instrument_id, row.instrument_version);
  if (!instrument) return null;
  const answers = (await answersOfAssessments(tx, [row.id])).get(row.id) ?? [];
  const { answered, total } = completeness(instrument, answersOf(answers));
  const left = total - answered;
  return { left, of: total, minutes: await minutesFor(tx, row.unit_id, left) };
}

/** About how many minutes so many answers take at the unit, by how fast earlier ones were given; null when nothing tells. */
export async function minutesFor(tx: Tx, unit: string, left: number): Promise<number | null> {
  const rows = await assessmentsOfUnit(tx, unit);
  const answers = await answersOfAssessments(
    tx,
    rows.map(({ id }) => id),
  );
  const moments = [...answers.values()].map((given) => given.map(({ at }) => new Date(at)));
  return minutesLeft(moments, left);
}

/** The follow-ups that have been answered, as `action/day`: they wait for nobody any more. */
async function answeredOf(tx: Tx, actions: readonly Action[]): Promise<ReadonlySet<string>> {
  const said = await followUpsOf(
    tx,
    actions.map(({ id }) => id),
  );
  return new Set(said.map(({ action_id, due_on }) => `${action_id}/${due_on}`));
}

function actionLines(
  deps: TalkDeps,
  action: Action,
  unit: Pick<UnitRow, 'id' | 'name'>,
  answered: ReadonlySet<string>,
): DigestLine[] {
  if (!isOpenAction(action)) return [];
  const today = stockholm(deps.clock.now()).day;
  const soon = addDays(today, AHEAD_DAYS);
  const common = {
    title: action.title,
    url: unitLink(deps.settings, { unit, path: `/plan?action=${action.id}`, channel: null }),
  };
  const { due } = action;
  const { on } = action.followUp;
  if (due !== null && due < today) return [{ ...common, kind: 'late', on: due }];
  if (on !== null && on <= soon && !answered.has(`${action.id}/${on}`)) return [{ ...common, kind: 'follow-up', on }];
  return due !== null && due <= soon ? [{ ...common, kind: 'due', on: due }] : [];
}

async function discussionLines(
  tx: Tx,
  deps: TalkDeps,
  reader: { readonly person: string | null; readonly language: ServiceLanguage },
  units: readonly UnitRow[],
): Promise<DigestLine[]> {
  const rows = await openDiscussionsOf(
    tx,
    units.map(({ id }) => id),
    reader.person,
  );
  return rows.flatMap((row): DigestLine[] => {
    const unit = units.find(({ id }) => id === row.unit_id);
    const instrument = deps.instruments.get(row.instrument_id, row.instrument_version);
    const placed = instrument && findIndicator(instrument, row.indicator);
    if (!unit || !placed) return [];
    const url = unitLink(deps.settings, { unit, path: '/', channel: null });
    return [{ kind: 'discussion', statement: textIn(placed.indicator.statement, reader.language), url }];
  });
}

async function reviewLines(tx: Tx, deps: TalkDeps, units: readonly UnitRow[]): Promise<DigestLine[]> {
  const today = stockholm(deps.clock.now()).day;
  const lines: DigestLine[] = [];
  for (const unit of units) {
    const [confirmed] = await confirmationsOfUnit(tx, unit.id);
    const on = confirmed ? planReviewDue(swedishDay(new Date(confirmed.at))) : null;
    if (on === null || on > addDays(today, REVIEW_AHEAD_DAYS)) continue;
    const plan = await planOfUnit(tx, unit.id);
    const open = plan ? (await actionsOfPlan(tx, plan.id)).filter(isOpenAction).length : 0;
    lines.push({
      kind: 'review',
      unit: unit.name,
      on,
      open,
      url: unitLink(deps.settings, { unit, path: '/plan', channel: null }),
    });
  }
  return lines;
}
