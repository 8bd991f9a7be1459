/** What was to be done by now. */
import { isOpenAction } from './decide.ts';
import type { Action } from './plan.ts';

/** Whether the action is open although its day has passed; on the day itself it isn't late yet. `today`: `YYYY-MM-DD`. */
export function isLate(action: Pick<Action, 'state' | 'due'>, today: string): boolean {
  return isOpenAction(action) && action.due !== null && action.due < today;
}
