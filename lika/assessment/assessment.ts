/** An assessment (värdering): one unit's answers to one instrument version, and where in its life it stands. */

export type AssessmentState = 'draft' | 'shared' | 'published' | 'withdrawn' | 'superseded';

/** `unit`: the unit's joint assessment, owned by the head. `own`: a team member's own, a basis for discussion. */
export type AssessmentKind = 'unit' | 'own';

/** A given answer. `option` is null when only a comment has been written. `by` is an Entra object id. */
export interface Answer {
  readonly indicator: string;
  readonly option: string | null;
  readonly comment: string | null;
  readonly by: string;
  /** UTC, ISO 8601. */
  readonly at: string;
  /** 1 at the first write, one more at each. */
  readonly version: number;
}

/** The longest comment, in Unicode code points. */
export const COMMENT_MAX = 2000;
