import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readInstrumentFolder } from '../../bot/operator/read-instrument.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { findTopic } from '../../lika/talk/topic.ts';
import { instrumentOf } from './fixture.ts';

const read = await readInstrumentFolder('instruments/lika-skola/1');
if (!read.ok) throw new Error('instruments/lika-skola/1 has faults');
const SKOLA = read.instrument;

/** The topic in few words: an id, an area's key, ids, or none. */
function topic(about: string, instrument: Instrument = SKOLA): string | string[] {
  const found = findTopic(instrument, about);
  if (found.kind === 'indicator') return found.indicator.indicator.id;
  if (found.kind === 'area') return `area ${found.area.key}`;
  return found.kind === 'several' ? found.indicators.map(({ indicator }) => indicator.id) : 'none';
}

describe('The topic', () => {
  test.each([
    ['l-vision', 'l-vision'],
    ['Indikatorn L-AI-Rules, tack', 'l-ai-rules'],
    ['ledning', 'area ledning'],
    ['Området Ledningen', 'area ledning'],
    ['Leadership', 'area ledning'],
    ['L', 'area ledning'],
    ['användning', 'area anvandning'],
    ['ANVANDNING', 'area anvandning'],
    ['infrastrutkur', 'area infrastruktur'],
    ['mobiler', 'l-mobile-free'],
    ['mobil', 'l-mobile-free'],
    ['mobilförbud', 'l-mobile-free'],
    ['våra <b>mobiler</b>&nbsp;🎉', 'l-mobile-free'],
    ['phones undanlagda', 'l-mobile-free'],
    ['bugdet', 'l-budget'],
    ['budget for textbooks', 'l-budget'],
    ['trådlösa nätet', 'i-wireless'],
    ['tradlosa natet', 'i-wireless'],
    ['upphovsrätten', 'k-copyright'],
    ['bibliotek', 'k-librarian'],
    ['kompetens: programmering', 'k-programming'],
    ['användning: programmering', 'a-programming'],
    ['handlingsplan', 'l-action-plan'],
    ['hur det går med datorerna', 'i-pupil-devices'],
  ])('of %j is %s', (about, found) => {
    expect(topic(about)).toBe(found);
  });

  test('of a step is its indicators, five at most', () => {
    const [ledning] = SKOLA.areas;
    const second = ledning?.steps[1]?.indicators.map(({ id }) => id).slice(0, 5);
    expect(topic('ledning steg 2')).toEqual(second);
    expect(topic('L, step 2')).toEqual(second);
    expect(topic('steg 2 ledning')).toEqual(second);
    expect(topic('infrastruktur steg 3')).toBe('none');
    expect(topic('steg 1')).toHaveLength(5);
  });

  test('of one matter in several indicators is those, the best first', () => {
    expect(topic('AI')).toContain('l-ai-rules');
    expect(topic('AI')).toHaveLength(5);
    expect(topic('programmering')).toEqual(['k-programming', 'a-programming']);
    expect(topic('support')).toContain('i-support');
  });

  test.each(['', '   ', '?', '🎉', 'fotboll', 'vad tycker ni om fotboll i skolan', 'xyzzy', 'och det som är'])(
    'of %j is none',
    (about) => {
      expect(topic(about)).toBe('none');
    },
  );

  test('of a statement is its indicator, in every language', () => {
    for (const { indicator } of placedIndicators(SKOLA)) {
      for (const statement of Object.values(indicator.statement)) expect(topic(statement)).toBe(indicator.id);
    }
  });

  test('of an area with its names in two operations is what the operation says, or some of both', () => {
    const [a, b] = instrumentOf({ ledning: [1], kompetens: [1] }).areas.map((area, i) => ({
      ...area,
      name: { sv: 'Ledning', en: 'Leadership' },
      operation: ['aldre', 'barn'][i] ?? null,
    }));
    if (!a || !b) throw new Error('two areas');
    const operations = [
      { key: 'aldre', name: { sv: 'Äldreomsorg' } },
      { key: 'barn', name: { sv: 'Barn och familj' } },
    ];
    const two = { ...instrumentOf({}), operations, areas: [a, { ...b, key: 'ledning-barn' }] };
    expect(topic('ledning äldreomsorg', two)).toBe('area ledning');
    expect(topic('ledning', two)).toEqual(['ledning-1-1', 'kompetens-1-1']);
    expect(topic('barn och familj', two)).toBe('kompetens-1-1');
  });

  test('of any text is found without a fault, and is of the instrument', () => {
    const places = placedIndicators(SKOLA);
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(fc.constantFrom('ledning', 'steg', '2', 'AI', 'l-vision', '<at>', '&nbsp;', 'Å', '🎉'), { maxLength: 9 })
        .map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(anyText, (about) => {
        const found = findTopic(SKOLA, about);
        if (found.kind === 'indicator') expect(places).toContainEqual(found.indicator);
        if (found.kind === 'area') expect(SKOLA.areas).toContain(found.area);
        if (found.kind !== 'several') return;
        expect(found.indicators.length).toBeGreaterThan(1);
        expect(found.indicators.length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 40 },
    );
  });

  test.each(['<', 'a', 'åäö ', 'l-vision ', '🎉', 'abcdefgh ijkl '])('of 20 kB of %j is found', (part) => {
    expect(() => findTopic(SKOLA, part.repeat(20_000 / part.length))).not.toThrow();
  });
});
