import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mayDigest, mayPost } from '../../lika/schedule/budget.ts';
import { stockholm, weekNumber } from '../../lika/schedule/calendar.ts';
import { allowedFrom } from '../../lika/schedule/schedule.ts';
import { anyMoment, summer, winter } from './moments.ts';

/** A moment and others within three weeks of it. */
const anyHistory = anyMoment.chain((now) =>
  fc.tuple(
    fc.constant(now),
    fc.array(
      fc.integer({ min: -21 * 24, max: 21 * 24 }).map((hours) => new Date(now.getTime() + hours * 3_600_000)),
      { maxLength: 12 },
    ),
  ),
);

const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY] = ['07', '08', '09', '10'].map((date) =>
  summer(`2026-09-${date}`, '10:00'),
) as [Date, Date, Date, Date];

describe('Unasked cards in a channel', () => {
  test('may come when none has come', () => {
    expect(mayPost([], MONDAY)).toEqual({ ok: true });
  });

  test('come once a day, by the calendar in Stockholm', () => {
    expect(mayPost([MONDAY], summer('2026-09-07', '16:00'))).toEqual({
      ok: false,
      until: summer('2026-09-08', '07:00'),
    });
    expect(mayPost([MONDAY], summer('2026-09-08', '07:00'))).toEqual({ ok: true });
    // Half past midnight in Stockholm is still the day before in UTC.
    expect(mayPost([summer('2026-09-08', '00:30')], TUESDAY).ok).toBe(false);
  });

  test('come three times a week; the next is on Monday', () => {
    expect(mayPost([MONDAY, TUESDAY], WEDNESDAY)).toEqual({ ok: true });
    expect(mayPost([MONDAY, TUESDAY, WEDNESDAY], THURSDAY)).toEqual({
      ok: false,
      until: summer('2026-09-14', '07:00'),
    });
    expect(mayPost([TUESDAY, WEDNESDAY, THURSDAY], summer('2026-09-14', '09:00'))).toEqual({ ok: true });
  });

  test('wait out a break and the night', () => {
    const week = ['19', '20', '21'].map((date) => summer(`2026-10-${date}`, '10:00'));
    expect(mayPost(week, summer('2026-10-22', '10:00'))).toEqual({ ok: false, until: winter('2026-11-02', '07:00') });
    expect(mayPost([], summer('2026-09-07', '20:00'))).toEqual({ ok: false, until: summer('2026-09-08', '07:00') });
  });

  test('may come at the moment that the answer names, which is later and the first', () => {
    fc.assert(
      fc.property(anyHistory, fc.double({ min: 0, max: 1, noNaN: true }), ([now, sent], part) => {
        const answer = mayPost(sent, now);
        if (answer.ok) return;
        expect(answer.until.getTime()).toBeGreaterThan(now.getTime());
        expect(mayPost(sent, answer.until)).toEqual({ ok: true });
        const between = new Date(now.getTime() + Math.floor(part * (answer.until.getTime() - 1 - now.getTime())));
        expect(mayPost(sent, between)).toEqual({ ok: false, until: answer.until });
      }),
    );
  });

  test('are never more than one a day and three a week, however often it is tried', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20 * 24 * 60), { maxLength: 60 }), anyMoment, (minutes, start) => {
        const sent: Date[] = [];
        for (const minute of [...minutes].sort((a, b) => a - b)) {
          const now = new Date(start.getTime() + minute * 60_000);
          if (mayPost(sent, now).ok) sent.push(now);
        }
        const days = sent.map((moment) => stockholm(moment).day);
        expect(new Set(days).size).toBe(days.length);
        for (const day of days) {
          expect(days.filter((other) => weekNumber(other) === weekNumber(day)).length).toBeLessThanOrEqual(3);
        }
      }),
    );
  });
});

describe('A digest to a person', () => {
  test('comes once a week, next on a Tuesday at eight', () => {
    expect(mayDigest([], TUESDAY)).toEqual({ ok: true });
    expect(mayDigest([TUESDAY], THURSDAY)).toEqual({ ok: false, until: summer('2026-09-15', '08:00') });
    expect(mayDigest([TUESDAY], summer('2026-09-15', '08:00'))).toEqual({ ok: true });
  });

  test('never at night or in a break', () => {
    expect(mayDigest([], summer('2026-09-08', '20:00'))).toEqual({ ok: false, until: summer('2026-09-15', '08:00') });
    expect(mayDigest([], summer('2026-07-07', '08:00'))).toEqual({ ok: false, until: summer('2026-08-18', '08:00') });
  });

  test('may come at the moment that the answer names', () => {
    fc.assert(
      fc.property(anyHistory, ([now, sent]) => {
        const answer = mayDigest(sent, now);
        if (answer.ok) {
          const week = weekNumber(stockholm(now).day);
          expect(sent.every((moment) => weekNumber(stockholm(moment).day) !== week)).toBe(true);
          expect(allowedFrom(now)).toEqual(now);
        } else {
          expect(answer.until.getTime()).toBeGreaterThan(now.getTime());
          expect(mayDigest(sent, answer.until)).toEqual({ ok: true });
        }
      }),
    );
  });
});
