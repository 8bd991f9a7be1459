import type { ColumnType, Generated } from 'kysely';

/** Tables of what the bot talks about, as kysely sees them; the migration `talk` says the same to PostgreSQL. */

type Json<T> = ColumnType<T, string, string>;

export type ServedLanguage = 'sv' | 'en';
export type DiscussionReason = 'asked' | 'disputed' | 'plan' | 'low' | 'unanswered' | 'temperature';
export type DiscussionRowState = 'preparing' | 'open' | 'revealed' | 'settled' | 'closed';
export type FollowUpHow = 'well' | 'late' | 'done' | 'help';
export type NudgeKind =
  'follow-up' | 'deadline' | 'temperature' | 'prompt' | 'suggestion' | 'step-reached' | 'action-done' | 'digest';
export type NudgeState = 'due' | 'sending' | 'sent' | 'answered' | 'dropped' | 'stopped';

export interface TalkTables {
  discussion: {
    municipality_id: string;
    id: string;
    unit_id: string;
    instrument_id: string;
    instrument_version: number;
    indicator: string;
    reason: DiscussionReason;
    state: DiscussionRowState;
    round: Generated<number>;
    series: string | null;
    /** What prompted it, when nobody asked. */
    nudge_id: string | null;
    started_by: string | null;
    started_at: Date;
    closes_at: Date;
    revealed_at: Date | null;
    reveal_reason: 'starter' | 'all-voted' | 'closing-time' | null;
    conclusion: string | null;
    concluded_by: string | null;
    taken_option: string | null;
    action_id: string | null;
    tenant: string;
    /** With `;messageid=` once it is a thread of a channel. */
    conversation: string;
    activity: string | null;
    /** Those who may vote, as of when the card went out. */
    voters: Generated<string[]>;
    /** Teams' ids of those whose cards refresh by themselves. */
    refreshed: Generated<string[]>;
    language: ServedLanguage;
    version: Generated<number>;
  };
  vote: { municipality_id: string; discussion_id: string; round: number; person: string; option: string; at: Date };
  follow_up: {
    municipality_id: string;
    id: string;
    action_id: string;
    unit_id: string;
    due_on: string;
    how: FollowUpHow;
    line: string | null;
    by_person: string;
    at: Date;
  };
  nudge: {
    municipality_id: string;
    id: string;
    kind: NudgeKind;
    unit_id: string | null;
    /** What it is about: an action's, assessment's or plan confirmation's id, or a year. */
    about: string;
    /** Which time: each occasion is nudged of once. */
    occasion: string;
    /** Whom it goes to; null when it goes to the channel. */
    person: string | null;
    due_at: Date;
    state: NudgeState;
    cause: string | null;
    conversation: string | null;
    activity: string | null;
    sent_at: Date | null;
  };
  /** `scope`: `person:<id>`, `action:<id>` or `unit:<id>`. */
  mute: { municipality_id: string; scope: string; kind: string; by_person: string; at: Date };
  schedule: {
    municipality_id: string;
    unit_id: string;
    settings: Json<unknown>;
    next_at: Date | null;
    version: number;
    changed_by: string;
    changed_at: Date;
  };
}
