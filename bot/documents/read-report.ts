import { may } from '../../lika/access/access.ts';
import type { Actor } from '../../lika/access/access.ts';
import { analyse, answersOf } from '../../lika/analysis/cells.ts';
import type { StepRule } from '../../lika/analysis/cells.ts';
import type { Answer } from '../../lika/assessment/assessment.ts';
import { schoolYearOf } from '../../lika/plan/decide.ts';
import { assessmentSubject, unitSubject } from '../acts/subjects.ts';
import { swedishDay } from '../clock.ts';
import { Conflict } from '../errors.ts';
import type { Instruments } from '../instruments.ts';
import { answersOfAssessments, assessmentsOfUnit } from '../store/assessments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import { confirmationsOfUnit } from '../store/confirmations.ts';
import { headsOf } from '../store/heads.ts';
import { actionsOfPlan, goalsOfPlan, planOfUnit } from '../store/plans.ts';
import type { Tx } from '../store/store.ts';
import { ownMunicipality } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';
import type { ServiceLanguage } from '../texts.ts';
import type { ReportAssessment, ReportPlan, UnitReport } from './report.ts';

/** What is wished of a report. */
export interface ReportWish {
  readonly unit: UnitRow;
  /** Which assessment it tells about; without one the published one in force. */
  readonly assessment?: AssessmentRow | null;
  readonly language: ServiceLanguage;
  readonly now: Date;
  readonly link: string;
  /**
   * Who will read it; null: whoever can read the channel's files, of what is published. Guests and pupils may be among them,
   * so comments aren't in it.
   */
  readonly reader: Actor | null;
}

/** Somebody in the unit’s team, who may see as much as a teacher. */
const everyone = (municipality: string, unit: string): Actor => ({
  ...{ person: '', municipality },
  grants: [{ role: 'teacher', scope: { kind: 'unit', id: unit } }],
});

/**
 * Reads the report in the transaction; names are filled in afterwards, since Graph knows them.
 * @throws Conflict `no-instrument` when the unit has none, or one that this service no longer knows
 */
export async function readReport(tx: Tx, instruments: Instruments, wish: ReportWish): Promise<UnitReport> {
  const { unit, language, now, link } = wish;
  const reader = wish.reader ?? everyone(tx.municipality, unit.id);
  const { name: municipality, rule } = await ownMunicipality(tx);
  const rows = await assessmentsOfUnit(tx, unit.id);
  const told = wish.assessment ?? rows.find(({ kind, state }) => kind === 'unit' && state === 'published') ?? null;
  const before = rows.filter((row) => isBefore(row, told) && maySeeAnswers(tx, reader, unit, row));
  const answers = await answersOfAssessments(
    tx,
    [told, ...before].flatMap((row) => row?.id ?? []),
  );
  const seesComments = (row: AssessmentRow | null): boolean =>
    wish.reader !== null &&
    (row === null || may(reader, 'comments.read', assessmentSubject(tx.municipality, unit, row)));
  const read = (row: AssessmentRow): ReportAssessment | null =>
    assessmentOf(instruments, { row, rule, answers: answers.get(row.id) ?? [], seesComments: seesComments(row) });
  const current = told && read(told);
  const instrument = current?.instrument ?? (unit.instrument === null ? null : instruments.latest(unit.instrument));
  if (!instrument || (told && !current)) throw new Conflict('no-instrument');
  const subject = unitSubject(tx.municipality, unit);
  const sees = {
    plan: may(reader, 'plan.read', subject),
    people: may(reader, 'people.read', subject),
    comments: seesComments(told),
  };
  const [heads] = sees.people ? await headsOf(tx, unit.id) : [];
  return {
    ...{ language, municipality, rule, instrument, link, now: current },
    unit: { id: unit.id, name: unit.name },
    day: swedishDay(now),
    earlier: before.flatMap((row) => read(row) ?? []),
    sees,
    plan: sees.plan ? await planOf(tx, unit.id, now) : null,
    heads: heads?.heads ?? [],
    names: new Map(),
  };
}

function maySeeAnswers(tx: Tx, reader: Actor, unit: UnitRow, row: AssessmentRow): boolean {
  return may(reader, 'answers.read', assessmentSubject(tx.municipality, unit, row));
}

/** A joint one that was published earlier than the one told about, and still stands. */
function isBefore(row: AssessmentRow, told: AssessmentRow | null): boolean {
  if (row.id === told?.id || row.kind !== 'unit' || row.published_at === null) return false;
  if (row.state !== 'published' && row.state !== 'superseded') return false;
  return !told?.published_at || row.published_at < told.published_at;
}

function assessmentOf(
  instruments: Instruments,
  of: { row: AssessmentRow; rule: StepRule; answers: readonly Answer[]; seesComments: boolean },
): ReportAssessment | null {
  const { row, rule, answers, seesComments } = of;
  const instrument = instruments.get(row.instrument_id, row.instrument_version);
  if (!instrument) return null;
  const shown = answers.map((answer) => ({ ...answer, comment: seesComments ? answer.comment : null }));
  return {
    ...{ id: row.id, state: row.state, instrument },
    day: swedishDay(row.published_at ?? row.created_at),
    answers: new Map(shown.map((answer) => [answer.indicator, answer])),
    analysis: analyse(instrument, answersOf(answers), rule),
  };
}

async function planOf(tx: Tx, unit: string, now: Date): Promise<ReportPlan | null> {
  const plan = await planOfUnit(tx, unit);
  if (!plan) return null;
  const [confirmed] = await confirmationsOfUnit(tx, unit);
  return {
    schoolYear: schoolYearOf(swedishDay(now)),
    goals: await goalsOfPlan(tx, plan.id),
    actions: await actionsOfPlan(tx, plan.id),
    confirmed: confirmed ? { day: swedishDay(new Date(confirmed.at)), by: confirmed.by } : null,
  };
}
