/**
 * An action and its task in Planner, as both sides speak of it, and the table of who owns which field. The merge stands
 * in `merge.ts`, the way back into an action in `take-over.ts`.
 */
import { isOpenAction } from './decide.ts';
import { percentOf } from './planner.ts';
import type { Percent } from './planner.ts';
import type { Action } from './plan.ts';

/** A thing on the task's checklist: one of the action's activities. */
export interface TaskStep {
  readonly id: string;
  readonly text: string;
  readonly done: boolean;
}

/** What both sides can change. Days are calendar days, `YYYY-MM-DD`; people are Entra object ids, in order. */
export interface TaskFacts {
  readonly title: string;
  readonly assignees: readonly string[];
  readonly start: string | null;
  readonly due: string | null;
  readonly progress: Percent;
  readonly steps: readonly TaskStep[];
  /** What people write beneath our line in the task's notes. */
  readonly notes: string;
}

export type TaskField = keyof TaskFacts;

/**
 * Who a field belongs to. `ours`: a change in Planner is offered for take-over before ours returns. `theirs`: set when the
 * task is made, never touched again. `shared`: merged three ways against what was last seen.
 */
export type Owner = 'ours' | 'theirs' | 'shared';

/** The table, for every field of a task that LIKA ever writes. */
export const OWNERSHIP = {
  title: 'ours',
  /** The notes above our line: intention, goal, follow-up. What is written there by others moves beneath it. */
  head: 'ours',
  /** References to the action and its document. */
  links: 'ours',
  order: 'theirs',
  /** The bucket is named after the area; a board that somebody sorts by hand stays sorted. */
  bucket: 'theirs',
  category: 'theirs',
  /** Where within "in progress" a task stands. */
  percentWithinProgress: 'theirs',
  assignees: 'shared',
  start: 'shared',
  due: 'shared',
  progress: 'shared',
  steps: 'shared',
  notes: 'shared',
} as const satisfies Readonly<Record<string, Owner>>;

/** Planner's own limits, to design for; they move, and the refusal that Planner gives is what counts. */
export const STEPS_MAX = 20;
export const STEP_TEXT_MAX = 100;
export const ASSIGNEES_MAX = 20;
/** What of the notes LIKA takes in. */
export const NOTES_MAX = 4000;

/** The text cut to so many characters, as Planner shows it. */
export function clipped(text: string, max: number): string {
  const signs = [...text];
  return signs.length > max
    ? `${signs
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
    : text;
}

/** Whether a task is made for the action: one that nobody has decided, or that was closed, gets none. */
export function mayHaveTask(action: Pick<Action, 'state'>): boolean {
  return isOpenAction(action) || action.state === 'done';
}

/** People in an order of their own, each once. */
export function inOrder(people: readonly (string | null)[]): string[] {
  return [...new Set(people.filter((person) => person !== null))].sort();
}

/** The action as its task says it. Long texts are cut as they are there, so that both sides can be compared. */
export function factsOf(action: Action): TaskFacts {
  return {
    title: action.title.trim(),
    assignees: inOrder([action.responsible, ...action.involved]),
    start: action.start,
    due: action.due,
    progress: percentOf(action.state),
    steps: action.activities.map(({ id, text, done }) => ({ id, text: clipped(text.trim(), STEP_TEXT_MAX), done })),
    notes: action.notes.trim(),
  };
}

/** Of a task that was never brought together with its action: everything that the two differ in is asked about. */
export const NEVER_SEEN: TaskFacts = {
  title: '',
  assignees: [],
  start: '',
  due: '',
  progress: 0,
  steps: [],
  notes: '',
};
