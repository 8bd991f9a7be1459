import { createHash } from 'node:crypto';

/** Chance that falls out the same way each time: a demo looks alike on every machine, and seeding twice changes nothing. */

/** An id that belongs to these words for good. */
export function idOf(...words: string[]): string {
  const hex = createHash('sha256').update(words.join('/')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A number from 0 up to but not 1 that belongs to these words for good. */
export function chanceOf(...words: string[]): number {
  return createHash('sha256').update(words.join('/')).digest().readUInt32BE(0) / 2 ** 32;
}
