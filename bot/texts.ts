import { createInstance } from 'i18next';
import type { TFunction } from 'i18next';
import cardsEn from './texts/cards.en.json' with { type: 'json' };
import cardsSv from './texts/cards.sv.json' with { type: 'json' };
import documentsEn from './texts/documents.en.json' with { type: 'json' };
import documentsSv from './texts/documents.sv.json' with { type: 'json' };
import en from './texts/en.json' with { type: 'json' };
import importsEn from './texts/imports.en.json' with { type: 'json' };
import importsSv from './texts/imports.sv.json' with { type: 'json' };
import sv from './texts/sv.json' with { type: 'json' };
import talkEn from './texts/talk.en.json' with { type: 'json' };
import talkSv from './texts/talk.sv.json' with { type: 'json' };
import workbookEn from './texts/workbook.en.json' with { type: 'json' };
import workbookSv from './texts/workbook.sv.json' with { type: 'json' };

/** The service's words for people. Swedish is written first and is what an unknown language gets. */
export const LANGUAGES = ['sv', 'en'] as const;
export type ServiceLanguage = (typeof LANGUAGES)[number];

/** Each file has groups of its own: what the service answers, what its cards and documents say, and how the bot talks. */
const resources = {
  sv: { translation: { ...sv, ...cardsSv, ...documentsSv, ...importsSv, ...talkSv, ...workbookSv } },
  en: { translation: { ...en, ...cardsEn, ...documentsEn, ...importsEn, ...talkEn, ...workbookEn } },
};

const texts = createInstance();
void texts.init({
  resources,
  fallbackLng: 'sv',
  initAsync: false,
  interpolation: { escapeValue: false },
  returnNull: false,
});

/** The text of a key in a language, with values filled in. */
export function textsIn(language: ServiceLanguage): TFunction {
  return texts.getFixedT(language);
}

/** The best of our languages for an Accept-Language header: the highest q wins, then the order given. */
export function languageFor(header: string | undefined): ServiceLanguage {
  const wished = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { language: tag.toLowerCase().split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wished) {
    const known = LANGUAGES.find((ours) => ours === language);
    if (known) return known;
  }
  return 'sv';
}
