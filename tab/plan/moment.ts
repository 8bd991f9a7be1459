import { dateOf } from '../parts/clock.ts';

/** Milliseconds since 1970 as a moment in UTC, ISO 8601. */
export function momentOf(ms: number): string {
  const date = dateOf('1970-01-01T00:00:00.000Z');
  date.setTime(ms);
  return date.toISOString();
}
