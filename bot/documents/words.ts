import { textsIn } from '../texts.ts';
import type { ServiceLanguage } from '../texts.ts';

const kept: Readonly<Record<ServiceLanguage, Map<string, string>>> = { sv: new Map(), en: new Map() };

/**
 * The words of a key, with values for its gaps. Those without gaps are looked up once: a document says the same few hundreds
 * of times, and a look-up takes longer than to write a table's cell.
 */
export function wordsIn(language: ServiceLanguage): (key: string, values?: Record<string, string | number>) => string {
  const words = kept[language];
  return (key, values) => {
    if (values) return textsIn(language)(key, values);
    let text = words.get(key);
    if (text === undefined) {
      text = textsIn(language)(key);
      words.set(key, text);
    }
    return text;
  };
}
