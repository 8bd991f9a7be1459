/**
 * The calendar of a Swedish school, in Europe/Stockholm: which day it is, and whether school is on. Days are strings,
 * `YYYY-MM-DD`, and times `HH:MM`; a moment is a Date.
 */
import { isDay } from '../plan/decide.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What can differ between schools. `winterBreakWeek`: the ISO week of the winter break (sportlov), 7–10. */
export interface Breaks {
  readonly winterBreakWeek?: number | undefined;
}

/** Stockholm's own; week 8 and 7 are as common further south, week 10 in the north. */
export const WINTER_BREAK_WEEK = 9;

export interface StockholmTime {
  readonly day: string;
  readonly time: string;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
}

const STOCKHOLM = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Stockholm',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** What the calendar and the clock on the wall say in Stockholm at the moment. */
export function stockholm(moment: Date): StockholmTime {
  const parts = new Map(STOCKHOLM.formatToParts(moment).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const day = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  return { day, time: `${part('hour')}:${part('minute')}`, weekday: weekdayOf(day) };
}

/**
 * The moment when the clock in Stockholm shows the time on the day. A time that the change to summer time leaps over
 * becomes the next that exists (03:00); one that comes twice in the autumn is the first. Throws RangeError for what is
 * no day or no time.
 */
export function momentOf(day: string, time: string): Date {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!parts) throw new RangeError(`not a time: ${time}`);
  const wall = dayNumber(day) * DAY + (Number(parts[1]) * 60 + Number(parts[2])) * MINUTE;
  // Summer time is two hours ahead of UTC and comes first where a time comes twice. A leap is an hour long.
  for (let later = 0; later <= 60; later += 1) {
    for (const ahead of [120, 60]) {
      const moment = new Date(wall + (later - ahead) * MINUTE);
      if (wallOf(moment) === wall + later * MINUTE) return moment;
    }
  }
  throw new RangeError(`${day} ${time} is not a time in Stockholm`);
}

function wallOf(moment: Date): number {
  const { day, time } = stockholm(moment);
  return Date.parse(`${day}T${time}:00Z`);
}

/** Days since 1970-01-01. Throws RangeError for what is no calendar day. */
export function dayNumber(day: string): number {
  if (!isDay(day)) throw new RangeError(`not a calendar day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`) / DAY;
}

function dayAt(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/** The day so many days later, or earlier when negative. */
export function addDays(day: string, days: number): string {
  return dayAt(dayNumber(day) + days);
}

/** How many days there are from one day to another; negative when the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same date so many months later; the month's last day where it is shorter (31 August + 6 is 28 February). */
export function addMonths(day: string, months: number): string {
  dayNumber(day);
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return addDays(first.toISOString().slice(0, 10), Math.min(date, length) - 1);
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  // 1970-01-01 was a Thursday.
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** Weeks since the Monday 1969-12-29, counted without regard to years; days from Monday to Sunday share it. */
export function weekNumber(day: string): number {
  return Math.floor((dayNumber(day) + 3) / 7);
}

/** The ISO 8601 week: it begins on Monday and belongs to the year of its Thursday. */
export function isoWeek(day: string): { readonly year: number; readonly week: number } {
  const thursday = addDays(day, 4 - weekdayOf(day));
  const year = Number(thursday.slice(0, 4));
  return { year, week: Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1 };
}

/** Easter Sunday of the year, by the Gregorian computus (Meeus, Jones and Butcher). */
export function easter(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const shift = century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + shift + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const back = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * back + 114;
  return dayIn(year, Math.floor(sum / 31), (sum % 31) + 1);
}

function dayIn(year: number, month: number, date: number): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-');
}

/** The first such weekday on the day or after it. */
function weekdayFrom(day: string, weekday: number): string {
  return addDays(day, (weekday - weekdayOf(day) + 7) % 7);
}

/**
 * The public holidays of the year (lag 1989:253 om allmänna helgdagar), and Midsummer's, Christmas and New Year's Eve,
 * which are free as if they were. Sundays that are nothing else are not in it.
 */
export function publicHolidays(year: number): ReadonlySet<string> {
  const sunday = easter(year);
  const midsummerEve = weekdayFrom(dayIn(year, 6, 19), 5);
  return new Set([
    dayIn(year, 1, 1),
    dayIn(year, 1, 6),
    addDays(sunday, -2),
    sunday,
    addDays(sunday, 1),
    dayIn(year, 5, 1),
    addDays(sunday, 39),
    addDays(sunday, 49),
    dayIn(year, 6, 6),
    midsummerEve,
    addDays(midsummerEve, 1),
    weekdayFrom(dayIn(year, 10, 31), 6),
    dayIn(year, 12, 24),
    dayIn(year, 12, 25),
    dayIn(year, 12, 26),
    dayIn(year, 12, 31),
  ]);
}

/**
 * Whether the day is in one of the school's breaks. Municipalities set them; these are what most have:
 * - autumn (höstlov): ISO week 44
 * - Christmas (jullov): 20 December – 8 January
 * - winter (sportlov): the ISO week that the school has, 9 unless it says otherwise
 * - Easter (påsklov): the week before Easter and the week after. A school has one of them, which one differs between
 *   municipalities and from year to year. Both are held free: a card in someone's break is worse than a week without.
 * - the Friday after Ascension Day, a day off (lovdag) nearly everywhere
 * - summer (sommarlov): 10 June – 17 August
 */
export function isBreak(day: string, { winterBreakWeek = WINTER_BREAK_WEEK }: Breaks = {}): boolean {
  const { week } = isoWeek(day);
  if (week === 44 || week === winterBreakWeek) return true;
  const date = day.slice(5);
  if (date >= '12-20' || date <= '01-08' || (date >= '06-10' && date <= '08-17')) return true;
  const fromEaster = daysBetween(easter(Number(day.slice(0, 4))), day);
  return (fromEaster >= -6 && fromEaster <= 7) || fromEaster === 40;
}

/** Monday to Friday, no public holiday and no break: a day when people at school can be expected to read. */
export function isSchoolDay(day: string, breaks: Breaks = {}): boolean {
  if (weekdayOf(day) > 5 || isBreak(day, breaks)) return false;
  return !publicHolidays(Number(day.slice(0, 4))).has(day);
}

/** The day itself when it is a school day, else the next one that is. */
export function schoolDayFrom(day: string, breaks: Breaks = {}): string {
  let at = day;
  while (!isSchoolDay(at, breaks)) at = addDays(at, 1);
  return at;
}

/** The day itself when it is a school day, else the latest one before it that is. */
export function schoolDayUntil(day: string, breaks: Breaks = {}): string {
  let at = day;
  while (!isSchoolDay(at, breaks)) at = addDays(at, -1);
  return at;
}
