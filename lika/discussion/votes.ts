/**
 * Votes on one indicator ("where are we?") in the mode samtal: no anonymity is promised, nobody's vote is shown by
 * name, and nothing is shown before three have voted. That a distribution is hidden when all have answered alike
 * belongs to the mode anonymt alone; a team that agrees in a conversation is told so.
 */
import { findOption } from '../instrument/instrument.ts';
import type { Instrument } from '../instrument/instrument.ts';

/** Votes that it takes before anything is shown in the mode samtal. */
export const REVEAL_MIN = 3;

/** Whether so many votes may be shown. */
export function maySee(total: number): boolean {
  return total >= REVEAL_MIN;
}

/** Options are named by their keys. */
export interface Tally {
  /** Every option of the scale, in its order, those without votes too. */
  readonly counts: readonly { readonly option: string; readonly count: number }[];
  /** All votes, not relevant among them. */
  readonly total: number;
  /** Votes for an option with a value; the four below are of these, and null when there are none. */
  readonly counted: number;
  /** The median option; the lower one when it falls between two. */
  readonly middle: string | null;
  readonly lowest: string | null;
  readonly highest: string | null;
  /** Levels of the scale between the lowest and the highest vote: 0 when all agree. */
  readonly spread: number | null;
}

/** A vote for an option that isn't on the scale. */
export class UnknownVote extends Error {
  override readonly name = 'UnknownVote';
  constructor(readonly option: string) {
    super(`not on the scale: ${option}`);
  }
}

/** The distribution of the votes, in whatever order they came. Throws UnknownVote. */
export function tally(instrument: Instrument, votes: readonly { readonly option: string }[]): Tally {
  const counts = new Map(instrument.scale.map(({ key }) => [key, 0]));
  for (const { option } of votes) {
    const count = counts.get(option);
    if (count === undefined) throw new UnknownVote(option);
    counts.set(option, count + 1);
  }
  const levels = instrument.scale.filter(({ value }) => value !== null).map(({ key }) => key);
  const ordered = levels.flatMap((key, level) => new Array<number>(counts.get(key) ?? 0).fill(level));
  const optionAt = (i: number): string | null => levels[ordered[i] ?? -1] ?? null;
  const last = ordered.length - 1;
  return {
    counts: [...counts].map(([option, count]) => ({ option, count })),
    total: votes.length,
    counted: ordered.length,
    middle: optionAt(Math.floor(last / 2)),
    lowest: optionAt(0),
    highest: optionAt(last),
    spread: last < 0 ? null : (ordered[last] ?? 0) - (ordered[0] ?? 0),
  };
}

/** Levels of the scale between the lowest and the highest of the answers; 0 when they agree or too few have a value. */
export function spreadOf(instrument: Instrument, options: readonly string[]): number {
  const known = options.filter((option) => findOption(instrument, option));
  return (
    tally(
      instrument,
      known.map((option) => ({ option })),
    ).spread ?? 0
  );
}
