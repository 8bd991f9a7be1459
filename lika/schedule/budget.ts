/**
 * How much the bot may say without being asked: one card a day and three a week in a channel, one digest a week to a
 * person. Days are Stockholm's, weeks go from Monday to Sunday.
 */
import { addDays, momentOf, stockholm, weekNumber } from './calendar.ts';
import type { Breaks } from './calendar.ts';
import { QUIET_UNTIL, allowedFrom, digestMoment } from './schedule.ts';

export const UNASKED_PER_DAY = 1;
export const UNASKED_PER_WEEK = 3;
export const DIGESTS_PER_WEEK = 1;

/** `until`: the first moment when it may. */
export type Allowance = { readonly ok: true } | { readonly ok: false; readonly until: Date };

/** Whether another one fits beside what has been sent, by the day's and the week's limit. */
function fits(sent: readonly string[], day: string, perDay: number, perWeek: number): boolean {
  const onDay = sent.filter((other) => other === day).length;
  const inWeek = sent.filter((other) => weekNumber(other) === weekNumber(day)).length;
  return onDay < perDay && inWeek < perWeek;
}

/**
 * Whether an unasked card may go to the channel now, given the moments of those that have gone or are about to.
 * Never in quiet hours or on a day without school, so that a card that had to wait isn't sent at night.
 */
export function mayPost(unasked: readonly Date[], now: Date, breaks: Breaks = {}): Allowance {
  const sent = unasked.map((moment) => stockholm(moment).day);
  let at = allowedFrom(now, breaks);
  for (let { day } = stockholm(at); !fits(sent, day, UNASKED_PER_DAY, UNASKED_PER_WEEK); { day } = stockholm(at)) {
    at = allowedFrom(momentOf(addDays(day, 1), QUIET_UNTIL), breaks);
  }
  return at.getTime() === now.getTime() ? { ok: true } : { ok: false, until: at };
}

/**
 * Whether a person may be sent a digest now, given the moments of the earlier ones; `until` is a time when digests go
 * out (`digestMoment`).
 */
export function mayDigest(digests: readonly Date[], now: Date, breaks: Breaks = {}): Allowance {
  const sent = digests.map((moment) => stockholm(moment).day);
  const free = (moment: Date): boolean => fits(sent, stockholm(moment).day, DIGESTS_PER_WEEK, DIGESTS_PER_WEEK);
  if (free(now) && allowedFrom(now, breaks).getTime() === now.getTime()) return { ok: true };
  let until = digestMoment(now, breaks);
  while (!free(until)) until = digestMoment(until, breaks);
  return { ok: false, until };
}
