/** Dates, times and scores in the person's language. */
import { useTranslation } from 'react-i18next';
import { formatChange, formatScore, toNumber } from '../../lika/analysis/fraction.ts';
import type { Fraction } from '../../lika/analysis/fraction.ts';
import { dateOf } from './clock.ts';

const LOCALE: Readonly<Record<string, string>> = { sv: 'sv-SE', en: 'en-GB' };

export interface Format {
  readonly language: string;
  /** 79,2 · 79.2 · – */
  score(value: Fraction | null): string;
  /** +12,5 · −4,2 · ±0,0 */
  change(value: Fraction | null): string;
  /** 14.02 · 14:02 */
  time(moment: string | number): string;
  /** 14 okt. 2026 · 14 Oct 2026. Takes a moment or a day (`YYYY-MM-DD`). */
  date(moment: string): string;
  /** 14 oktober · 14 October */
  dayAndMonth(day: string): string;
  /** okt · Oct */
  shortMonth(day: string): string;
  /** Hösten 2026 · Autumn 2026 */
  term(moment: string): string;
  /** 2026/27 */
  schoolYear(first: number): string;
}

function dayOf(moment: string): Date {
  // A calendar day is that day everywhere: noon keeps it so in every time zone of the country.
  return dateOf(moment.length === 10 ? `${moment}T12:00:00` : moment);
}

/** A browser takes its time to make one of these, and most views use one or two. */
function lazyFormat(locale: string, options: Intl.DateTimeFormatOptions): (moment: number | Date) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (moment) => {
    format ??= new Intl.DateTimeFormat(locale, options);
    return format.format(moment);
  };
}

/** The format of a language; `term` gives the words for spring and autumn. */
export function formatOf(language: string, term: (season: 'spring' | 'autumn', year: number) => string): Format {
  const locale = LOCALE[language] ?? 'sv-SE';
  const time = lazyFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const date = lazyFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const dayAndMonth = lazyFormat(locale, { day: 'numeric', month: 'long' });
  const shortMonth = lazyFormat(locale, { month: 'short' });
  return {
    language,
    score: (value) => formatScore(value, language),
    change: (value) => formatChange(value, language),
    time: (moment) => {
      const text = time(typeof moment === 'number' ? moment : dateOf(moment));
      return language === 'sv' ? text.replace(':', '.') : text;
    },
    date: (moment) => date(dayOf(moment)).replace('.', ''),
    shortMonth: (day) => shortMonth(dayOf(day)).replace('.', ''),
    dayAndMonth: (day) => dayAndMonth(dayOf(day)),
    term: (moment) => {
      const day = dayOf(moment);
      return term(day.getMonth() < 6 ? 'spring' : 'autumn', day.getFullYear());
    },
    schoolYear: (first) => `${first}/${String(first + 1).slice(-2)}`,
  };
}

const made = new Map<string, Format>();

/** Formats of the language in use. */
export function useFormat(): Format {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  let format = made.get(language);
  if (!format) {
    format = formatOf(language, (season, year) => t(`common.term.${season}`, { year }));
    made.set(language, format);
  }
  return format;
}

/** For drawing only. */
export function numberOf(value: Fraction | null): number | null {
  return value === null ? null : toNumber(value);
}
