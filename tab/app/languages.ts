/** The texts: one file per language, only the one in use is loaded. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { speak } from '../parts/api.ts';
import type { LanguageName } from '../parts/teams.ts';

const TEXTS: Readonly<Record<LanguageName, () => Promise<{ readonly default: object }>>> = {
  sv: () => import('../texts/sv.json'),
  en: () => import('../texts/en.json'),
};

/** Loads the language and makes it the page's. */
export async function loadLanguage(language: LanguageName): Promise<void> {
  speak(language);
  document.documentElement.lang = language;
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
