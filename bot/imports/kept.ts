import type { Action, PlanGoal } from '../../lika/plan/plan.ts';
import { plainText } from '../documents/plain-text.ts';
import type { LeftOut } from './left.ts';

/** What is kept of an import: what came of it, and what stood before. Plain JSON. */

const HOUR_MS = 3_600_000;
/** So long waits a file that somebody has brought, in milliseconds. */
export const WAITS_FOR_MS = 24 * HOUR_MS;
/** So long can an import be undone, in milliseconds. */
export const UNDO_FOR_MS = 30 * 24 * HOUR_MS;

export interface Outcome {
  readonly assessment: string | null;
  /** Whether the draft was made for it. */
  readonly madeDraft: boolean;
  /** Answers and comments written. */
  readonly answers: number;
  readonly comments: number;
  /** Those that stood, and still stand, with something else in them than the file. */
  readonly kept: number;
  readonly goals: { readonly added: number; readonly changed: number };
  readonly actions: { readonly added: number; readonly changed: number };
  /** Of those the first; none when they have been kept for as long as an import can be undone. */
  readonly leftOut: readonly LeftOut[];
  readonly leftOutTotal: number;
}

/** What stood, and the version that the import made: as long as that stands, it can be put back. */
export interface Before {
  readonly assessment: string | null;
  readonly answers: readonly {
    readonly indicator: string;
    readonly option: string | null;
    readonly comment: string | null;
    /** Who had said it, and when; null where nobody had. What was kept before this was doesn't say. */
    readonly said?: { readonly by: string; readonly at: string } | null;
    /** The version that stood, 0 for none; where it isn't said, the one before `after`. */
    readonly version?: number;
    readonly after: number;
  }[];
  readonly plan: string | null;
  readonly goals: readonly { readonly id: string; readonly before: PlanGoal | null; readonly after: number }[];
  readonly actions: readonly {
    readonly id: string;
    readonly before: Action | null;
    /** Since when it was done; null when it wasn't. What was kept before this was doesn't say. */
    readonly doneAt?: string | null;
    readonly after: number;
  }[];
}

/** Something that undoing an import put back: the version that had stood before it, and the one that stands now. */
export interface PutBack {
  readonly what: 'answers' | 'goals' | 'actions';
  /** The indicator's, goal's or action's id. */
  readonly id: string;
  readonly stood: number;
  readonly stands: number;
}

/**
 * What stood before an earlier import, once a later one of the same assessment and plan is undone: what the earlier one
 * made stands again, only in a later version, so that it too can be undone. The same object when nothing of it does.
 */
export function standingAgain(
  before: Before,
  of: Pick<Before, 'assessment' | 'plan'>,
  put: readonly PutBack[],
): Before {
  const later = (what: PutBack['what'], id: string, after: number): number =>
    put.find((one) => one.what === what && one.id === id && one.stood === after)?.stands ?? after;
  const isSameDraft = before.assessment !== null && before.assessment === of.assessment;
  const answers = before.answers.map((one) => ({
    ...{ ...one, version: one.version ?? one.after - 1 },
    after: isSameDraft ? later('answers', one.indicator, one.after) : one.after,
  }));
  const goals = before.goals.map((one) => ({ ...one, after: later('goals', one.id, one.after) }));
  const actions = before.actions.map((one) => ({ ...one, after: later('actions', one.id, one.after) }));
  const isOther = (now: readonly { after: number }[], then: readonly { after: number }[]) =>
    now.some(({ after }, at) => after !== then[at]?.after);
  const changes = isOther(answers, before.answers) || isOther(goals, before.goals) || isOther(actions, before.actions);
  return changes ? { ...before, answers, goals, actions } : before;
}

/** As much of a text out of a file as is kept and shown, in characters. */
const TEXT_MAX = 200;

/** A text out of a file as it can be kept: PostgreSQL's jsonb has neither NUL nor half characters (datatype-json.html). */
function keptText(text: string): string {
  return [...plainText(text.slice(0, TEXT_MAX * 2))].slice(0, TEXT_MAX).join('');
}

/** The words out of the file as they can be kept and shown. */
export function keptLeft<T extends LeftOut>(left: T): T {
  const { sheet, column, name, answer } = left;
  return {
    ...left,
    sheet: sheet === null ? null : keptText(sheet),
    column: column === null ? null : keptText(column),
    ...{ name: keptText(name), answer: keptText(answer) },
  };
}

/** Why something was left as it is. */
export type UndoLeft = 'changed-since' | 'decided' | 'in-planner' | 'goal-in-use';

export interface Undoing {
  readonly answers: number;
  readonly goals: number;
  readonly actions: number;
  readonly left: readonly {
    readonly what: 'answer' | 'goal' | 'action';
    /** The indicator's id, or the goal's or action's text. */
    readonly name: string;
    readonly code: UndoLeft;
  }[];
}
