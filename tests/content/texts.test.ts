import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { ACTIONS } from '../../lika/access/access.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

/** Each part's text files, the code that speaks them, and groups whose keys are put together from two variables. */
const PARTS = [
  {
    name: 'the tab',
    files: (language: string) => [`tab/texts/${language}.json`, `tab/texts/more.${language}.json`],
    code: 'tab',
    composed: [] as string[],
  },
  {
    name: 'the service',
    files: (language: string) => [
      `bot/texts/${language}.json`,
      `bot/texts/cards.${language}.json`,
      `bot/texts/documents.${language}.json`,
      `bot/texts/imports.${language}.json`,
      `bot/texts/talk.${language}.json`,
      `bot/texts/workbook.${language}.json`,
    ],
    code: 'bot',
    composed: [] as string[],
  },
  {
    name: 'the local Teams',
    files: (language: string) => [`sandbox/host/texts/${language}.json`],
    code: 'sandbox/host',
    composed: ['theme', 'lang', 'surface'],
  },
  {
    name: 'the local sign-in',
    files: (language: string) => [`sandbox/issuer/texts/${language}.json`],
    code: 'sandbox/issuer',
    composed: ['scopes', 'roles'],
  },
];

function flat(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
}

const textsOf = (files: readonly string[]): Map<string, string> =>
  new Map(files.flatMap((file) => flat(JSON.parse(readFileSync(file, 'utf8')) as Tree)));

/** i18next's plural forms are one key to the code. */
const bare = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');

/** Every text literal of the code: whole ones, and templates as patterns with anything in their gaps. */
function literalsOf(folder: string): { readonly whole: Set<string>; readonly patterns: RegExp[] } {
  const whole = new Set<string>();
  const patterns: RegExp[] = [];
  const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) whole.add(node.text);
    if (ts.isTemplateExpression(node)) {
      const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
      // A template that says nothing itself would excuse every key.
      if (parts.some((part) => /[a-z]\.|\.[a-z]/.test(part)))
        patterns.push(new RegExp(`^${parts.map(escape).join('[^ ]+')}$`));
    }
    ts.forEachChild(node, visit);
  };
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  )) {
    const path = join(folder, file);
    visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true));
  }
  return { whole, patterns };
}

const gaps = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();

describe.each(PARTS)('the texts of $name', ({ files, code, composed }) => {
  const sv = textsOf(files('sv'));
  const en = textsOf(files('en'));
  const { whole, patterns } = literalsOf(code);

  it('say the same things in both languages, with the same gaps to fill', () => {
    expect([...en.keys()].sort()).toEqual([...sv.keys()].sort());
    const different = [...sv].filter(([key, text]) => String(gaps(text)) !== String(gaps(en.get(key) ?? '')));
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('are all used', () => {
    const unused = [...new Set([...sv.keys()].map(bare))].filter(
      (key) =>
        !whole.has(key) &&
        !composed.includes(key.split('.')[0] ?? '') &&
        !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });

  it('are there for every key that the code names', () => {
    const known = new Set([...sv.keys()].map(bare));
    const permissions = new Set<string>(ACTIONS);
    // The sandbox also names calls of teams-js, which look like keys.
    const groups = new Set(
      [...known].map((key) => key.split('.')[0]).filter((group) => !['meeting', 'teams'].includes(group ?? '')),
    );
    const missing = [...whole].filter(
      (literal) =>
        /^[a-z]\w*(\.[\w-]+)+$/i.test(literal) &&
        groups.has(literal.split('.')[0]) &&
        !known.has(literal) &&
        !permissions.has(literal),
    );
    expect(missing.filter((literal) => ![...known].some((key) => key.startsWith(`${literal}.`)))).toEqual([]);
  });

  it('are written plainly: no long dashes, no stray spaces', () => {
    const odd = [...sv, ...en].filter(([, text]) => /—|\s\s|^\s|\s$/.test(text));
    expect(odd).toEqual([]);
  });
});
