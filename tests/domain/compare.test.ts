import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse } from '../../lika/analysis/cells.ts';
import type { Analysis } from '../../lika/analysis/cells.ts';
import { compare, finding, mostChanged, strongest, weakest } from '../../lika/analysis/compare.ts';
import { compare as order, formatChange, fraction } from '../../lika/analysis/fraction.ts';
import { anyAnswers, anyInstrument, answersSumming, answersWith, instrumentOf, SCHOOL } from './fixture.ts';

const small = instrumentOf({ ledning: [1, 1], kompetens: [1, 1] });
const from = (sums: Record<string, number>): Analysis => analyse(small, answersSumming(small, sums));
const even = (value: number): Record<string, number> => ({
  'ledning-1': value,
  'ledning-2': value,
  'kompetens-1': value,
  'kompetens-2': value,
});
const cells = (list: readonly { area: string; step: number }[]): string[] => list.map((c) => `${c.area} ${c.step}`);

describe('Two assessments beside each other', () => {
  test('show the change in each cell and area, exactly', () => {
    const before = from(even(25));
    const now = from({ ...even(25), 'ledning-1': 100, 'kompetens-2': 0 });
    const compared = compare(now, before);
    expect(compared.cells.map(({ change }) => formatChange(change, 'sv'))).toEqual(['+75,0', '±0,0', '±0,0', '−25,0']);
    expect(compared.areas[0]).toEqual({
      area: 'ledning',
      now: fraction(125, 2),
      before: fraction(25),
      change: fraction(75, 2),
    });
  });

  test('have no change where one of them is empty, and none for what the other version lacks', () => {
    const now = analyse(SCHOOL, answersWith(SCHOOL, 'started', { 'ledning-1-1': null }));
    const before = analyse(small, answersWith(small, null, { 'ledning-1-1': 'started' }));
    const compared = compare(now, before).cells;
    expect(cells(compared.filter(({ change }) => change !== null))).toEqual(['ledning 1']);
    expect(compared).toHaveLength(11);
  });

  test('change by nothing against themselves', () => {
    const any = anyInstrument.chain((i) => fc.tuple(fc.constant(i), anyAnswers(i)));
    fc.assert(
      fc.property(any, ([instrument, answers]) => {
        const analysis = analyse(instrument, answers);
        expect(mostChanged(compare(analysis, analysis), 99)).toEqual([]);
      }),
    );
  });
});

describe('What stands out', () => {
  const analysis = from({ 'ledning-1': 50, 'ledning-2': 100, 'kompetens-1': 50, 'kompetens-2': 0 });

  test("is the strongest and the weakest, equal ones in the instrument's order", () => {
    expect(cells(strongest(analysis, 3))).toEqual(['ledning 2', 'ledning 1', 'kompetens 1']);
    expect(cells(weakest(analysis, 3))).toEqual(['kompetens 2', 'ledning 1', 'kompetens 1']);
  });

  test('is never an empty cell', () => {
    expect(strongest(analyse(small, answersWith(small, null, { 'ledning-1-1': 'planned' })), 4)).toHaveLength(1);
  });

  test('is what moved most, up or down', () => {
    const compared = compare(from({ ...even(50), 'ledning-1': 75, 'kompetens-1': 0 }), from(even(50)));
    expect(cells(mostChanged(compared, 5))).toEqual(['kompetens 1', 'ledning 1']);
  });

  test('comes in order for any answers', () => {
    const any = anyInstrument.chain((i) => fc.tuple(fc.constant(i), anyAnswers(i)));
    fc.assert(
      fc.property(any, ([instrument, answers]) => {
        const list = strongest(analyse(instrument, answers), 99).map(({ score }) => score ?? fraction(-1));
        list.slice(1).forEach((score, i) => expect(order(list[i] ?? score, score)).toBeGreaterThanOrEqual(0));
      }),
    );
  });
});

describe('The finding', () => {
  const told = (now: Record<string, number>, before: Record<string, number>) =>
    finding(small, compare(from(now), from(before)));

  test('of a first assessment is what is strongest and weakest', () => {
    expect(finding(small, from({ ...even(50), 'ledning-2': 100, 'kompetens-2': 0 }))).toMatchObject({
      kind: 'standing',
      strongest: { area: 'ledning', step: 2, value: fraction(100) },
      weakest: { area: 'kompetens', step: 2, value: fraction(0) },
    });
    expect(finding(small, from(even(50)))).toEqual({ kind: 'even', cells: 4, score: fraction(50) });
    expect(finding(small, analyse(small, new Map()))).toEqual({ kind: 'empty' });
  });

  test('names the cell that falls most when others hold or rise', () => {
    expect(told({ ...even(75), 'kompetens-2': 25 }, even(50))).toMatchObject({
      kind: 'rise-and-fall',
      cells: 4,
      held: 3,
      fallen: 1,
      falls: { area: 'kompetens', step: 2, value: fraction(-25), name: { sv: 'Kompetens' } },
      grown: { area: 'ledning' },
    });
  });

  test('tells when all rise, all fall, some rise or nothing moves', () => {
    expect(told({ ...even(75), 'kompetens-1': 100 }, even(50))).toMatchObject({
      kind: 'all-rise',
      rises: { area: 'kompetens', step: 1, value: fraction(50) },
    });
    expect(told(even(25), even(50))).toMatchObject({ kind: 'all-fall', falls: { area: 'ledning', step: 1 } });
    expect(told({ ...even(50), 'ledning-1': 75 }, even(50))).toMatchObject({
      kind: 'hold-or-rise',
      risen: 1,
      grown: null,
    });
    expect(told(even(50), even(50))).toEqual({ kind: 'unchanged', cells: 4 });
  });

  test('falls back on the picture of today when nothing can be compared', () => {
    const now = from({ ...even(50), 'ledning-1': 75 });
    expect(finding(small, compare(now, analyse(small, new Map())))).toMatchObject({ kind: 'standing', cells: 4 });
  });
});
