/** What comes next in the plan: the nearest follow-up or due date of an open action. */
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import { isOpenAction } from '../../lika/plan/decide.ts';

export interface NextDate {
  readonly kind: 'followUp' | 'due' | 'late';
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly action: Action;
}

/** The first date from `today` on; when all have passed, the one that passed last. Null without dates. */
export function nextDate(plan: Plan, today: string): NextDate | null {
  const dates = plan.actions
    .filter(isOpenAction)
    .flatMap((action): NextDate[] => [
      ...(action.followUp.on ? [{ kind: 'followUp' as const, on: action.followUp.on, action }] : []),
      ...(action.due ? [{ kind: 'due' as const, on: action.due, action }] : []),
    ]);
  const sorted = dates.sort((a, b) => (a.on < b.on ? -1 : 1));
  const coming = sorted.find(({ on }) => on >= today);
  const last = sorted.findLast(({ kind }) => kind === 'due');
  return coming ?? (last ? { ...last, kind: 'late' } : null);
}
