import type { PlanGoal } from '../../lika/plan/plan.ts';
import { Conflict } from '../errors.ts';
import { updateGoal } from '../store/plans.ts';
import type { Placed } from '../store/plans.ts';
import type { Act } from './act.ts';
import { noteChange } from './plan-changes.ts';

/** The goal with another text, saved. Throws Conflict `stale-version`, with what stands, when the version seen isn't the latest. */
export async function rewordGoal(
  act: Act,
  { item, plan, unit }: Placed<PlanGoal>,
  wanted: { readonly text: string; readonly version: number },
): Promise<PlanGoal> {
  if (item.version === wanted.version + 1 && item.text === wanted.text) return item;
  if (item.version !== wanted.version) throw new Conflict('stale-version', item);
  const goal = { ...item, text: wanted.text, version: item.version + 1 };
  await updateGoal(act.tx, goal);
  await noteChange(act, { id: plan, unit }, 'goal.change', goal.id, { version: goal.version });
  return goal;
}
