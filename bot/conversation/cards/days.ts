/** Days in words. Days are calendar days in Sweden, `YYYY-MM-DD`. */
import type { ServiceLanguage } from '../../texts.ts';

const LOCALE: Readonly<Record<ServiceLanguage, string>> = { sv: 'sv-SE', en: 'en-GB' };

/** Put together here, as versions of ICU differ in their commas. */
function words(moment: Date, language: ServiceLanguage, options: Intl.DateTimeFormatOptions): Map<string, string> {
  const parts = new Intl.DateTimeFormat(LOCALE[language], options).formatToParts(moment);
  return new Map(parts.map(({ type, value }) => [type, value]));
}

function dayWords(day: string, language: ServiceLanguage, today: string | undefined, weekday: boolean): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  const found = words(new Date(`${day}T12:00:00Z`), language, weekday ? { ...options, weekday: 'long' } : options);
  const year = today !== undefined && today.slice(0, 4) !== day.slice(0, 4) ? 'year' : '';
  return ['weekday', 'day', 'month', year]
    .map((part) => found.get(part))
    .filter(Boolean)
    .join(' ');
}

/** torsdag 18 mars · Thursday 18 March; with the year when it is another than today's. */
export const weekdayAndDay = (day: string, language: ServiceLanguage, today?: string): string =>
  dayWords(day, language, today, true);

/** 18 mars · 18 March; with the year when it is another than today's. */
export const dayAndMonth = (day: string, language: ServiceLanguage, today?: string): string =>
  dayWords(day, language, today, false);

/** torsdagar · Thursdays is the texts' own; this is torsdag · Thursday. 1 is Monday. */
export function weekdayName(weekday: number, language: ServiceLanguage): string {
  // 1 January 2024 was a Monday.
  const day = `2024-01-${String(weekday).padStart(2, '0')}`;
  return words(new Date(`${day}T12:00:00Z`), language, { weekday: 'long', timeZone: 'UTC' }).get('weekday') ?? '';
}

/** 08.00 · 08:00, of `HH:MM`. */
export const clockTime = (time: string, language: ServiceLanguage): string =>
  language === 'sv' ? time.replace(':', '.') : time;
