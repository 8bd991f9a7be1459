import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse } from '../../lika/analysis/cells.ts';
import { compare } from '../../lika/analysis/compare.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import { suggestions } from '../../lika/plan/suggestions.ts';
import type { Suggestion } from '../../lika/plan/suggestions.ts';
import { anyAssessment, answersWith, SCHOOL } from './fixture.ts';

const named = (list: readonly Suggestion[]): string[] => list.map(({ indicator }) => indicator.indicator.id);

describe('Suggestions', () => {
  test('begin with the lowest step, there with the lowest answer, and then follow the instrument', () => {
    const answers = answersWith(SCHOOL, 'achieved', {
      'ledning-2-1': 'not-planned',
      'ledning-1-2': 'nearly',
      'kompetens-1-1': 'planned',
      'kompetens-1-3': 'nearly',
      'anvandning-1-1': 'planned',
    });
    expect(named(suggestions(SCHOOL, answers))).toEqual([
      'kompetens-1-1',
      'anvandning-1-1',
      'ledning-1-2',
      'kompetens-1-3',
      'ledning-2-1',
    ]);
  });

  test('are in that order for any answers, one for each answer below the top', () => {
    fc.assert(
      fc.property(anyAssessment, ([instrument, answers]) => {
        const list = suggestions(instrument, answers);
        const places = placedIndicators(instrument).map(({ indicator }) => indicator.id);
        const rank = (s: Suggestion): number[] => [
          s.indicator.step,
          s.option.value ?? NaN,
          places.indexOf(s.indicator.indicator.id),
        ];
        const sorted = [...list].sort((a, b) => {
          const [x, y] = [rank(a), rank(b)];
          return x.map((v, i) => v - (y[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
        });
        expect(named(list)).toEqual(named(sorted));
        const low = [...answers].filter(([, option]) => !['achieved', 'not-relevant'].includes(option));
        expect(new Set(named(list))).toEqual(new Set(low.map(([id]) => id)));
      }),
    );
  });

  test('are not made for what is achieved, not relevant or unanswered', () => {
    expect(suggestions(SCHOOL, answersWith(SCHOOL, 'achieved'))).toEqual([]);
    expect(suggestions(SCHOOL, answersWith(SCHOOL, 'not-relevant'))).toEqual([]);
    expect(suggestions(SCHOOL, new Map())).toEqual([]);
  });

  test('bring the activities that fit the answer, two at least, and the goals', () => {
    const [first] = suggestions(SCHOOL, answersWith(SCHOOL, null, { 'ledning-1-1': 'started' }));
    expect(first?.activities.map(({ id }) => id)).toEqual(['ledning-1-1.a2', 'ledning-1-1.a3']);
    expect(first?.goals.map(({ id }) => id)).toEqual(['ledning-1-1.g1']);
    fc.assert(
      fc.property(anyAssessment, ([instrument, answers]) => {
        for (const { activities, option } of suggestions(instrument, answers)) {
          expect(activities.length).toBeGreaterThanOrEqual(2);
          expect(activities.every(({ fits }) => fits.includes(option.key))).toBe(true);
        }
      }),
    );
  });

  test('leave out what the plan already works with', () => {
    const answers = answersWith(SCHOOL, null, { 'ledning-1-1': 'started', 'ledning-1-2': 'planned' });
    expect(named(suggestions(SCHOOL, answers, { taken: ['ledning-1-2'] }))).toEqual(['ledning-1-1']);
    const [left] = suggestions(SCHOOL, answers, { taken: new Set(['ledning-1-2']) });
    // It isn't the lowest just because the lowest has been taken on.
    expect(left?.reason.kind).toBe('low');
  });

  test('say why: lowest on its step, fallen since last time, or low', () => {
    const before = answersWith(SCHOOL, 'achieved');
    const now = answersWith(SCHOOL, 'achieved', {
      'ledning-1-1': 'planned',
      'kompetens-1-1': 'planned',
      'anvandning-1-1': 'nearly',
    });
    const changed = compare(analyse(SCHOOL, now), analyse(SCHOOL, before));
    expect(suggestions(SCHOOL, now, { changed }).map(({ reason }) => reason)).toMatchObject([
      { kind: 'lowest-on-step', area: 'ledning', step: 1, among: 2 },
      { kind: 'lowest-on-step', area: 'kompetens', step: 1, among: 2 },
      { kind: 'fallen', area: 'anvandning', step: 1 },
    ]);
    expect(suggestions(SCHOOL, now).at(-1)?.reason).toEqual({ kind: 'low', area: 'anvandning', step: 1 });
  });
});
