import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  dayNumber,
  daysBetween,
  easter,
  isBreak,
  isoWeek,
  isSchoolDay,
  momentOf,
  publicHolidays,
  schoolDayFrom,
  schoolDayUntil,
  stockholm,
  weekdayOf,
  weekNumber,
} from '../../lika/schedule/calendar.ts';
import { anyDay, anyMoment, anyTime } from './moments.ts';

describe('The clock in Stockholm', () => {
  test.each([
    ['2026-01-15T07:00:00Z', '2026-01-15', '08:00', 4],
    ['2026-07-15T06:00:00Z', '2026-07-15', '08:00', 3],
    ['2026-12-31T23:30:00Z', '2027-01-01', '00:30', 5],
    ['2026-10-25T00:30:00Z', '2026-10-25', '02:30', 7],
    ['2026-10-25T01:30:00Z', '2026-10-25', '02:30', 7],
  ])('shows at %s that it is %s %s, weekday %d', (moment, day, time, weekday) => {
    expect(stockholm(new Date(moment))).toEqual({ day, time, weekday });
  });

  test('turns a time of a day into the moment when it shows it', () => {
    fc.assert(
      fc.property(anyDay, anyTime, (day, time) => {
        const shown = stockholm(momentOf(day, time));
        const leapt = shown.time !== time;
        expect(shown.day).toBe(day);
        // In the leap of March the clock goes from 02:00 to 03:00.
        if (leapt)
          expect([time.slice(0, 2), shown.time, weekdayOf(day), day.slice(5, 7)]).toEqual(['02', '03:00', 7, '03']);
      }),
    );
  });

  test('leads from a moment to the same whole minute, or to the first of two', () => {
    fc.assert(
      fc.property(anyMoment, (moment) => {
        const { day, time } = stockholm(moment);
        const late = moment.getTime() - momentOf(day, time).getTime();
        expect([0, 60]).toContain(Math.floor(late / 60_000));
      }),
    );
  });

  test('leaps over an hour in March and has one twice in October', () => {
    expect(momentOf('2026-03-29', '02:00').toISOString()).toBe('2026-03-29T01:00:00.000Z');
    expect(momentOf('2026-03-29', '02:59').toISOString()).toBe('2026-03-29T01:00:00.000Z');
    expect(momentOf('2026-03-29', '03:00').toISOString()).toBe('2026-03-29T01:00:00.000Z');
    expect(momentOf('2026-03-29', '01:59').toISOString()).toBe('2026-03-29T00:59:00.000Z');
    expect(momentOf('2026-10-25', '02:30').toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(momentOf('2026-10-25', '03:00').toISOString()).toBe('2026-10-25T02:00:00.000Z');
  });

  test.each([
    ['2026-02-30', '08:00'],
    ['idag', '08:00'],
    ['2026-02-03', '24:00'],
    ['2026-02-03', '8'],
  ])('knows no %s %s', (day, time) => {
    expect(() => momentOf(day, time)).toThrow(RangeError);
  });
});

describe('Days', () => {
  test('are added and counted alike', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days);
        expect(addDays(addDays(day, days), -days)).toBe(day);
        expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day));
      }),
    );
  });

  test('keep their date when months are added, or take the last of a shorter month', () => {
    expect(addMonths('2026-08-31', 6)).toBe('2027-02-28');
    expect(addMonths('2027-08-31', 6)).toBe('2028-02-29');
    expect(addMonths('2026-06-15', 6)).toBe('2026-12-15');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
    expect(addMonths('2026-10-31', -12)).toBe('2025-10-31');
  });

  test.each([
    ['2026-01-01', 2026, 1],
    ['2026-12-31', 2026, 53],
    ['2027-01-03', 2026, 53],
    ['2027-01-04', 2027, 1],
    ['2024-12-30', 2025, 1],
    ['2026-10-31', 2026, 44],
    ['2027-10-31', 2027, 43],
  ])('%s is in week %d:%d', (day, year, week) => {
    expect(isoWeek(day)).toEqual({ year, week });
  });

  test('share a week from Monday to Sunday and with nothing else', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const monday = addDays(day, 1 - weekdayOf(day));
        expect(isoWeek(day)).toEqual(isoWeek(monday));
        expect(weekNumber(day)).toBe(weekNumber(monday));
        expect(isoWeek(addDays(monday, 7))).not.toEqual(isoWeek(monday));
        expect(weekNumber(addDays(monday, 7))).toBe(weekNumber(monday) + 1);
      }),
    );
  });
});

