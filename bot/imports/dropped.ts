import type { Answer } from '../../lika/assessment/assessment.ts';
import type { Action, PlanGoal } from '../../lika/plan/plan.ts';
import type { WorkbookContent } from '../documents/workbook/read-workbook.ts';
import { leftRow } from './left.ts';
import type { LeftOut } from './left.ts';
import type { Understood } from './understand.ts';
import type { Weighed } from './weigh.ts';

/**
 * What somebody has emptied or taken away in a workbook of ours. An import takes nothing away; what stands stays, and
 * that is said.
 */

/** Of the answers: those that stand in the draft and are empty or gone in the workbook. */
export function droppedAnswers(
  { workbook }: Understood,
  weighed: readonly Weighed[],
  standing: ReadonlyMap<string, Answer>,
): LeftOut[] {
  const emptied = weighed.filter(({ kind }) => kind === 'emptied').map(({ brought }) => brought.indicator);
  const removed = removedIn(workbook, 'answers').filter((indicator) => {
    const stands = standing.get(indicator);
    return stands !== undefined && (stands.option !== null || stands.comment !== null);
  });
  return [...emptied, ...removed].map((indicator) => leftRow(indicator, 'emptied'));
}

/** Of the plan, by what stands there. */
export function droppedOfPlan(
  { workbook }: Understood,
  unit: string,
  standing: { readonly goals: readonly PlanGoal[]; readonly actions: readonly Action[] },
): LeftOut[] {
  // Another unit's plan isn't brought in at all, which is said once.
  if (workbook?.unit !== unit) return [];
  const [goals, actions] = [removedIn(workbook, 'goals'), removedIn(workbook, 'actions')];
  return [
    ...standing.goals.filter(({ id }) => goals.includes(id)).map(({ text }) => text),
    ...standing.actions.filter(({ id }) => actions.includes(id)).map(({ title }) => title),
  ].map((name) => leftRow(name, 'emptied'));
}

/** A sheet or a column that is gone is said as that; then its rows aren't listed too. */
function removedIn(workbook: WorkbookContent | null, what: keyof WorkbookContent['removed']): readonly string[] {
  return workbook === null || workbook.faults.some(({ row }) => row === 0) ? [] : workbook.removed[what];
}
