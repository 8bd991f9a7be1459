import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween, isSchoolDay, stockholm } from '../../lika/schedule/calendar.ts';
import {
  allowedFrom,
  DEFAULT_SCHEDULE,
  digestMoment,
  nextMoment,
  ScheduleSchema,
} from '../../lika/schedule/schedule.ts';
import type { Schedule } from '../../lika/schedule/schedule.ts';
import { anyMoment, summer, winter } from './moments.ts';

const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  on: fc.boolean(),
  every: fc.constantFrom('week', 'fortnight', 'month'),
  weekday: fc.integer({ min: 1, max: 5 }),
  time: fc
    .integer({ min: 7 * 60 + 30, max: 16 * 60 + 30 })
    .map((minute) => [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')),
  winterBreakWeek: fc.integer({ min: 7, max: 10 }),
  discussions: fc.boolean(),
  followUps: fc.boolean(),
  joys: fc.boolean(),
});

const weekly = { ...DEFAULT_SCHEDULE, every: 'week', weekday: 2 } as const;

describe('A schedule', () => {
  test('is off until someone turns it on, and what is suggested is sound', () => {
    expect(DEFAULT_SCHEDULE.on).toBe(false);
    expect(ScheduleSchema.parse(DEFAULT_SCHEDULE)).toEqual(DEFAULT_SCHEDULE);
  });

  test('takes any sound rhythm', () => {
    fc.assert(fc.property(anySchedule, (schedule) => expect(ScheduleSchema.parse(schedule)).toEqual(schedule)));
  });

  test.each([
    [{ time: '07:29' }],
    [{ time: '16:31' }],
    [{ time: '08:60' }],
    [{ time: '8:00' }],
    [{ time: '08:00\n' }],
    [{ weekday: 0 }],
    [{ weekday: 6 }],
    [{ weekday: 2.5 }],
    [{ every: 'day' }],
    [{ winterBreakWeek: 6 }],
    [{ winterBreakWeek: 11 }],
    [{ joys: 'yes' }],
    [{ owner: 'x' }],
  ])('refuses %j', (part) => {
    expect(ScheduleSchema.safeParse({ ...DEFAULT_SCHEDULE, ...part }).success).toBe(false);
  });
});

describe('The next moment of a schedule', () => {
  test('comes on its weekday at its time, in winter and in summer', () => {
    expect(nextMoment(weekly, winter('2026-01-12', '12:00'))).toEqual(winter('2026-01-13', '08:00'));
    expect(nextMoment(weekly, summer('2026-09-07', '12:00'))).toEqual(summer('2026-09-08', '08:00'));
    expect(nextMoment({ ...weekly, time: '14:15' }, summer('2026-09-08', '14:14'))).toEqual(
      summer('2026-09-08', '14:15'),
    );
  });

  test('is a week later when it is now', () => {
    expect(nextMoment(weekly, summer('2026-09-08', '08:00'))).toEqual(summer('2026-09-15', '08:00'));
  });

  test('leaves a break out: after the summer it begins anew', () => {
    expect(nextMoment(weekly, summer('2026-06-09', '09:00'))).toEqual(summer('2026-08-18', '08:00'));
    expect(nextMoment(weekly, summer('2026-10-20', '08:00'))).toEqual(winter('2026-11-03', '08:00'));
  });

  test('in a month is its first such weekday with school', () => {
    const monthly = { ...weekly, every: 'month' } as const;
    expect(nextMoment(monthly, summer('2026-08-31', '08:00'))).toEqual(summer('2026-09-01', '08:00'));
    expect(nextMoment(monthly, summer('2026-09-01', '08:00'))).toEqual(summer('2026-10-06', '08:00'));
    expect(nextMoment(monthly, winter('2026-12-01', '08:00'))).toEqual(winter('2027-01-12', '08:00'));
    expect(nextMoment({ ...monthly, weekday: 4 }, winter('2026-03-20', '08:00'))).toEqual(
      summer('2026-04-16', '08:00'),
    );
  });

  test('in a fortnight keeps its beat past breaks and a year of 53 weeks', () => {
    const fortnightly = { ...weekly, every: 'fortnight' } as const;
    let at = nextMoment(fortnightly, summer('2026-08-01', '00:00'));
    for (let turn = 0; turn < 60; turn += 1) {
      const next = nextMoment(fortnightly, at);
      expect(daysBetween(stockholm(at).day, stockholm(next).day) % 14).toBe(0);
      at = next;
    }
  });

  test('is later, on a school day, on the weekday and at the time, for any schedule from any moment', () => {
    fc.assert(
      fc.property(anySchedule, anyMoment, (schedule, after) => {
        const next = nextMoment(schedule, after);
        const { day, time, weekday } = stockholm(next);
        expect(next.getTime()).toBeGreaterThan(after.getTime());
        expect(isSchoolDay(day, schedule)).toBe(true);
        expect([weekday, time]).toEqual([schedule.weekday, schedule.time]);
        expect(daysBetween(stockholm(after).day, day)).toBeLessThanOrEqual(130);
      }),
    );
  });

  test('never comes earlier when asked for later, and none is leapt over', () => {
    fc.assert(
      fc.property(anySchedule, anyMoment, fc.nat(100 * 86_400_000), (schedule, after, more) => {
        const first = nextMoment(schedule, after);
        const later = new Date(after.getTime() + more);
        const next = nextMoment(schedule, later);
        expect(next.getTime()).toBeGreaterThanOrEqual(first.getTime());
        if (later < first) expect(next).toEqual(first);
      }),
    );
  });
});

