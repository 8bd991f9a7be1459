import type { Action, PlanGoal } from '../../lika/plan/plan.ts';
import { assessmentSubject, unitSubject } from '../acts/subjects.ts';
import { NotFound } from '../errors.ts';
import { assessmentById } from '../store/assessments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import { actionById, goalById } from '../store/plans.ts';
import type { Placed } from '../store/plans.ts';
import { unitById } from '../store/units.ts';
import type { UnitRow } from '../store/units.ts';
import type { Call, Found } from './route.ts';

/** What a call is about, with the facts that permissions are asked of. What isn't there, or not ours, isn't found. */

export interface FoundUnit extends Found {
  readonly unit: UnitRow;
}

export interface FoundAssessment extends FoundUnit {
  readonly assessment: AssessmentRow;
}

export interface FoundGoal extends FoundUnit {
  readonly goal: Placed<PlanGoal>;
}

export interface FoundAction extends FoundUnit {
  readonly action: Placed<Action>;
}

export async function findUnit(call: Call, id: string): Promise<FoundUnit> {
  const unit = await unitById(call.tx, id);
  if (!unit) throw new NotFound();
  return { unit, subject: unitSubject(call.tx.municipality, unit) };
}

/** `lock` as in the store: `share` while answers are written, `update` while the state changes. */
export async function findAssessment(call: Call, id: string, lock?: 'share' | 'update'): Promise<FoundAssessment> {
  const assessment = await assessmentById(call.tx, id, lock);
  if (!assessment) throw new NotFound();
  const { unit } = await findUnit(call, assessment.unit_id);
  return { assessment, unit, subject: assessmentSubject(call.tx.municipality, unit, assessment) };
}

export async function findGoal(call: Call, id: string): Promise<FoundGoal> {
  const goal = await goalById(call.tx, id, true);
  if (!goal) throw new NotFound();
  return { goal, ...(await findUnit(call, goal.unit)) };
}

export async function findAction(call: Call, id: string): Promise<FoundAction> {
  const action = await actionById(call.tx, id, true);
  if (!action) throw new NotFound();
  const { unit, subject } = await findUnit(call, action.unit);
  return { action, unit, subject: { ...subject, responsible: action.item.responsible } };
}
