import type { PlannerPlan } from '../../../bot/api/schemas/plan.ts';

/** Whether a plan as a whole waits for somebody's doing, other than an answer. */
export function isStuck({ stage, cause }: Pick<PlannerPlan, 'stage' | 'cause'>): boolean {
  return stage === 'waiting-for-person' || (stage === 'needs-you' && cause !== 'question');
}
