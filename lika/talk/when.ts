/** The day that a few words mean: "i morgon", "på fredag", "om två veckor", "18 mars", "next Monday". */
import { isDay } from '../plan/decide.ts';
import { addDays, daysBetween, weekdayOf } from '../schedule/calendar.ts';

const WEEKDAYS = [
  ['mandag', 'monday', 'mon'],
  ['tisdag', 'tuesday', 'tue'],
  ['onsdag', 'wednesday', 'wed'],
  ['torsdag', 'thursday', 'thu'],
  ['fredag', 'friday', 'fri'],
  ['lordag', 'saturday', 'sat'],
  ['sondag', 'sunday', 'sun'],
];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'ma', 'jun', 'jul', 'aug', 'sep', 'o', 'nov', 'dec'];
const NUMBERS: Readonly<Record<string, number>> = {
  ...{ en: 1, ett: 1, tva: 2, tre: 3, fyra: 4, fem: 5, sex: 6, sju: 7, atta: 8, nio: 9, tio: 10 },
  ...{ a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
};
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(dag|dagar|day|days)$/, 1],
  [/^(vecka|veckor|week|weeks)$/, 7],
  [/^(manad|manader|month|months)$/, 30],
];
/** A year ahead is as far as anyone is reminded. */
const FARTHEST_DAYS = 366;

/** The day, `YYYY-MM-DD`, later than `today`; null when the words mean none within a year. */
export function dayMeant(words: string, today: string): string | null {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const found = written(plain) ?? relative(plain, today) ?? weekday(plain, today) ?? dated(plain, today);
  if (found === null) return null;
  const ahead = daysBetween(today, found);
  return ahead > 0 && ahead <= FARTHEST_DAYS ? found : null;
}

function written(plain: string): string | null {
  const day = /\b\d{4}-\d{2}-\d{2}\b/.exec(plain)?.[0];
  return day !== undefined && isDay(day) ? day : null;
}

function relative(plain: string, today: string): string | null {
  if (/\b(i ?overmorgon|day after tomorrow)\b/.test(plain)) return addDays(today, 2);
  if (/\b(i ?morgon|imorron|tomorrow)\b/.test(plain)) return addDays(today, 1);
  if (/\b(nasta vecka|next week)\b/.test(plain)) return addDays(today, 8 - weekdayOf(today));
  const tokens = plain.split(/[^a-z0-9]+/).filter((token) => token !== '');
  for (const [index, token] of tokens.entries()) {
    const days = UNITS.find(([pattern]) => pattern.test(token))?.[1];
    const count = NUMBERS[tokens[index - 1] ?? ''] ?? Number(tokens[index - 1] ?? NaN);
    if (days !== undefined && Number.isInteger(count) && count > 0 && count <= FARTHEST_DAYS)
      return addDays(today, Math.min(count * days, FARTHEST_DAYS + 1));
  }
  return null;
}

function weekday(plain: string, today: string): string | null {
  const index = WEEKDAYS.findIndex((names) =>
    names.some((name) => new RegExp(String.raw`\b${name}(en)?\b`).test(plain)),
  );
  return index < 0 ? null : addDays(today, ((index + 1 - weekdayOf(today) + 6) % 7) + 1);
}

function dated(plain: string, today: string): string | null {
  const parts = /\b(\d{1,2})(?:\.|:e|e|st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,})/.exec(plain);
  const numbers = /\b(\d{1,2})\/(\d{1,2})\b/.exec(plain);
  const month = parts
    ? 1 + MONTHS.findIndex((start) => start.length > 2 && parts[2]?.startsWith(start)) || monthOfShort(parts[2] ?? '')
    : Number(numbers?.[2] ?? 0);
  const date = Number((parts ?? numbers)?.[1] ?? 0);
  if (month < 1 || month > 12 || date < 1) return null;
  const year = Number(today.slice(0, 4));
  const inYear = (each: number) => `${String(each)}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return [inYear(year), inYear(year + 1)].find((day) => isDay(day) && day > today) ?? null;
}

/** May and October are too short, or too different, for three letters. */
function monthOfShort(name: string): number {
  if (/^(maj|may)$/.test(name)) return 5;
  return /^(okt|oct)/.test(name) ? 10 : 0;
}
