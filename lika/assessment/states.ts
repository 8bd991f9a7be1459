/** The life of an assessment: draft → shared → published → withdrawn or superseded. */
import type { AssessmentState } from './assessment.ts';

export type AssessmentEvent = 'share' | 'unshare' | 'publish' | 'withdraw' | 'supersede';

/**
 * A published record never changes: from there on it can only be withdrawn or superseded. A superseded one still
 * stands in the school's history, so it can be withdrawn too.
 */
const NEXT: Readonly<Record<AssessmentState, Partial<Record<AssessmentEvent, AssessmentState>>>> = {
  draft: { share: 'shared', publish: 'published' },
  shared: { unshare: 'draft', publish: 'published' },
  published: { withdraw: 'withdrawn', supersede: 'superseded' },
  superseded: { withdraw: 'withdrawn' },
  withdrawn: {},
};

/** An event that the assessment's state doesn't allow. */
export class IllegalTransition extends Error {
  override readonly name = 'IllegalTransition';
  constructor(
    readonly state: AssessmentState,
    readonly event: AssessmentEvent,
  ) {
    super(`an assessment that is ${state} cannot take the event ${event}`);
  }
}

/** The state after the event. Throws IllegalTransition. */
export function transition(state: AssessmentState, event: AssessmentEvent): AssessmentState {
  const next = NEXT[state][event];
  if (next === undefined) throw new IllegalTransition(state, event);
  return next;
}

/** Whether the event is open to an assessment in this state. */
export function canTake(state: AssessmentState, event: AssessmentEvent): boolean {
  return NEXT[state][event] !== undefined;
}

/** Whether answers and comments may still be written. */
export function isOpen(state: AssessmentState): boolean {
  return state === 'draft' || state === 'shared';
}
