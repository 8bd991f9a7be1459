/**
 * The life of a discussion (samtal) about one indicator: votes are hidden while it is open, shown once it is revealed,
 * and a second round may follow. It ends settled, or closed when too few had voted at its closing time.
 */
import { maySee } from './votes.ts';

export type DiscussionState = 'open' | 'revealed' | 'settled' | 'closed';
export type DiscussionEvent = 'reveal' | 'again' | 'settle' | 'close';

/** Who or what revealed the votes. `starter`: the one who started the discussion, or the head in their place. */
export type RevealReason = 'starter' | 'all-voted' | 'closing-time';

export interface DiscussionLife {
  readonly state: DiscussionState;
  /** 1, or 2 after another round has been asked for. */
  readonly round: number;
}

/** Once to see the differences and once after talking about them; a third would only wear people out. */
export const ROUNDS_MAX = 2;

export const STARTED: DiscussionLife = { state: 'open', round: 1 };

/** `again` begins the next round; `settle` lets the result stand; `close` ends it without one. */
const NEXT: Readonly<Record<DiscussionState, Partial<Record<DiscussionEvent, DiscussionState>>>> = {
  open: { reveal: 'revealed', close: 'closed' },
  revealed: { again: 'open', settle: 'settled' },
  settled: {},
  closed: {},
};

/** An event that the discussion's state or round doesn't allow. */
export class IllegalDiscussionEvent extends Error {
  override readonly name = 'IllegalDiscussionEvent';
  constructor(
    readonly life: DiscussionLife,
    readonly event: DiscussionEvent,
  ) {
    super(`a discussion that is ${life.state} in round ${life.round} cannot take the event ${event}`);
  }
}

/** Whether the event is open to the discussion as it stands. */
export function canTake({ state, round }: DiscussionLife, event: DiscussionEvent): boolean {
  return NEXT[state][event] !== undefined && (event !== 'again' || round < ROUNDS_MAX);
}

/** Where the discussion stands after the event. Throws IllegalDiscussionEvent. */
export function transition(life: DiscussionLife, event: DiscussionEvent): DiscussionLife {
  const state = NEXT[life.state][event];
  if (state === undefined || !canTake(life, event)) throw new IllegalDiscussionEvent(life, event);
  return { state, round: event === 'again' ? life.round + 1 : life.round };
}

/** Whether votes are taken. */
export function takesVotes({ state }: Pick<DiscussionLife, 'state'>): boolean {
  return state === 'open';
}

/** Whether a conclusion can be written, the middle taken into the draft and an action made of it. */
export function takesConclusion({ state }: Pick<DiscussionLife, 'state'>): boolean {
  return state === 'revealed' || state === 'settled';
}

/**
 * The round whose distribution is shown, or null. What has once been revealed stays seen: the first round's while the
 * second is open, and when the second is closed with too few votes.
 */
export function shownRound({ state, round }: DiscussionLife): number | null {
  if (state === 'revealed' || state === 'settled') return round;
  return round > 1 ? round - 1 : null;
}

/** Whether the person may show the votes now: the one who started it or the head, from three votes on. */
export function mayReveal({
  votes,
  startedBy,
  by,
  isHead,
}: {
  readonly votes: number;
  /** Entra object id, or null when the schedule started it. */
  readonly startedBy: string | null;
  readonly by: string;
  readonly isHead: boolean;
}): boolean {
  return maySee(votes) && (isHead || by === startedBy);
}

/**
 * Whether the votes show themselves: everyone who is expected to has voted, and there are three votes at least. Both
 * are lists of people; a vote of someone who isn't expected is a vote but stands in for nobody. When nobody is known
 * to be expected, nothing shows itself.
 */
export function revealsItself({
  voters,
  expected,
}: {
  readonly voters: readonly string[];
  readonly expected: readonly string[];
}): boolean {
  const voted = new Set(voters);
  return maySee(voted.size) && expected.length > 0 && expected.every((person) => voted.has(person));
}

/** What becomes of so many votes at closing time. */
export function atClosing(votes: number): 'reveal' | 'too-few' {
  return maySee(votes) ? 'reveal' : 'too-few';
}
