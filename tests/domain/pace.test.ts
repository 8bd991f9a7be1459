import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { minutesLeft } from '../../lika/assessment/pace.ts';

const START = Date.parse('2026-09-08T08:00:00Z');

/** Answers with so many seconds between them. */
function answers(...gaps: number[]): Date[] {
  let at = START;
  return [new Date(at), ...gaps.map((gap) => new Date((at += gap * 1000)))];
}

describe('What is left of an assessment', () => {
  test('takes as long as the median answer has taken', () => {
    expect(minutesLeft([answers(20, 30, 40, 50, 60)], 12)).toBe(8);
    expect(minutesLeft([answers(20, 30, 40), answers(50, 60, 300)], 4)).toBe(3);
  });

  test('takes no time when nothing is left, and a minute at least when something is', () => {
    expect(minutesLeft([answers(1, 1, 1, 1, 1)], 0)).toBe(0);
    expect(minutesLeft([answers(1, 1, 1, 1, 1)], 1)).toBe(1);
  });

  test('cannot be told from fewer than five gaps', () => {
    expect(minutesLeft([], 10)).toBeNull();
    expect(minutesLeft([answers(30, 30, 30, 30)], 10)).toBeNull();
    expect(minutesLeft([answers(30, 30), answers(30, 30, 30)], 10)).toBe(5);
  });

  test('does not count pauses, nor answers that were written in one go', () => {
    expect(minutesLeft([answers(30, 601, 30, 86_400, 30, 30, 30)], 10)).toBe(5);
    expect(minutesLeft([answers(30, 0, 30, 0, 30, 0, 30, 0.5, 30)], 10)).toBe(5);
    expect(minutesLeft([answers(601, 601, 601, 601, 601, 0, 0)], 10)).toBeNull();
    expect(minutesLeft([answers(600, 600, 600, 600, 600)], 1)).toBe(10);
  });

  test('is the same in whatever order answers and assessments are listed', () => {
    const anyLists = fc.array(
      fc.array(
        fc.nat(100_000).map((s) => new Date(START + s * 100)),
        { maxLength: 20 },
      ),
      {
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(anyLists, fc.nat(60), (lists, left) => {
        const other = lists.map((list) => [...list].reverse()).reverse();
        expect(minutesLeft(other, left)).toBe(minutesLeft(lists, left));
      }),
    );
  });

  test('is never less for more that is left, and at most ten minutes an answer', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 5, maxLength: 40 }),
        fc.nat(59),
        (gaps, left) => {
          const minutes = minutesLeft([answers(...gaps)], left) ?? NaN;
          expect(minutes).toBeLessThanOrEqual(minutesLeft([answers(...gaps)], left + 1) ?? NaN);
          expect(minutes).toBeLessThanOrEqual(left * 10);
        },
      ),
    );
  });
});
