import type { Answer } from '../../lika/assessment/assessment.ts';
import { droppedAnswers, droppedOfPlan } from '../imports/dropped.ts';
import type { LeftOut } from '../imports/left.ts';
import type { Understood } from '../imports/understand.ts';
import { weighPlan } from '../imports/weigh-plan.ts';
import type { PlanChanges } from '../imports/weigh-plan.ts';
import { weigh } from '../imports/weigh.ts';
import type { Weighed } from '../imports/weigh.ts';
import { answersOfAssessments } from '../store/assessments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import { actionsOfPlan, goalsOfPlan, planOfUnit } from '../store/plans.ts';
import type { UnitRow } from '../store/units.ts';
import type { Act } from './act.ts';

/** What would become of a file, held against the draft and the plan that stand now. */
export interface WeighedImport {
  readonly weighed: readonly Weighed[];
  /** Null of a file that isn't a workbook of ours. */
  readonly plan: PlanChanges | null;
  /** All that would be left out, but for rows that are unsure. */
  readonly leftOut: readonly LeftOut[];
}

export interface WeighWish {
  readonly unit: UnitRow;
  readonly draft: AssessmentRow | null;
  readonly understood: Understood;
}

/** Weighs the whole file; nothing is changed. */
export async function weighImport(
  act: Pick<Act, 'tx' | 'instruments'>,
  { unit, draft, understood }: WeighWish,
): Promise<WeighedImport> {
  const { weighed, dropped } = await weighAnswers(act, draft, understood);
  if (!understood.workbook) return { weighed, plan: null, leftOut: [...understood.leftOut, ...dropped] };
  const row = await planOfUnit(act.tx, unit.id);
  const standing = {
    goals: row ? await goalsOfPlan(act.tx, row.id) : [],
    actions: row ? await actionsOfPlan(act.tx, row.id) : [],
  };
  const plan = weighPlan(understood.workbook, { unit, instruments: act.instruments, ...standing });
  const ofPlan = [...plan.leftOut, ...droppedOfPlan(understood, unit.id, standing)];
  return { weighed, plan, leftOut: [...understood.leftOut, ...dropped, ...ofPlan] };
}

/** What the file says of each indicator, held against what stands in the draft; and what of that it would have go. */
export async function weighAnswers(
  { tx }: Pick<Act, 'tx'>,
  draft: AssessmentRow | null,
  understood: Understood,
): Promise<{ readonly weighed: Weighed[]; readonly dropped: LeftOut[] }> {
  const answers = draft ? ((await answersOfAssessments(tx, [draft.id])).get(draft.id) ?? []) : [];
  const standing = new Map(answers.map((answer): [string, Answer] => [answer.indicator, answer]));
  const isOfDraft = draft !== null && understood.workbook?.assessment === draft.id;
  const weighed = understood.answers.map((brought) =>
    weigh(brought, standing.get(brought.indicator) ?? null, isOfDraft),
  );
  return { weighed, dropped: droppedAnswers(understood, weighed, standing) };
}
