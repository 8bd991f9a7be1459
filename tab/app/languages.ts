/** The texts: one file per language, only the one in use is loaded. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { speak } from '../parts/api.ts';
import { languageOf } from '../parts/teams.ts';
import type { LanguageName } from '../parts/teams.ts';

const TEXTS: Readonly<Record<LanguageName, () => Promise<{ readonly default: object }>>> = {
  sv: () => import('../texts/sv.json'),
  en: () => import('../texts/en.json'),
};
const KEPT_AS = 'lika-language';

function isLanguage(text: string | null): text is LanguageName {
  return text === 'sv' || text === 'en';
}

/** The language of the last visit, else the browser's: most often Teams' own, which isn't known yet. */
export function likelyLanguage(): LanguageName {
  try {
    const kept = localStorage.getItem(KEPT_AS);
    if (isLanguage(kept)) return kept;
  } catch {
    // Where nothing can be read, the browser's language is as good a guess.
  }
  return languageOf(navigator.language);
}

/** Begins to load a language's texts, so that they are there when Teams has said which one it is. */
export function fetchTexts(language: LanguageName): void {
  void TEXTS[language]();
}

/** Loads the language and makes it the page's. */
export async function loadLanguage(language: LanguageName): Promise<void> {
  speak(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(KEPT_AS, language);
  } catch {
    // Only a guess for the next visit.
  }
  const texts = await TEXTS[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: texts.default } },
    // React escapes by itself.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}
