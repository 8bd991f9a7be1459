import { readFileSync } from 'node:fs';
import i18next from 'i18next';

export type Language = 'sv' | 'en';

/** The words of a text key, as a person reads them. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/**
 * The product's own texts, so that a test finds things by their words and goes on finding them when the words change.
 * @param files in the order in which they are laid on top of each other
 * @throws Error at a key that isn't there: a test that looks for nothing finds it
 */
function say(language: Language, files: readonly string[]): Say {
  const texts = i18next.createInstance();
  void texts.init({ lng: language, initAsync: false, resources: {}, interpolation: { escapeValue: false } });
  for (const file of files) {
    const words = JSON.parse(readFileSync(file, 'utf8')) as object;
    texts.addResourceBundle(language, 'translation', words, true, true);
  }
  return (key, values = {}) => {
    if (!texts.exists(key, values)) throw new Error(`${files.join(' and ')} have no ${key}`);
    return texts.t(key, values);
  };
}

/** What the tab says. */
export const tabTexts = (language: Language = 'sv'): Say =>
  say(language, [`tab/texts/${language}.json`, `tab/texts/more.${language}.json`]);

/** What the local Teams around it says. */
export const hostTexts = (language: Language = 'sv'): Say => say(language, [`sandbox/host/texts/${language}.json`]);

/** What the service says: cards, problems. */
export const serviceTexts = (language: Language = 'sv'): Say =>
  say(language, [`bot/texts/${language}.json`, `bot/texts/cards.${language}.json`, `bot/texts/talk.${language}.json`]);
