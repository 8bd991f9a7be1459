import { newlyAssigned } from '../../lika/plan/assigned.ts';
import type { Action } from '../../lika/plan/plan.ts';
import { addNotice } from '../store/assignment-notices.ts';
import type { Act } from './act.ts';

/** What goes back and forth within so long is one assignment, and is told once. */
const ONE_ASSIGNMENT_MS = 15 * 60_000;

/**
 * Notes, with the change that makes an action somebody's, that they are to hear of it in Teams' activity feed. Whether it
 * is still true is asked again when it goes out.
 */
export async function noteAssigned(act: Act, unit: string, before: Action, after: Action): Promise<void> {
  const person = newlyAssigned(before, after, act.actor.person);
  if (person === null) return;
  const { id: action, title } = after;
  const since = new Date(act.now.getTime() - ONE_ASSIGNMENT_MS);
  await addNotice(act.tx, { unit, action, title, person, at: act.now }, since);
}
