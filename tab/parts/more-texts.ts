/** Texts of the views beyond Nuläge and Skatta: loaded with the first of them, so that the way to the first answer is short. */
import i18next from 'i18next';
import { use } from 'react';

const TEXTS: Readonly<Record<string, () => Promise<{ readonly default: object }>>> = {
  sv: () => import('../texts/more.sv.json'),
  en: () => import('../texts/more.en.json'),
};
const loading = new Map<string, Promise<void>>();

async function load(language: string): Promise<void> {
  const texts = await TEXTS[language]?.();
  if (texts) i18next.addResourceBundle(language, 'translation', texts.default, true, false);
}

/** Waits (suspends) until the texts are there in the language in use. At the top of a view, before anything is said. */
export function useMoreTexts(): void {
  const language = i18next.language;
  let texts = loading.get(language);
  if (!texts) {
    texts = load(language);
    // A failed load is tried anew the next time the view is opened.
    texts.catch(() => loading.delete(language));
    loading.set(language, texts);
  }
  use(texts);
}
