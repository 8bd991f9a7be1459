import type { Language } from './choices.ts';
import en from './texts/en.json';
import sv from './texts/sv.json';

interface Tree {
  [key: string]: string | Tree;
}

const ALL: Record<Language, Tree> = { sv, en };
let language: Language = 'sv';

/** Sets the language that `t` answers in. */
export function speak(to: Language): void {
  language = to;
}

/**
 * The text at a dotted key, with `{{name}}` filled in. With `count`, the plural form `key_one` or `key_other`.
 * A missing key shows itself, which a test finds.
 */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const count = values['count'];
  const full =
    typeof count === 'number'
      ? `${key}_${new Intl.PluralRules(language).select(count) === 'one' ? 'one' : 'other'}`
      : key;
  const found = full
    .split('.')
    .reduce<string | Tree | undefined>(
      (tree, part) => (typeof tree === 'object' ? tree[part] : undefined),
      ALL[language],
    );
  if (typeof found !== 'string') return full;
  return found.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ''));
}

const locale = () => (language === 'sv' ? 'sv-SE' : 'en-GB');

/** A day in words, e.g. "onsdag 14 oktober"; with the year when it isn't `now`'s. */
export function dayInWords(at: Date, now: Date): string {
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return at.toLocaleDateString(locale(), { weekday: 'long', day: 'numeric', month: 'long', ...year });
}

/** A short date, e.g. "16 apr. 2026". */
export function shortDate(at: Date): string {
  return at.toLocaleDateString(locale(), { day: 'numeric', month: 'short', year: 'numeric' });
}

/** The time of day: "14.02" in Swedish, "14:02" in English. */
export function timeOfDay(at: Date): string {
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return language === 'sv' ? time.replace(':', '.') : time;
}

/** A moment for the clock, e.g. "ons 25 nov. 15.02". */
export function clockShort(at: Date): string {
  const day = at.toLocaleDateString(locale(), { weekday: 'short', day: 'numeric', month: 'short' });
  return `${day} ${timeOfDay(at)}`;
}

/** The same in full, e.g. "onsdag 25 november 2026 15.02". */
export function clockInWords(at: Date): string {
  const day = at.toLocaleDateString(locale(), { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return `${day} ${timeOfDay(at)}`;
}
