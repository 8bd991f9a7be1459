/** How alike two texts are when case, punctuation, endings and small changes of wording are set aside. */
import { distance, folded } from '../talk/words.ts';

/** As much of a text as tells it from others; a cell may hold 32,000 signs. */
const COMPARED_MAX = 600;
const WORDS_MAX = 80;

/** The words of a text without case, dots and punctuation. */
export function bareWords(text: string): string[] {
  return (
    folded(text.slice(0, COMPARED_MAX).normalize('NFC'))
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, WORDS_MAX) ?? []
  );
}

/** One text for all that differ in case, dots, punctuation and spaces alone. */
export const bareText = (text: string): string => bareWords(text).join(' ');

/** A text made ready to be compared with many. */
export interface Comparable {
  readonly bare: string;
  readonly words: ReadonlyMap<string, number>;
  /** Letters of all words: long words tell more than short ones. */
  readonly weight: number;
}

export function comparable(text: string): Comparable {
  const all = bareWords(text);
  const words = new Map<string, number>();
  for (const word of all) words.set(word, (words.get(word) ?? 0) + 1);
  return { bare: all.join(' '), words, weight: all.reduce((sum, { length }) => sum + length, 0) };
}

/** One typing error in five letters still leaves the same word, if it isn't in the first. */
const sameWord = (a: string, b: string) => {
  const most = Math.min(2, Math.floor(Math.min(a.length, b.length) / 5));
  if (most === 0 || a[0] !== b[0] || Math.abs(a.length - b.length) > most) return false;
  return distance(a, b, most) <= most;
};

/**
 * 0–1: how large a part of both texts' letters stands in words that the other has too (Dice's coefficient, weighted by
 * the words' lengths). Words with a typing error count as nearly the same.
 */
export function likeness(a: Comparable, b: Comparable): number {
  if (a.weight + b.weight === 0) return 0;
  if (a.bare === b.bare) return 1;
  const [missingA, missingB]: [string[], string[]] = [[], []];
  let shared = 0;
  for (const [word, times] of a.words) {
    const both = Math.min(times, b.words.get(word) ?? 0);
    shared += both * word.length;
    if (both < times) missingA.push(word);
  }
  for (const [word, times] of b.words) if ((a.words.get(word) ?? 0) < times) missingB.push(word);
  // Words that are lacking on both sides may be the same with an error in one.
  for (const word of missingA) {
    const at = missingB.findIndex((other) => sameWord(word, other));
    if (at < 0) continue;
    const [other = ''] = missingB.splice(at, 1);
    shared += Math.min(word.length, other.length) * 0.9;
  }
  return (2 * shared) / (a.weight + b.weight);
}
