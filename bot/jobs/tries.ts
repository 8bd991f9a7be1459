/** After so many tries what goes out has failed, and a person decides. */
export const TRIES_MAX = 8;

const LONGEST_SECONDS = 15 * 60;

/**
 * Seconds to wait after so many tries in vain: longer each time, with some chance in it so that many don't come back
 * together.
 */
export function backoff(attempts: number, first = 5): number {
  const base = Math.min(LONGEST_SECONDS, first * 2 ** attempts);
  return Math.max(1, Math.round(base * (0.75 + Math.random() / 2)));
}
