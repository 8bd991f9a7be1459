import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clamp, escapeMarkdown } from '../../bot/conversation/cards/escape.ts';
import { tabLink } from '../../bot/conversation/deep-link.ts';
import { PEOPLE, USUAL } from '../support/cards/filling.ts';
import type { Filling } from '../support/cards/filling.ts';
import { samples } from '../support/cards/samples.ts';

/** The library's main entry can't be loaded by Node; this build of it can. */
const { AdaptiveCard, SerializationContext } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof import('adaptivecards');

type Tree = Readonly<Record<string, unknown>>;

/** Every object of a card, however deep; those in a button's `data` and a fallback are no parts of the card. */
function parts(tree: unknown): Tree[] {
  if (Array.isArray(tree)) return tree.flatMap(parts);
  if (typeof tree !== 'object' || tree === null) return [];
  const inner = Object.entries(tree).filter(([key]) => !['data', 'fallback'].includes(key));
  return [tree as Tree, ...inner.flatMap(([, value]) => parts(value))];
}

/** The buttons that one sees: not the rows that are pressed as a whole, nor what an unfolded part adds. */
const buttons = (card: Tree): Tree[] =>
  parts({ ...card, refresh: undefined })
    .filter(({ type }) => type === 'AdaptiveCard' || type === 'ActionSet')
    .flatMap((part) => (part['actions'] ?? []) as Tree[]);

const seen = (card: Tree): Tree[] => {
  const unfolded = parts(card)
    .filter(({ type }) => type === 'Action.ShowCard')
    .flatMap(({ card: inner }) => buttons(inner as Tree));
  return buttons(card).filter((button) => !unfolded.includes(button));
};

const MANY: Filling = { ...USUAL, many: 200 };
const LONGEST: Filling = {
  name: () => 'Åsa-Märta '.repeat(40),
  words: () => 'Ä "ordentligt" långt påstående \\ om allt. '.repeat(60),
  many: 200,
};
const HOSTILE_WORDS = '- # <b>[här](https://ont.example) *x* _y_ `z` {{DATE(2017-02-14T06:08:39Z, SHORT)}} &lt;\u202E';
const HOSTILE: Filling = { name: () => HOSTILE_WORDS, words: () => HOSTILE_WORDS, many: 3 };

const all = (['sv', 'en'] as const).flatMap((language) =>
  samples(language).map((sample) => ({ ...sample, language, title: `${sample.name} in ${language}` })),
);

