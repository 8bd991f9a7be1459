import { isOpen } from '../../lika/assessment/states.ts';
import { Conflict } from '../errors.ts';
import { keptLeft } from '../imports/kept.ts';
import type { Before, Outcome } from '../imports/kept.ts';
import { leftRow } from '../imports/left.ts';
import type { LeftOut } from '../imports/left.ts';
import type { Understood } from '../imports/understand.ts';
import type { Weighed } from '../imports/weigh.ts';
import { assessmentById, openAssessment } from '../store/assessments.ts';
import { writeAudit } from '../store/audit.ts';
import type { UnitRow } from '../store/units.ts';
import { loggedAs } from './act.ts';
import type { Act } from './act.ts';
import { beginAssessment } from './begin-assessment.ts';
import { takePlan } from './take-plan.ts';
import { weighAnswers } from './weigh-import.ts';
import { writeAnswer } from './write-answer.ts';

/** How a file is brought in. */
export interface TakeWish {
  readonly unit: UnitRow;
  /** The file, understood by an instrument: the open draft's, or the unit's latest. */
  readonly understood: Understood;
  readonly instrument: { readonly id: string; readonly version: number };
  /** The open draft that the one who decides has seen; null when there was none, so that one is made. */
  readonly draft: string | null;
  /** What becomes of answers that stand and say something else. */
  readonly existing: 'keep' | 'replace';
  /**
   * The versions of standing answers that the one who decides has seen, by indicator; others have come since, and stay.
   * Null: whatever stands.
   */
  readonly seen: ReadonlyMap<string, number> | null;
  /** Whether our own workbook's plan is brought in too. */
  readonly plan: boolean;
}

export interface Taken {
  readonly outcome: Outcome;
  readonly before: Before;
}

/** So much of what was left out is kept. */
const LEFT_KEPT = 500;

/**
 * Brings the file in: answers and comments into the unit's open joint draft, made when there is none, and the plan of our
 * own workbook by the rules of the tab's edits. All of it in the transaction, or nothing. Throws Conflict
 * `nothing-to-import`, and `draft-changed` when the open draft isn't the one seen: it was published, or another begun.
 */
export async function takeImport(act: Act, wish: TakeWish): Promise<Taken> {
  const leftOut: LeftOut[] = [
    ...wish.understood.leftOut,
    ...wish.understood.unsure.map(({ row, written }) =>
      leftRow(written.indicator, 'unsure', { row, answer: written.answer }),
    ),
  ];
  const answers = await takeAnswers(act, wish, leftOut);
  const plan = await takePlan(act, wish, leftOut);
  const { goals, actions } = plan;
  const changes = [goals.added, goals.changed, actions.added, actions.changed];
  if (answers.before.length === 0 && changes.every((count) => count === 0)) throw new Conflict('nothing-to-import');
  await writeAudit(act.tx, {
    ...{ at: act.now, person: loggedAs(act), what: 'brought-file.take', unit: wish.unit.id },
    about: answers.assessment ?? plan.before.plan,
    detail: {
      ...{ answers: answers.before.length, goals: goals.added + goals.changed },
      ...{ actions: actions.added + actions.changed, existing: wish.existing },
    },
  });
  const outcome: Outcome = {
    ...{ assessment: answers.assessment, madeDraft: answers.madeDraft, answers: answers.answers },
    ...{ comments: answers.comments, kept: answers.kept, goals, actions },
    ...{ leftOut: leftOut.slice(0, LEFT_KEPT).map(keptLeft), leftOutTotal: leftOut.length },
  };
  const before = { assessment: answers.assessment, answers: answers.before, ...plan.before };
  return { outcome, before };
}

interface TakenAnswers extends Pick<Outcome, 'assessment' | 'madeDraft' | 'answers' | 'comments' | 'kept'> {
  readonly before: Before['answers'];
}

async function takeAnswers(act: Act, wish: TakeWish, leftOut: LeftOut[]): Promise<TakenAnswers> {
  const { unit, understood } = wish;
  const open = await openAssessment(act.tx, unit.id, 'unit', act.actor.person);
  // Nobody writes in it, or publishes it, until this is done.
  const locked = open && (await assessmentById(act.tx, open.id, 'update'));
  const isSeen = (locked?.id ?? null) === wish.draft;
  if (!isSeen || (locked && !isOpen(locked.state))) throw new Conflict('draft-changed');
  const { weighed, dropped } = await weighAnswers(act, locked, understood);
  leftOut.push(...dropped);
  const wanted = weighed.filter((one) => isWanted(one, wish, leftOut));
  const kept = weighed.filter((one) => one.kind === 'differs').length - wanted.filter(isReplacing).length;
  if (wanted.length === 0)
    return { assessment: locked?.id ?? null, madeDraft: false, answers: 0, comments: 0, kept, before: [] };
  const { row, isNew } = locked ? { row: locked, isNew: false } : await beginAssessment(act, unit, 'unit');
  const isWished = row.instrument_id === wish.instrument.id && row.instrument_version === wish.instrument.version;
  if ((!locked && !isNew) || !isWished) throw new Conflict('draft-changed');
  const before: Before['answers'][number][] = [];
  for (const { brought, standing, option, comment } of wanted) {
    const { indicator } = brought;
    const version = standing?.version ?? 0;
    const written = await writeAnswer(act, row, { indicator, option, comment, version });
    const stood = { option: standing?.option ?? null, comment: standing?.comment ?? null, version };
    before.push({
      ...{ indicator, ...stood, after: written.version },
      said: standing && { by: standing.by, at: standing.at },
    });
  }
  const answers = wanted.filter(({ option, standing }) => option !== (standing?.option ?? null)).length;
  const comments = wanted.filter(({ comment, standing }) => comment !== (standing?.comment ?? null)).length;
  return { assessment: row.id, madeDraft: isNew, answers, comments, kept, before };
}

const isReplacing = ({ kind }: Weighed): boolean => kind === 'differs';

function isWanted({ kind, brought, standing }: Weighed, wish: TakeWish, leftOut: LeftOut[]): boolean {
  const { indicator } = brought;
  if (kind === 'fills') return true;
  if (kind !== 'differs' || wish.existing === 'keep') return false;
  const isSeen = wish.seen === null || wish.seen.get(indicator) === standing?.version;
  if (!isSeen) leftOut.push(leftRow(indicator, 'changed-since'));
  return isSeen;
}
