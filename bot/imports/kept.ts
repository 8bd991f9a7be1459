import type { Action, PlanGoal } from '../../lika/plan/plan.ts';
import type { LeftOut } from './left.ts';

/** What is kept of an import: what came of it, and what stood before. Plain JSON. */

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
    readonly after: number;
  }[];
  readonly plan: string | null;
  readonly goals: readonly { readonly id: string; readonly before: PlanGoal | null; readonly after: number }[];
  readonly actions: readonly { readonly id: string; readonly before: Action | null; readonly after: number }[];
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
