import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, weekdayOf } from '../../lika/schedule/calendar.ts';
import { dayMeant } from '../../lika/talk/when.ts';

/** A Wednesday. */
const TODAY = '2026-11-25';
const days = fc.integer({ min: 0, max: 4000 }).map((ahead) => addDays('2024-01-01', ahead));
const SV = ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'];
const EN = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

describe('The day that is meant', () => {
  test.each([
    ['i morgon', '2026-11-26'],
    ['imorgon bitti', '2026-11-26'],
    ['tomorrow morning', '2026-11-26'],
    ['i övermorgon', '2026-11-27'],
    ['the day after tomorrow', '2026-11-27'],
    ['på fredag', '2026-11-27'],
    ['PÅ FREDAGEN', '2026-11-27'],
    ['on Friday', '2026-11-27'],
    ['onsdag', '2026-12-02'],
    ['nästa vecka', '2026-11-30'],
    ['next week', '2026-11-30'],
    ['next Monday', '2026-11-30'],
    ['nästa fredag', '2026-12-04'],
    ['fredag nästa vecka', '2026-12-04'],
    ['om en vecka', '2026-12-02'],
    ['om två veckor', '2026-12-09'],
    ['om 3 dagar', '2026-11-28'],
    ['om fjorton dagar', '2026-12-09'],
    ['om ett par veckor', '2026-12-09'],
    ['in a week', '2026-12-02'],
    ['in 10 days', '2026-12-05'],
    ['om en månad', '2026-12-25'],
    ['om tre månader', '2027-02-25'],
    ['18 mars', '2027-03-18'],
    ['den 18:e mars', '2027-03-18'],
    ['1:a december', '2026-12-01'],
    ['18/3', '2027-03-18'],
    ['March 18th', '2027-03-18'],
    ['the 3rd of May', '2027-05-03'],
    ['7 maj', '2027-05-07'],
    ['5 oktober', '2027-10-05'],
    ['3 Oct', '2027-10-03'],
    ['tisdagen den 15 december klockan 8', '2026-12-15'],
    ['den 30:e', '2026-11-30'],
    ['den 5', '2026-12-05'],
    ['2026-12-24', '2026-12-24'],
    ['klockan 8 på fredag', '2026-11-27'],
  ])('of "%s" on Wednesday 25 November is %s', (words, day) => {
    expect(dayMeant(words, TODAY)).toBe(day);
  });

  test.each([
    'i dag',
    'today',
    '2026-11-25',
    '2026-11-01',
    '2028-01-01',
    'igår',
    'om 400 dagar',
    'om 0 dagar',
    'om -3 dagar',
    'om 1,5 veckor',
    'om 13 månader',
    '31/2',
    '40 december',
    '18/13',
    '29 februari',
    'snart',
    'om en timme',
    '',
    '🙂',
  ])('is none for "%s"', (words) => {
    expect(dayMeant(words, TODAY)).toBeNull();
  });

  test('is next Friday when it is Friday', () => {
    expect(dayMeant('på fredag', '2026-11-27')).toBe('2026-12-04');
    expect(dayMeant('nästa fredag', '2026-11-27')).toBe('2026-12-04');
  });

  test('is always later than today and within a year, whatever is written', () => {
    const bits = fc.constantFrom(
      ...SV,
      ...EN,
      'om',
      'nästa',
      'in',
      '3',
      '31',
      '0',
      '-2',
      'veckor',
      'dagar',
      'maj',
      '12/1',
    );
    const words = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(bits).map((some) => some.join(' ')),
    );
    fc.assert(
      fc.property(words, days, (text, today) => {
        const day = dayMeant(text, today);
        if (day === null) return;
        expect(daysBetween(today, day)).toBeGreaterThan(0);
        expect(daysBetween(today, day)).toBeLessThanOrEqual(366);
      }),
      { numRuns: 500 },
    );
  });

  test('is the first such weekday after today, in both languages', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 6 }), (today, index) => {
        const day = dayMeant(`på ${SV[index] ?? ''}`, today) ?? '';
        expect(weekdayOf(day)).toBe(index + 1);
        expect(daysBetween(today, day)).toBeLessThanOrEqual(7);
        expect(dayMeant(`on ${EN[index] ?? ''}`, today)).toBe(day);
      }),
    );
  });

  test('is found again however a date of the coming year is written', () => {
    const names = { dateStyle: 'long', timeZone: 'UTC' } as const;
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 364 }), (today, ahead) => {
        const day = addDays(today, ahead);
        const [, month = '', date = ''] = day.split('-');
        const [sv, gb, us] = ['sv', 'en-GB', 'en-US'].map((language) =>
          new Intl.DateTimeFormat(language, names).format(new Date(`${day}T00:00:00Z`)),
        );
        for (const words of [day, `${String(Number(date))}/${String(Number(month))}`, `om ${String(ahead)} dagar`])
          expect(dayMeant(words, today)).toBe(day);
        for (const words of [sv, gb, us]) expect(dayMeant(words ?? '', today)).toBe(day);
      }),
    );
  });
});