describe.each(all)('the card $title', ({ card, names }) => {
  it('is an Adaptive Card 1.5 that holds nothing a client doesn’t know', () => {
    const context = new SerializationContext();
    const drawn = new AdaptiveCard();
    drawn.parse(structuredClone(card), context);
    const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
    expect(events).toEqual([]);
    expect(drawn.validateProperties().validationEvents).toEqual([]);
    expect(card['version']).toBe('1.5');
  });

  it('has one heading, words for every picture, and a line for clients that can’t draw it', () => {
    const everything = parts(card);
    expect(everything.filter(({ style }) => style === 'heading')).toHaveLength(1);
    for (const { altText } of everything.filter(({ type }) => type === 'Image')) expect(altText).toMatch(/\S/);
    for (const { selectAction } of everything) if (selectAction) expect((selectAction as Tree)['title']).toMatch(/\S/);
    expect(card['fallbackText']).toMatch(/\S/);
  });

  it('has at most six buttons, each of which old clients can press too', () => {
    expect(seen(card).length).toBeLessThanOrEqual(6);
    const asked = parts({ ...card, refresh: undefined }).filter(({ type }) => type === 'Action.Execute');
    for (const { verb, data, fallback } of asked) {
      expect(verb).toMatch(/^[a-z]+\.[a-z]+$/);
      expect(fallback).toMatchObject({ type: 'Action.Submit', data: { verb, ...(data as Tree) } });
    }
  });

  it('has every text: no key stands where words should', () => {
    expect(JSON.stringify(card)).not.toMatch(/(?<!-)\bcard\.[a-z]|\{\{|undefined|NaN/);
  });

  it(names ? 'may name who is responsible' : 'names nobody', () => {
    const written = JSON.stringify(card);
    if (!names) for (const person of PEOPLE) expect(written).not.toContain(person);
  });
});

describe('a card’s refresh', () => {
  it('names no more people than Teams takes', () => {
    const refreshed = all.flatMap(({ card }) => (card['refresh'] ? [card['refresh'] as { userIds: string[] }] : []));
    expect(refreshed.length).toBeGreaterThan(10);
    for (const { userIds } of refreshed) expect(userIds).toHaveLength(60);
  });
});

describe('before the answers are shown, a talk’s card', () => {
  it.each(all.filter(({ name }) => /open|too few/.test(name)))('tells no count of any level: $title', ({ card }) => {
    expect(JSON.stringify(card)).not.toMatch(/"count"|Mitten|middle|av 9 svar|of 9 answers/);
  });
});

describe('with the most that people can write', () => {
  const worst = [MANY, LONGEST].flatMap((filling) =>
    (['sv', 'en'] as const).flatMap((language) => samples(language, filling)),
  );

  it('every card stays below 20 kB and six buttons', () => {
    const sizes = worst.map(({ name, card }) => ({ name, size: Buffer.byteLength(JSON.stringify(card)) }));
    expect(sizes.filter(({ size }) => size >= 20_000)).toEqual([]);
    expect(worst.filter(({ card }) => seen(card).length > 6).map(({ name }) => name)).toEqual([]);
  });
});

describe('what people write', () => {
  it('stands in cards as it is written, not as Markdown, HTML or a function', () => {
    const texts = samples('sv', HOSTILE).flatMap(({ card }) => parts(card).filter(({ type }) => type === 'TextBlock'));
    const hostile = texts.map(({ text }) => String(text)).filter((text) => text.includes('ont.example'));
    expect(hostile.length).toBeGreaterThan(20);
    for (const text of hostile) {
      expect(text).not.toMatch(/\{\{|&lt;|\u202E|^[-#] /m);
      expect(text).not.toMatch(/(?<!\\)[[\]*_`<>#]/);
    }
  });

  it('keeps its words whatever signs are in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (written) => {
        const bare = escapeMarkdown(written)
          .replace(/\u200B/g, '')
          .replace(/\\([\\`*_[\]<>#~|])/g, '$1');
        expect(bare).toBe(written.replace(/[\u202A-\u202E\u2066-\u2069\u200B]/g, '').replace(/^[ \t]+/gm, ''));
      }),
    );
  });

  it('is shown as names are written, also those that look like Markdown', () => {
    expect(escapeMarkdown('Skolan [klicka](https://x) *ny*')).toBe(String.raw`Skolan \[klicka\](https://x) \*ny\*`);
    expect(escapeMarkdown('1. a\n- b\n+ c\n2) d')).toBe('\u200B1. a\n\u200B- b\n\u200B+ c\n\u200B2) d');
    expect(escapeMarkdown('Bild & form, &amp; {{TIME(x)}}')).toBe('Bild & form, &\u200Bamp; {\u200B{TIME(x)}}');
  });

  it('is cut at a word when it is too long, and never within a sign', () => {
    expect(clamp('Lagtid varannan onsdag', 16)).toBe('Lagtid varannan…');
    expect(clamp('👩‍🏫'.repeat(3), 4).endsWith('…')).toBe(true);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (written, length) => {
        expect([...clamp(written, length)].length).toBeLessThanOrEqual(Math.max(length, 1));
      }),
    );
  });
});

describe('a link from a card', () => {
  it('opens the view of the tab in its own channel', () => {
    const link = tabLink({
      appId: 'app',
      unit: 'unit-1',
      channel: '19:abc@thread.tacv2',
      path: '/plan?unit=unit-1',
      label: 'Sjöskolan',
      webUrl: 'https://lika.example/tab/plan?unit=unit-1',
    });
    const { pathname, searchParams } = new URL(link);
    expect(pathname).toBe('/l/entity/app/unit-1');
    expect(JSON.parse(searchParams.get('context') ?? '{}')).toEqual({
      subEntityId: '/plan?unit=unit-1',
      channelId: '19:abc@thread.tacv2',
    });
  });
});
