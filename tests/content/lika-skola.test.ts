import { describe, expect, it } from '@jest/globals';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import type { Indicator } from '../../lika/instrument/instrument.ts';
import { readInstrumentFolder } from '../../bot/operator/read-instrument.ts';

const read = await readInstrumentFolder('instruments/lika-skola/1');
if (!read.ok)
  throw new Error(read.faults.map(({ file, line, message }) => `${file}:${String(line)} ${message}`).join('\n'));
const { instrument } = read;
const placed = placedIndicators(instrument);
const indicators = placed.map(({ indicator }) => indicator);

const textsOf = (indicator: Indicator, language: string): string[] => [
  indicator.statement[language] ?? '',
  indicator.done[language] ?? '',
  indicator.why[language] ?? '',
  ...indicator.activities.map(({ text }) => text[language] ?? ''),
  ...indicator.goals.map(({ text }) => text[language] ?? ''),
];

/** Number words count as numbers in a goal; word boundaries are spelled out because \b doesn't know å, ä and ö. */
const MEASURE = {
  sv: /\d|(?<!\p{L})(en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|femton|tjugo|hälften|alla|varje|inga|ingen)(?!\p{L})/iu,
  en: /\d|\b(one|once|two|twice|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|half|all|every|each|none|no)\b/i,
};

describe('LIKA skola', () => {
  it('has 65 indicators: Ledning 18, Infrastruktur 14, Kompetens 16, Användning 17, each cell four or more', () => {
    const count = (area: string) => placed.filter((one) => one.area.key === area).length;
    expect(instrument.areas.map(({ key }) => [key, count(key)])).toEqual([
      ['ledning', 18],
      ['infrastruktur', 14],
      ['kompetens', 16],
      ['anvandning', 17],
    ]);
    for (const area of instrument.areas)
      for (const { indicators: ofStep } of area.steps) expect(ofStep.length).toBeGreaterThanOrEqual(4);
    expect(instrument.areas.map(({ steps }) => steps.length)).toEqual([3, 2, 3, 3]);
  });

  it.each(indicators)(
    '$id gives every answer below the top at least two activities, and has a focus area',
    (indicator) => {
      for (const option of ['not-planned', 'planned', 'started', 'nearly'])
        expect(indicator.activities.filter(({ fits }) => fits.includes(option)).length).toBeGreaterThanOrEqual(2);
      expect(indicator.tags.filter((tag) => tag.startsWith('focus-'))).toHaveLength(1);
    },
  );
});

describe.each(['sv', 'en'] as const)('its texts in %s', (language) => {
  it.each(indicators)(
    '$id: one statement of under 25 words, goals that can be measured, plain punctuation',
    (indicator) => {
      const statement = indicator.statement[language] ?? '';
      expect(statement.split(/\s+/).length).toBeLessThan(25);
      expect(statement).toMatch(/^\p{Lu}[^.!?]*\.$/u);
      for (const { text } of indicator.goals) expect(text[language]).toMatch(MEASURE[language]);
      for (const text of textsOf(indicator, language)) expect(text).not.toMatch(/[—;]|\s\s|\.\.|(?<!\.)\s$/);
    },
  );

  it('say nothing twice', () => {
    const plain = (text: string) =>
      text
        .toLocaleLowerCase(language)
        .replaceAll(/[^\p{L}\d]+/gu, ' ')
        .trim();
    const seen = indicators.flatMap((indicator) => textsOf(indicator, language).map(plain));
    expect(seen.filter((text, index) => seen.indexOf(text) !== index)).toEqual([]);
  });

  it('do not take the halted national digital tests for granted', () => {
    const all = indicators.flatMap((indicator) => textsOf(indicator, language)).join('\n');
    expect(all).not.toMatch(/nationella (digitala )?prov|digitala nationella|national (digital )?test/i);
  });

  it('use the words of 2026', () => {
    const all = indicators.flatMap((indicator) => textsOf(indicator, language)).join('\n');
    expect(all).not.toMatch(
      /förskolechef|särskol|kunskapskrav|kompensatoriska hjälpmedel|it-tempen|(?<!\p{L})IKT|(?<!\p{L})MSB(?!\p{L})|Datainspektionen|kursdeltagare/iu,
    );
  });
});
