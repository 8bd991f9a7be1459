/** An action's state as Planner's percent and back. Planner knows only not started, in progress and complete. */
import type { ActionState } from './plan.ts';

export type Percent = 0 | 50 | 100;

const PERCENT: Readonly<Record<ActionState, Percent>> = {
  proposed: 0,
  decided: 0,
  ongoing: 50,
  done: 100,
  closed: 100,
};

/** The percent that the task is given. A closed action's task is complete: there is nothing more to do. */
export function percentOf(state: ActionState): Percent {
  return PERCENT[state];
}

/** Which of Planner's three columns a percent (0–100) stands in: what lies between the ends is "in progress". */
export function columnOf(percent: number): Percent {
  return percent <= 0 ? 0 : percent >= 100 ? 100 : 50;
}

/**
 * The state that a task's percent (0–100) says, for an action that now has `current`. A percent that already means the
 * current state changes nothing, so that a closed action isn't reopened as done.
 */
export function stateOf(percent: number, current: ActionState): ActionState {
  const column = columnOf(percent);
  if (PERCENT[current] === column) return current;
  return column === 0 ? 'decided' : column === 100 ? 'done' : 'ongoing';
}
