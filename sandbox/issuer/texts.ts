import en from './texts/en.json' with { type: 'json' };
import sv from './texts/sv.json' with { type: 'json' };

export type Language = 'sv' | 'en';

/** Says a text of the pages in a language, with `{{name}}` filled in. A missing key shows itself, which a test finds. */
export type Say = (key: string, values?: Readonly<Record<string, string>>) => string;

interface Tree {
  [key: string]: string | Tree;
}

const ALL: Record<Language, Tree> = { sv, en };

export function speakerOf(language: Language): Say {
  return (key, values = {}) => {
    const found = key
      .split('.')
      .reduce<string | Tree | undefined>(
        (tree, part) => (typeof tree === 'object' ? tree[part] : undefined),
        ALL[language],
      );
    if (typeof found !== 'string') return key;
    return found.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => values[name] ?? '');
  };
}

/** What a permission lets the app do, in words; one without words of its own is shown by its name. */
export function wordsOf(say: Say, kind: 'scopes' | 'roles', name: string): string {
  const key = `${kind}.${name.replaceAll('.', '-')}`;
  const said = say(key);
  return said === key ? name : said;
}
