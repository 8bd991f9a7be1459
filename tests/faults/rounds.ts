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

/** How an outside service is told to break. Status 0 cuts the connection. */
export interface Fault {
  readonly status: number;
  /** After-commit: it was done, but the answer says that it wasn't. */
  readonly mode: 'refuse' | 'after-commit' | 'hang';
  readonly retryAfter?: number;
}

/** What can happen to any call to the outside. */
export const FAULTS: readonly Fault[] = [
  { status: 0, mode: 'refuse' },
  { status: 0, mode: 'after-commit' },
  { status: 500, mode: 'after-commit' },
  { status: 502, mode: 'after-commit' },
  { status: 503, mode: 'hang' },
  { status: 503, mode: 'after-commit' },
  { status: 504, mode: 'after-commit' },
  { status: 401, mode: 'refuse' },
  { status: 403, mode: 'refuse' },
  { status: 404, mode: 'refuse' },
  { status: 409, mode: 'refuse' },
  { status: 412, mode: 'refuse' },
  { status: 429, retryAfter: 1, mode: 'refuse' },
  { status: 503, mode: 'refuse' },
];

/** Says what came of a run, beside the tests' own lines. */
export function report(line: string): void {
  process.stdout.write(`  ${line} (seed ${String(SEED)})\n`);
}
