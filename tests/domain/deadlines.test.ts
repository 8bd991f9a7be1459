import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, daysBetween, isSchoolDay } from '../../lika/schedule/calendar.ts';
import { deadlineFor, deadlineNotices, isDone, planReviewDue, temperatureDue } from '../../lika/schedule/deadlines.ts';
import { anyDay } from './moments.ts';

describe('The publishing deadline', () => {
  test.each([
    ['2026-01-01', '2026-10-31'],
    ['2026-10-31', '2026-10-31'],
    ['2026-11-01', '2027-10-31'],
    ['2026-12-31', '2027-10-31'],
  ])('after %s is %s', (day, deadline) => {
    expect(deadlineFor(day)).toBe(deadline);
  });

  test('is told of twice, on school days before the autumn break', () => {
    expect(deadlineNotices(2026)).toEqual([
      { before: 14, on: '2026-10-16' },
      { before: 3, on: '2026-10-23' },
    ]);
    expect(deadlineNotices(2027)).toEqual([
      { before: 14, on: '2027-10-15' },
      { before: 3, on: '2027-10-28' },
    ]);
  });

  test('is never told of late, on a day without school or twice in a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2024, max: 2100 }), (year) => {
        const [first, second] = deadlineNotices(year).map(({ before, on }) => {
          const left = daysBetween(on, `${year}-10-31`);
          expect(isSchoolDay(on)).toBe(true);
          expect(left >= before && left <= before + 7).toBe(true);
          return on;
        });
        expect((first ?? '') < (second ?? '')).toBe(true);
      }),
    );
  });

  test('is met by what was published since the former one', () => {
    expect(isDone('2025-11-01', '2026-10-31')).toBe(true);
    expect(isDone('2026-10-31', '2026-10-31')).toBe(true);
    expect(isDone('2025-10-31', '2026-10-31')).toBe(false);
    expect(isDone('2026-11-01', '2026-10-31')).toBe(false);
    expect(isDone(null, '2026-10-31')).toBe(false);
  });

  test('is met by any assessment for one year alone: the one whose deadline was to come', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const deadline = deadlineFor(day);
        expect(isDone(day, deadline)).toBe(true);
        expect(isDone(day, addMonths(deadline, 12))).toBe(false);
        expect(isDone(day, addMonths(deadline, -12))).toBe(false);
      }),
    );
  });
});

describe('A confirmed plan', () => {
  test('has its temperature taken half a year later, after a break rather than in it', () => {
    expect(temperatureDue('2026-03-10')).toBe('2026-09-10');
    expect(temperatureDue('2026-06-22')).toBe('2027-01-11');
    expect(temperatureDue('2026-08-31')).toBe('2027-03-08');
    expect(temperatureDue('2026-08-31', { winterBreakWeek: 7 })).toBe('2027-03-01');
  });

  test('is reviewed within the year, before a break rather than in it', () => {
    expect(planReviewDue('2026-03-10')).toBe('2027-03-10');
    expect(planReviewDue('2026-06-15')).toBe('2027-06-09');
  });

  test('is looked at on school days, half a year at the earliest and a year at the latest', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [temperature, review] = [temperatureDue(day), planReviewDue(day)];
        expect(isSchoolDay(temperature) && isSchoolDay(review)).toBe(true);
        expect(temperature >= addMonths(day, 6)).toBe(true);
        expect(review <= addMonths(day, 12)).toBe(true);
        expect(temperature > addDays(day, 180) && review > temperature).toBe(true);
      }),
    );
  });
});
