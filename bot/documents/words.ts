import { textsIn } from '../texts.ts';
import type { ServiceLanguage } from '../texts.ts';

const kept: Readonly<Record<ServiceLanguage, Map<string, string>>> = { sv: new Map(), en: new Map() };

/**
 * The words of keys that have no gaps to fill: looked up once, since a document says the same few hundreds of times and a
 * look-up takes longer than to write a table's cell.
 */
export function wordsIn(language: ServiceLanguage): (key: string) => string {
  const words = kept[language];
  return (key) => {
    let text = words.get(key);
    if (text === undefined) {
      text = textsIn(language)(key);
      words.set(key, text);
    }
    return text;
  };
}
