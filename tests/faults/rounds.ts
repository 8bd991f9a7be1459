/** How many rounds a run of faults has, and chance that falls out the same way for the same seed. */

/** A few in `npm test`; `npm run faults -- --rounds 200 --seed 7` sets both. */
export const ROUNDS = Number(process.env['LIKA_FAULT_ROUNDS'] ?? 2);
export const SEED = Number(process.env['LIKA_FAULT_SEED'] ?? 1);

/** Numbers from 0 up to but not 1 (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the list, by chance. */
export function oneOf<T>(list: readonly T[], random: () => number): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('there is nothing to choose from');
  return found;
}

/** Says what came of a run, beside the tests' own lines. */
export function report(line: string): void {
  process.stdout.write(`  ${line} (seed ${String(SEED)})\n`);
}
