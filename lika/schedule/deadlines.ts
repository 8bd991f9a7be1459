/** The year's dates: publishing by 31 October, and when a confirmed plan is looked at again. Stockholm's days. */
import { addDays, addMonths, dayNumber, schoolDayFrom, schoolDayUntil } from './calendar.ts';
import type { Breaks } from './calendar.ts';

const PUBLISH_BY = '10-31';

/** How many days before the deadline those who aren't done are told. */
export const NOTICE_DAYS = [14, 3] as const;

export interface DeadlineNotice {
  readonly before: (typeof NOTICE_DAYS)[number];
  /** The day it is given, a school day; often earlier than `before` says, since 31 October is in the autumn break. */
  readonly on: string;
}

/** The publishing deadline to come; the day itself still belongs to it. Throws RangeError for what is no day. */
export function deadlineFor(day: string): string {
  dayNumber(day);
  const year = Number(day.slice(0, 4));
  return deadlineOf(day.slice(5) <= PUBLISH_BY ? year : year + 1);
}

function deadlineOf(year: number): string {
  return `${String(year).padStart(4, '0')}-${PUBLISH_BY}`;
}

/**
 * When those who aren't done are told about the year's deadline. A day without school is moved earlier, never past the
 * deadline: the three days before it are nearly always in the autumn break (week 44), and the notice comes on the last
 * school day before it.
 */
export function deadlineNotices(year: number): DeadlineNotice[] {
  return NOTICE_DAYS.map((before) => ({ before, on: schoolDayUntil(addDays(deadlineOf(year), -before)) }));
}

/**
 * Whether a unit is done for the deadline, by the day of its latest published assessment that isn't withdrawn (null:
 * there is none). It has to be of the deadline's own year: after the former deadline, on this one at the latest. The
 * year's outcome would count an older one too, but it has already been counted, and schools assess at least once a
 * year; what is published late belongs to the next year.
 */
export function isDone(published: string | null, deadline: string): boolean {
  if (published === null) return false;
  return published > addMonths(deadline, -12) && published <= deadline;
}

/**
 * When a confirmed plan is due for review: a year after, since a plan is followed up at least once a year. On a day
 * without school it is moved earlier, so that the year isn't exceeded.
 */
export function planReviewDue(confirmed: string, breaks: Breaks = {}): string {
  return schoolDayUntil(addMonths(confirmed, 12), breaks);
}

/**
 * When the temperature is taken after a plan was confirmed: half a year after. On a day without school it is moved
 * later, so that the half year has passed.
 */
export function temperatureDue(confirmed: string, breaks: Breaks = {}): string {
  return schoolDayFrom(addMonths(confirmed, 6), breaks);
}
