/** How often a plan in Planner is looked at. */

export interface Pace {
  readonly now: Date;
  /** Somebody is at work here until then. */
  readonly quickUntil: Date | null;
  /** How many looks in a row found nothing new. */
  readonly idle: number;
  /** Whether anything in the plan is still to be done. */
  readonly isOpen: boolean;
}

const QUICK_SECONDS = 5;
const FIRST_SECONDS = 60;
const SLOWEST_SECONDS = 60 * 60;
/** A plan with nothing left to do is seldom touched, and still may be. */
const CLOSED_SECONDS = 12 * 60 * 60;

/**
 * Seconds until the next look: a few while somebody is at work here, then a minute, twice as long after each look that
 * found nothing, up to an hour; half a day for a plan where all is done.
 */
export function secondsToNextLook({ now, quickUntil, idle, isOpen }: Pace): number {
  if (quickUntil && quickUntil > now) return QUICK_SECONDS;
  if (!isOpen) return CLOSED_SECONDS;
  return Math.min(SLOWEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(idle, 10));
}
