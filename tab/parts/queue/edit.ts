/** An answer on its way: what the person chose and wrote, kept on the device until the service has acknowledged it. */
import type { Answer } from '../../../bot/api/schemas/assessments.ts';
import type { Identity } from '../identity.ts';

/**
 * `resting`: may still be passed by (arrow keys), kept in memory only. `waiting`: to be sent. `conflict`: someone
 * else's answer stands now, the person chooses. `refused`: the service said no, or the text is too long to send.
 */
export type EditState = 'resting' | 'waiting' | 'conflict' | 'refused';

export interface Edit extends Identity {
  readonly assessment: string;
  readonly indicator: string;
  readonly option: string | null;
  readonly comment: string | null;
  /** The version that the person saw when changing it; 0 when there was no answer. */
  readonly base: number;
  /** Milliseconds; edits are sent in this order. */
  readonly changed: number;
  /** New at every change, so that a late acknowledgement doesn't take a newer change with it. */
  readonly mark: string;
  readonly state: EditState;
  /** With `conflict`: what stands now. */
  readonly current: Answer | null;
  /** With `refused`: why, in the person's language. */
  readonly detail: string | null;
}

export type EditKey = readonly [tenant: string, person: string, assessment: string, indicator: string];

export function keyOf(edit: Identity & { readonly assessment: string; readonly indicator: string }): EditKey {
  return [edit.tenant, edit.person, edit.assessment, edit.indicator];
}

/** The key as one string, for maps in memory. Ids hold no spaces. */
export function nameOf(assessment: string, indicator: string): string {
  return `${assessment} ${indicator}`;
}

/** What came of sending an edit. `later`: keep it and try again. */
export type Outcome =
  | { readonly kind: 'saved'; readonly answer: Answer }
  | { readonly kind: 'conflict'; readonly current: Answer }
  | { readonly kind: 'refused'; readonly detail: string | null }
  | { readonly kind: 'later'; readonly afterMs: number | null };
