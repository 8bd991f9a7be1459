import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse, answerFault, answersOf, cellOf, UnknownAnswer } from '../../lika/analysis/cells.ts';
import type { Analysis, Answers } from '../../lika/analysis/cells.ts';
import { compare, formatScore, fraction } from '../../lika/analysis/fraction.ts';
import type { Fraction } from '../../lika/analysis/fraction.ts';
import { anyAssessment, answersSumming, answersWith, COUNTED, ids, instrumentOf, SCALE, SCHOOL } from './fixture.ts';

function scores(analysis: Analysis): (Fraction | null)[] {
  return [
    ...analysis.cells.map((cell) => cell.score),
    ...analysis.areas.map((area) => area.score),
    ...analysis.steps.map((step) => step.mean),
  ];
}

const shown = (analysis: Analysis, area: string): string[] =>
  [1, 2, 3].map((step) => formatScore(cellOf(analysis, area, step)?.score ?? null, 'sv'));

/** An assessment, one of its indicators and a counted answer's place on the scale. */
const anyChoice = anyAssessment.chain(([instrument, answers]) =>
  fc.tuple(fc.constant(instrument), fc.constant(answers), fc.constantFrom(...ids(instrument)), fc.nat(3)),
);

const withAnswer = (answers: Answers, id: string, option: string): Answers => new Map([...answers, [id, option]]);

describe('The scores of a school', () => {
  test('are those of the school in the second document for answers that fit', () => {
    const sums = {
      'ledning-1': 475,
      'ledning-2': 300,
      'ledning-3': 250,
      'infrastruktur-1': 625,
      'infrastruktur-2': 350,
      'kompetens-1': 400,
      'kompetens-2': 350,
      'kompetens-3': 350,
      'anvandning-1': 350,
      'anvandning-2': 375,
      'anvandning-3': 300,
    };
    const analysis = analyse(SCHOOL, answersSumming(SCHOOL, sums));
    expect(shown(analysis, 'ledning')).toEqual(['79,2', '75,0', '62,5']);
    expect(shown(analysis, 'infrastruktur')).toEqual(['89,3', '87,5', '–']);
    expect(shown(analysis, 'kompetens')).toEqual(['100,0', '87,5', '87,5']);
    expect(shown(analysis, 'anvandning')).toEqual(['87,5', '93,8', '75,0']);
  });

  test('do not depend on the order of the answers', () => {
    const shuffled = anyAssessment.chain(([instrument, answers]) =>
      fc.tuple(
        fc.constant(instrument),
        fc.constant(answers),
        fc.shuffledSubarray([...answers], { minLength: answers.size, maxLength: answers.size }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([instrument, answers, other]) => {
        expect(analyse(instrument, new Map(other))).toEqual(analyse(instrument, answers));
      }),
    );
  });

  test('lie between 0 and 100', () => {
    fc.assert(
      fc.property(anyAssessment, ([instrument, answers]) => {
        for (const score of scores(analyse(instrument, answers))) {
          if (score === null) continue;
          expect(compare(score, fraction(0))).toBeGreaterThanOrEqual(0);
          expect(compare(score, fraction(100))).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  test('are not changed by a new answer that is not relevant, only the counts are', () => {
    fc.assert(
      fc.property(anyChoice, ([instrument, answers, id]) => {
        const without = new Map([...answers].filter(([indicator]) => indicator !== id));
        const before = analyse(instrument, without);
        const after = analyse(instrument, withAnswer(without, id, 'not-relevant'));
        expect(scores(after)).toEqual(scores(before));
        const total = (analysis: Analysis, count: 'answered' | 'relevant' | 'counted' | 'achieved' | 'total'): number =>
          analysis.cells.reduce((sum, cell) => sum + cell[count], 0);
        expect(total(after, 'relevant')).toBe(total(before, 'relevant') - 1);
        expect(total(after, 'answered')).toBe(total(before, 'answered') + 1);
        expect(total(after, 'counted')).toBe(total(before, 'counted'));
        expect(total(after, 'achieved')).toBe(total(before, 'achieved'));
        expect(total(after, 'total')).toBe(total(before, 'total'));
      }),
    );
  });

  test('are never lowered by a raised answer', () => {
    fc.assert(
      fc.property(anyChoice, ([instrument, answers, id, low]) => {
        const at = (place: number): Analysis => analyse(instrument, withAnswer(answers, id, COUNTED[place] ?? ''));
        const before = scores(at(low));
        scores(at(low + 1)).forEach((score, i) => {
          const earlier = before[i] ?? null;
          expect(score === null).toBe(earlier === null);
          if (score && earlier) expect(compare(score, earlier)).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });

  test('are empty, not 0, where nothing relevant is answered', () => {
    const analysis = analyse(SCHOOL, answersWith(SCHOOL, null, { 'ledning-1-1': 'not-relevant' }));
    expect(scores(analysis).every((score) => score === null)).toBe(true);
    expect(formatScore(cellOf(analysis, 'ledning', 1)?.score ?? null, 'sv')).toBe('–');
    expect(cellOf(analysis, 'ledning', 1)).toMatchObject({
      total: 6,
      relevant: 5,
      answered: 1,
      counted: 0,
      achieved: 0,
    });
  });

  test('give an area the mean of its indicators and a step the unweighted mean of its cells', () => {
    const instrument = instrumentOf({ a: [3, 1], b: [1] });
    const answers = answersWith(instrument, 'achieved', { 'a-2-1': 'not-planned', 'b-1-1': 'started' });
    const { areas, steps } = analyse(instrument, answers);
    expect(areas.map(({ score }) => score)).toEqual([fraction(75), fraction(50)]);
    expect(steps.map(({ mean }) => mean)).toEqual([fraction(75), fraction(0)]);
  });

  test("follow the instrument's own scale", () => {
    const instrument = {
      ...instrumentOf({ a: [2] }),
      scale: SCALE.filter(({ key }) => ['not-planned', 'started', 'nearly'].includes(key)),
    };
    const { cells } = analyse(instrument, answersWith(instrument, 'nearly'));
    expect(cells[0]).toMatchObject({ score: fraction(75), achieved: 2 });
  });
});

describe('Answers without a place in the instrument', () => {
  test('are told apart: an unknown indicator and an answer that is not on the scale', () => {
    expect(answerFault(SCHOOL, new Map([['ledning-9-9', 'started']]))?.code).toBe('unknown-indicator');
    expect(answerFault(SCHOOL, new Map([['ledning-1-1', 'perhaps']]))?.code).toBe('unknown-option');
    expect(answerFault(SCHOOL, answersWith(SCHOOL, 'started'))).toBeNull();
  });

  test('are refused, not left out of the figures in silence', () => {
    expect(() => analyse(SCHOOL, new Map([['ledning-1-1', 'perhaps']]))).toThrow(UnknownAnswer);
    expect(() => analyse(SCHOOL, new Map([['nowhere', 'started']]))).toThrow(UnknownAnswer);
  });

  test('are not made of lone comments', () => {
    const answers = answersOf([
      { indicator: 'ledning-1-1', option: 'started' },
      { indicator: 'ledning-1-2', option: null },
    ]);
    expect([...answers]).toEqual([['ledning-1-1', 'started']]);
  });
});
