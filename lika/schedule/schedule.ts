/**
 * When the bot speaks without being asked: a team's schedule, and the hours and days when nothing is sent. Everything
 * is Stockholm's time. Off until someone turns it on.
 */
import { z } from 'zod';
import {
  WINTER_BREAK_WEEK,
  addDays,
  isSchoolDay,
  momentOf,
  schoolDayFrom,
  stockholm,
  weekNumber,
  weekdayOf,
} from './calendar.ts';
import type { Breaks } from './calendar.ts';

/** Quiet hours are from 17:00 to 07:00. */
export const QUIET_UNTIL = '07:00';
export const QUIET_FROM = '17:00';
/** A schedule's time stays half an hour inside the quiet hours, so that what has to wait its turn isn't sent in them. */
export const EARLIEST_TIME = '07:30';
export const LATEST_TIME = '16:30';

/** A schedule as it comes in. `weekday`: 1 Monday … 5 Friday. `winterBreakWeek`: ISO week. */
export const ScheduleSchema = z.strictObject({
  on: z.boolean(),
  every: z.enum(['week', 'fortnight', 'month']),
  weekday: z.int().min(1).max(5),
  time: z
    .string()
    .regex(/^\d{2}:[0-5]\d$/, 'must be a time such as 08:00')
    .refine((time) => time >= EARLIEST_TIME && time <= LATEST_TIME, {
      error: `must be between ${EARLIEST_TIME} and ${LATEST_TIME}`,
    }),
  winterBreakWeek: z.int().min(7).max(10),
  /** Questions to talk about, at the rhythm. */
  discussions: z.boolean(),
  /** How actions are going, at the time the plan says. */
  followUps: z.boolean(),
  /** A step reached, an action done. */
  joys: z.boolean(),
});
export type Schedule = Readonly<z.infer<typeof ScheduleSchema>>;
export type Rhythm = Schedule['every'];

/** What of a schedule says when. */
export type Beat = Pick<Schedule, 'every' | 'weekday' | 'time' | 'winterBreakWeek'>;

/**
 * What is suggested. A question every fortnight leaves time to act between them. Wednesday morning: the digests come on
 * Tuesdays, Mondays are full, and there are still two days to vote before the weekend.
 */
export const DEFAULT_SCHEDULE: Schedule = {
  on: false,
  every: 'fortnight',
  weekday: 3,
  time: '08:00',
  winterBreakWeek: WINTER_BREAK_WEEK,
  discussions: true,
  followUps: true,
  joys: true,
};

/** How far ahead a moment is looked for. The summer is the longest break and no rhythm is slower than a month. */
const HORIZON_DAYS = 400;

/**
 * Whether it is the rhythm's turn on the day. A day without school is no turn. Fortnights are counted through the
 * years, since the weeks of a year with 53 would put two odd ones after each other. A month's turn is its first such
 * weekday with school: were it a fixed one, a monthly Thursday could fall on Easter, Ascension Day and the summer in a
 * row and be silent for half a year.
 */
function hasTurn({ every, weekday, winterBreakWeek }: Beat, day: string): boolean {
  const breaks = { winterBreakWeek };
  if (weekdayOf(day) !== weekday || !isSchoolDay(day, breaks)) return false;
  if (every === 'week') return true;
  if (every === 'fortnight') return weekNumber(day) % 2 === 0;
  for (let earlier = addDays(day, -7); earlier.slice(0, 7) === day.slice(0, 7); earlier = addDays(earlier, -7)) {
    if (isSchoolDay(earlier, breaks)) return false;
  }
  return true;
}

/**
 * The schedule's next moment, always later than `after`. A day without school is left out and the next turn of the
 * rhythm taken, so that nothing piles up after a break. Whether the schedule is on is the caller's question.
 */
export function nextMoment(schedule: Beat, after: Date): Date {
  const { day: today } = stockholm(after);
  for (let days = 0; days <= HORIZON_DAYS; days += 1) {
    const day = addDays(today, days);
    if (!hasTurn(schedule, day)) continue;
    const moment = momentOf(day, schedule.time);
    if (moment > after) return moment;
  }
  throw new RangeError(`no moment within ${HORIZON_DAYS} days`);
}

/** The first moment from the given one on when something unasked may be said: a school day, outside quiet hours. */
export function allowedFrom(moment: Date, breaks: Breaks = {}): Date {
  const { day, time } = stockholm(moment);
  if (!isSchoolDay(day, breaks) || time >= QUIET_FROM) {
    return momentOf(schoolDayFrom(addDays(day, 1), breaks), QUIET_UNTIL);
  }
  return time < QUIET_UNTIL ? momentOf(day, QUIET_UNTIL) : moment;
}

/** The next time digests go out: a Tuesday at 08:00 that is a school day, always later than `after`. */
export function digestMoment(after: Date, { winterBreakWeek = WINTER_BREAK_WEEK }: Breaks = {}): Date {
  return nextMoment({ every: 'week', weekday: 2, time: '08:00', winterBreakWeek }, after);
}
