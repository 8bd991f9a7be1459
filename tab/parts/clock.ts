/** The tab's only clock. */

/** Milliseconds since 1970 by this device's clock. */
export function now(): number {
  return Date.now();
}

/** A moment as a date to format. */
export function dateOf(moment: string): Date {
  return new Date(moment);
}
