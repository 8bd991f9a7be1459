import { TooMany } from '../errors.ts';

/**
 * How much one person may ask for: so many calls a minute, evenly refilled, all of them at once if they like. Kept in
 * this process's memory: it shields against a page gone wild, and each instance shields itself.
 */
export function createLimiter(perMinute: number, realTime: () => number): (key: string) => void {
  const left = new Map<string, { calls: number; at: number }>();
  const perMs = perMinute / 60_000;
  const MOST_PEOPLE = 20_000;
  return (key) => {
    const now = realTime();
    const known = left.get(key) ?? { calls: perMinute, at: now };
    const calls = Math.min(perMinute, known.calls + (now - known.at) * perMs);
    left.delete(key);
    if (left.size >= MOST_PEOPLE) left.delete(left.keys().next().value ?? '');
    left.set(key, { calls: Math.max(0, calls - 1), at: now });
    if (calls < 1) throw new TooMany(Math.max(1, Math.ceil((1 - calls) / perMs / 1000)));
  };
}
