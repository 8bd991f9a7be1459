import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse } from '../../lika/analysis/cells.ts';
import type { StepRule } from '../../lika/analysis/cells.ts';
import { fraction } from '../../lika/analysis/fraction.ts';
import { anyAssessment, answersSumming, answersWith, ids, instrumentOf, SCHOOL } from './fixture.ts';
import type { Answers } from '../../lika/analysis/cells.ts';

const reached = (answers: Answers, rule?: StepRule): (boolean | null)[] =>
  analyse(SCHOOL, answers, rule).steps.map((step) => step.reached);

const ofStep = (step: number): string[] => ids(SCHOOL).filter((id) => id.includes(`-${step}-`));
const all = (step: number, option: string | null): Record<string, string | null> =>
  Object.fromEntries(ofStep(step).map((id) => [id, option]));

describe('A step is reached', () => {
  test('when every relevant indicator on it is achieved', () => {
    expect(reached(answersWith(SCHOOL, 'achieved'))).toEqual([true, true, true]);
    expect(reached(answersWith(SCHOOL, 'achieved', { 'kompetens-2-3': 'not-relevant' }))).toEqual([true, true, true]);
    expect(reached(answersWith(SCHOOL, 'achieved', { 'kompetens-2-3': 'nearly' }))).toEqual([true, false, true]);
  });

  test('not while an indicator on it is unanswered', () => {
    expect(reached(answersWith(SCHOOL, 'achieved', { 'kompetens-2-3': null }))).toEqual([true, false, true]);
    expect(reached(answersWith(SCHOOL, null))).toEqual([false, false, false]);
  });

  test('whether or not the steps below it are', () => {
    expect(reached(answersWith(SCHOOL, 'not-planned', all(3, 'achieved')))).toEqual([false, false, true]);
  });

  test('or left out, when nothing on it is relevant', () => {
    expect(reached(answersWith(SCHOOL, 'started', all(2, 'not-relevant')))).toEqual([false, null, false]);
    expect(reached(answersWith(SCHOOL, 'started', all(2, 'not-relevant')), { kind: 'mean', percent: 10 })).toEqual([
      true,
      null,
      true,
    ]);
  });

  test('under the rule of all achieved exactly when as many are achieved as are relevant', () => {
    fc.assert(
      fc.property(anyAssessment, ([instrument, answers]) => {
        for (const step of analyse(instrument, answers).steps) {
          expect(step.reached).toBe(step.relevant === 0 ? null : step.achieved === step.relevant);
        }
      }),
    );
  });
});

describe('Under the rule of a mean, a step is reached', () => {
  const instrument = instrumentOf({ a: [4], b: [2], c: [1] });
  const answers = answersSumming(instrument, { 'a-1': 375, 'b-1': 150, 'c-1': 75 });

  test('when the unweighted mean of its cells is the limit exactly, however large the cells are', () => {
    // 93,75 + 75 + 75 = 243,75, a third of it is 81,25. The mean over the indicators would be 85,7.
    const [at] = analyse(instrument, answers, { kind: 'mean', percent: 81.25 }).steps;
    expect(at).toMatchObject({ mean: fraction(325, 4), reached: true, missing: null });
    const [below] = analyse(instrument, answers, { kind: 'mean', percent: 81.26 }).steps;
    expect(below).toMatchObject({ reached: false, missing: fraction(1, 100) });
  });

  test('not by a mean that is only rounded up to it', () => {
    const thirds = instrumentOf({ a: [3] });
    const sum = answersSumming(thirds, { 'a-1': 200 });
    const [step] = analyse(thirds, sum, { kind: 'mean', percent: 66.7 }).steps;
    expect(step?.reached).toBe(false);
    expect(analyse(thirds, sum, { kind: 'mean', percent: 66.6 }).steps[0]?.reached).toBe(true);
  });

  test('by its non-empty cells alone, and not at all when it has none', () => {
    const half = answersSumming(instrument, { 'a-1': 400 });
    const onlyA = new Map([...half].filter(([id]) => id.startsWith('a-')));
    expect(analyse(instrument, onlyA, { kind: 'mean', percent: 90 }).steps[0]?.reached).toBe(true);
    const nothing = analyse(instrument, new Map(), { kind: 'mean', percent: 0 }).steps[0];
    expect(nothing).toMatchObject({ mean: null, reached: false, missing: null });
  });
});
