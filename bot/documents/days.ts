/** Calendar days in documents, which are read in other years than they were written. Days are `YYYY-MM-DD`. */
import type { ServiceLanguage } from '../texts.ts';

const LOCALES: Readonly<Record<ServiceLanguage, string>> = { sv: 'sv-SE', en: 'en-GB' };

type Formats = Readonly<Record<ServiceLanguage, Intl.DateTimeFormat>>;

/** Made once: a formatter costs more than all the days of a document. */
const formats = (options: Intl.DateTimeFormatOptions): Formats => ({
  sv: new Intl.DateTimeFormat(LOCALES.sv, { ...options, timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat(LOCALES.en, { ...options, timeZone: 'UTC' }),
});

const FULL = formats({ day: 'numeric', month: 'long', year: 'numeric' });
const MONTH = formats({ month: 'long', year: 'numeric' });

const noon = (day: string) => new Date(`${day}T12:00:00Z`);

/** 20 oktober 2026 · 20 October 2026. */
export const fullDay = (day: string, language: ServiceLanguage): string => FULL[language].format(noon(day));

/** oktober 2026 · October 2026. */
export const monthAndYear = (day: string, language: ServiceLanguage): string => MONTH[language].format(noon(day));

/** Oktober 2026 · October 2026: where it stands alone, as a name. */
export function monthName(day: string, language: ServiceLanguage): string {
  const name = monthAndYear(day, language);
  return name.charAt(0).toLocaleUpperCase(LOCALES[language]) + name.slice(1);
}
