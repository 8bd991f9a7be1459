/** How long what is left of an assessment takes, by how fast others, or the same person, have answered. */

const SECOND = 1000;
/** A longer gap, in seconds, is a pause. */
const PAUSE = 10 * 60;
/** Fewer gaps say nothing about the pace. */
const GAPS_MIN = 5;

/**
 * Whole minutes that `left` answers take, rounded up: the median time between successive answers. `moments` are the
 * times of the answers, a list per assessment, in any order. Pauses (over ten minutes) don't count, nor answers within
 * the same second, which a queue or an import has written. Null when there are too few gaps to tell.
 */
export function minutesLeft(moments: readonly (readonly Date[])[], left: number): number | null {
  const gaps = moments
    .flatMap((answers) => {
      const seconds = answers.map((moment) => moment.getTime() / SECOND).sort((a, b) => a - b);
      return seconds.slice(1).map((at, i) => at - (seconds[i] ?? at));
    })
    .filter((gap) => gap >= 1 && gap <= PAUSE)
    .sort((a, b) => a - b);
  if (gaps.length < GAPS_MIN) return null;
  const low = gaps[Math.floor((gaps.length - 1) / 2)] ?? 0;
  const high = gaps[Math.floor(gaps.length / 2)] ?? 0;
  return Math.ceil((((low + high) / 2) * left) / 60);
}
