/** When an action becomes somebody's. */
import { isOpenAction } from './decide.ts';
import type { Action } from './plan.ts';

type Held = Pick<Action, 'state' | 'responsible'>;

/**
 * Whose the action has become by the change; null when nobody is to hear of it. A proposal is nobody's work yet, so who
 * answers for it hears when it is decided. What somebody takes for themselves (`by`) they know.
 */
export function newlyAssigned(before: Held, after: Held, by: string): string | null {
  if (!isOpenAction(after) || after.responsible === null || after.responsible === by) return null;
  const wasTheirs = before.responsible === after.responsible && before.state !== 'proposed';
  return wasTheirs ? null : after.responsible;
}
