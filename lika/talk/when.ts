/** The day that a few words mean: "i morgon", "på fredag", "om två veckor", "18 mars", "next Monday". */
import { isDay } from '../plan/decide.ts';
import { addDays, addMonths, daysBetween, weekdayOf } from '../schedule/calendar.ts';

const WEEKDAYS = [
  ['mandag', 'monday', 'mon'],
  ['tisdag', 'tis', 'tuesday', 'tue', 'tues'],
  ['onsdag', 'ons', 'wednesday', 'wed'],
  ['torsdag', 'tors', 'thursday', 'thu', 'thurs'],
  ['fredag', 'fre', 'friday', 'fri'],
  ['lordag', 'lor', 'saturday', 'sat'],
  ['sondag', 'sunday', 'sun'],
];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'ma[jy]', 'jun', 'jul', 'aug', 'sep', 'o[kc]t', 'nov', 'dec'].map(
  (start) => new RegExp(`^${start}`),
);
const NUMBERS: Readonly<Record<string, number>> = {
  ...{ en: 1, ett: 1, tva: 2, par: 2, tre: 3, fyra: 4, fem: 5, sex: 6, sju: 7, atta: 8, nio: 9, tio: 10 },
  ...{ elva: 11, tolv: 12, fjorton: 14, a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7 },
  ...{ eight: 8, nine: 9, ten: 10, twelve: 12, fourteen: 14 },
};
const COUNTED = /([\p{L}\d.,-]+) +(dag|dagar|days?|vecka|veckor|weeks?|manad|manader|months?)\b/gu;
/** A day of a month, as it is written: "18", "18.", "18:e", "1:a", "18th". */
const DATE = String.raw`(\d{1,2})(?:\.|:?[ea]|st|nd|rd|th)?`;
/** What is longer than this isn't a few words. */
const WORDS_MAX = 200;
/** A year ahead is as far as anyone is reminded. */
const FARTHEST_DAYS = 366;

/** The day, `YYYY-MM-DD`, later than `today`; null when the words mean none within a year. */
export function dayMeant(words: string, today: string): string | null {
  const plain = words.slice(0, WORDS_MAX).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const found =
    written(plain) ??
    soon(plain, today) ??
    counted(plain, today) ??
    dated(plain, today) ??
    weekday(plain, today) ??
    nextWeek(plain, today);
  if (found === null) return null;
  const ahead = daysBetween(today, found);
  return ahead > 0 && ahead <= FARTHEST_DAYS ? found : null;
}

function written(plain: string): string | null {
  const day = /\b\d{4}-\d{2}-\d{2}\b/.exec(plain)?.[0];
  return day !== undefined && isDay(day) ? day : null;
}

function soon(plain: string, today: string): string | null {
  if (/\b(i ?overmorgon|day after tomorrow)\b/.test(plain)) return addDays(today, 2);
  return /\b(i ?morgon|imorron|tomorrow)\b/.test(plain) ? addDays(today, 1) : null;
}

/** "Om tre dagar", "in two weeks". */
function counted(plain: string, today: string): string | null {
  for (const [, number = '', unit = ''] of plain.matchAll(COUNTED)) {
    const count = NUMBERS[number] ?? Number(number);
    if (!Number.isInteger(count) || count < 1 || count > FARTHEST_DAYS) continue;
    if (unit.startsWith('m')) return addMonths(today, count);
    return addDays(today, count * (/^(v|w)/.test(unit) ? 7 : 1));
  }
  return null;
}

/**
 * A weekday, the first one after today. With "nästa" or "next" it is the one of the next week: on a Wednesday "på
 * fredag" is in two days, "nästa fredag" in nine.
 */
function weekday(plain: string, today: string): string | null {
  const index = WEEKDAYS.findIndex((names) => new RegExp(String.raw`\b(${names.join('|')})(en)?\b`).test(plain));
  if (index < 0) return null;
  const monday = nextWeek(plain, today);
  return monday === null ? addDays(today, ((index + 7 - weekdayOf(today)) % 7) + 1) : addDays(monday, index);
}

/** The next week's Monday. */
function nextWeek(plain: string, today: string): string | null {
  return /\b(nasta|next)\b/.test(plain) ? addDays(today, 8 - weekdayOf(today)) : null;
}

/** "18 mars", "March 18", "18/3", "den 18:e": the first such day after today. */
function dated(plain: string, today: string): string | null {
  const year = Number(today.slice(0, 4));
  const first = (days: readonly string[]): string | null => days.find((day) => isDay(day) && day > today) ?? null;
  for (const { date, month } of datesIn(plain)) {
    const found = first([dayOf(year, month, date), dayOf(year + 1, month, date)]);
    if (found !== null) return found;
  }
  const alone = new RegExp(String.raw`\b(?:den|the) ${DATE}(?![\w/:])`).exec(plain)?.[1];
  if (alone === undefined) return null;
  const months = Array.from({ length: 12 }, (_, index) => addMonths(`${today.slice(0, 7)}-01`, index).slice(0, 7));
  return first(months.map((month) => `${month}-${alone.padStart(2, '0')}`));
}

function datesIn(plain: string): { readonly date: number; readonly month: number }[] {
  const found = (pattern: string, date: 1 | 2) =>
    [...plain.matchAll(new RegExp(pattern, 'g'))].map((parts) => ({
      date: Number(parts[date]),
      month: monthOf(parts[3 - date] ?? ''),
    }));
  return [
    ...found(String.raw`\b${DATE} +(?:of +)?([a-z]{3,})`, 1),
    ...found(String.raw`\b([a-z]{3,}) +(?:the +)?${DATE}\b`, 2),
    ...found(String.raw`\b(\d{1,2})\/(\d{1,2})\b`, 1),
  ].filter(({ month }) => month >= 1);
}

/** 1–12 by its name or number; 0 when it is none. */
function monthOf(name: string): number {
  return /^\d/.test(name) ? Number(name) : 1 + MONTHS.findIndex((start) => start.test(name));
}

function dayOf(year: number, month: number, date: number): string {
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