describe('What is not asked for', () => {
  test.each([
    ['in the day, goes at once', summer('2026-09-08', '10:00'), summer('2026-09-08', '10:00')],
    ['early, waits until seven', summer('2026-09-08', '06:59'), summer('2026-09-08', '07:00')],
    ['from five on, waits until the morning', summer('2026-09-08', '17:00'), summer('2026-09-09', '07:00')],
    ['on Friday evening, waits until Monday', summer('2026-09-11', '18:00'), summer('2026-09-14', '07:00')],
    ['in the autumn break, waits until it is over', summer('2026-10-23', '17:00'), winter('2026-11-02', '07:00')],
  ])('%s', (_, moment, allowed) => {
    expect(allowedFrom(moment)).toEqual(allowed);
  });

  test('is never allowed earlier than it was asked, at night or without school; allowed once, it is allowed still', () => {
    fc.assert(
      fc.property(
        anyMoment,
        fc.nat(40 * 86_400_000),
        fc.integer({ min: 7, max: 10 }),
        (moment, more, winterBreakWeek) => {
          const allowed = allowedFrom(moment, { winterBreakWeek });
          const { day, time } = stockholm(allowed);
          expect(allowed.getTime()).toBeGreaterThanOrEqual(moment.getTime());
          expect(isSchoolDay(day, { winterBreakWeek })).toBe(true);
          expect(time >= '07:00' && time < '17:00').toBe(true);
          expect(allowedFrom(allowed, { winterBreakWeek })).toEqual(allowed);
          const later = allowedFrom(new Date(moment.getTime() + more), { winterBreakWeek });
          expect(later.getTime()).toBeGreaterThanOrEqual(allowed.getTime());
        },
      ),
    );
  });
});

describe('Digests', () => {
  test('go out on Tuesdays at eight, never in a break', () => {
    expect(digestMoment(summer('2026-09-08', '08:00'))).toEqual(summer('2026-09-15', '08:00'));
    expect(digestMoment(winter('2026-12-16', '08:00'))).toEqual(winter('2027-01-12', '08:00'));
    fc.assert(
      fc.property(anyMoment, (after) => {
        const next = digestMoment(after);
        expect(stockholm(next)).toMatchObject({ time: '08:00', weekday: 2 });
        expect(isSchoolDay(stockholm(next).day)).toBe(true);
        expect(next > after).toBe(true);
      }),
    );
  });
});