describe('The public holidays', () => {
  test('of 2026 are these', () => {
    expect([...publicHolidays(2026)].sort()).toEqual([
      '2026-01-01',
      '2026-01-06',
      '2026-04-03',
      '2026-04-05',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-24',
      '2026-06-06',
      '2026-06-19',
      '2026-06-20',
      '2026-10-31',
      '2026-12-24',
      '2026-12-25',
      '2026-12-26',
      '2026-12-31',
    ]);
  });

  test.each([
    [2000, '2000-04-23'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2285, '2285-03-22'],
  ])('of %d have Easter on %s', (year, day) => {
    expect(easter(year)).toBe(day);
  });

  test('that move keep to their weekdays and bounds in every year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2200 }), (year) => {
        const sunday = easter(year);
        expect(weekdayOf(sunday)).toBe(7);
        expect(sunday >= `${year}-03-22` && sunday <= `${year}-04-25`).toBe(true);
        const days = [...publicHolidays(year)];
        const eve = days.find((day) => day >= `${year}-06-19` && day <= `${year}-06-25` && weekdayOf(day) === 5);
        const saints = days.find((day) => day >= `${year}-10-31` && day <= `${year}-11-06` && weekdayOf(day) === 6);
        expect([eve, saints]).not.toContain(undefined);
      }),
    );
  });
});

describe('School is out', () => {
  test.each([
    ['2026-10-26', 'höstlov'],
    ['2026-12-21', 'jullov'],
    ['2027-01-08', 'jullov'],
    ['2026-02-23', 'sportlov, week 9'],
    ['2026-03-30', 'påsklov before Easter'],
    ['2026-04-10', 'påsklov after Easter'],
    ['2026-05-15', 'the Friday after Ascension Day'],
    ['2026-06-10', 'sommarlov'],
    ['2026-08-17', 'sommarlov'],
    ['2026-05-14', 'Kristi himmelsfärdsdag'],
    ['2026-05-01', 'första maj'],
    ['2026-09-12', 'a Saturday'],
  ])('on %s: %s', (day) => {
    expect(isSchoolDay(day)).toBe(false);
  });

  test.each([
    '2026-01-09',
    '2026-02-16',
    '2026-03-27',
    '2026-04-13',
    '2026-06-09',
    '2026-08-18',
    '2026-10-23',
    '2026-11-02',
  ])('not on %s', (day) => {
    expect(isSchoolDay(day)).toBe(true);
  });

  test('in the winter week that the school has, and not in another', () => {
    expect(isSchoolDay('2026-02-10', { winterBreakWeek: 7 })).toBe(false);
    expect(isSchoolDay('2026-02-24', { winterBreakWeek: 7 })).toBe(true);
  });

  test('never on a weekday from Monday to Friday without a break or a holiday', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const isFree = isBreak(day) || publicHolidays(Number(day.slice(0, 4))).has(day) || weekdayOf(day) > 5;
        expect(isSchoolDay(day)).toBe(!isFree);
      }),
    );
  });

  test('for no longer than the summer: the nearest school days lie on each side', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [before, after] = [schoolDayUntil(day), schoolDayFrom(day)];
        expect(isSchoolDay(before) && isSchoolDay(after)).toBe(true);
        expect(before <= day && day <= after).toBe(true);
        expect(daysBetween(before, after)).toBeLessThanOrEqual(75);
        for (let at = dayNumber(before) + 1; at < dayNumber(after); at += 1) {
          expect(isSchoolDay(addDays('1970-01-01', at))).toBe(false);
        }
      }),
    );
  });
});
