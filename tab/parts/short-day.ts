/** Days as they stand in lists: short, with the year only where it isn't plain which. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { schoolYearOf } from '../../lika/plan/decide.ts';
import { dateOf } from './clock.ts';
import { meQuery } from './queries.ts';

const LOCALE: Readonly<Record<string, string>> = { sv: 'sv-SE', en: 'en-GB' };
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, withYear: boolean): Intl.DateTimeFormat {
  const key = `${language} ${withYear}`;
  const known = made.get(key);
  if (known) return known;
  const year = withYear ? ({ year: 'numeric' } as const) : {};
  const format = new Intl.DateTimeFormat(LOCALE[language] ?? 'sv-SE', { day: 'numeric', month: 'short', ...year });
  made.set(key, format);
  return format;
}

/** Today by the service's clock, `YYYY-MM-DD`; null until it is known. */
export function useToday(): string | null {
  const { data } = useQuery(meQuery);
  return data ? swedishDay(data.now) : null;
}

/** The calendar day of a moment where the schools are. */
export function swedishDay(moment: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(dateOf(moment));
}

/** 6 apr · 6 Apr; with the year when the day lies in another school year than today. */
export function useShortDay(): (day: string) => string {
  const { i18n } = useTranslation();
  const today = useToday();
  return (day) => {
    const isThisYear = today !== null && schoolYearOf(today) === schoolYearOf(day);
    return formatter(i18n.language, !isThisYear)
      .format(dateOf(`${day}T12:00:00`))
      .replaceAll('.', '');
  };
}
