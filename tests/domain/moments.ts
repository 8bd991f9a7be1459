/** Days and moments of the years the product may live through, and those around the changes of the clock. */
import fc from 'fast-check';

const FIRST = Date.parse('2024-01-01T00:00:00Z');
const LAST = Date.parse('2040-12-31T00:00:00Z');
/** 01:00 UTC on the last Sundays of March and October. */
const CHANGES = ['2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31', '2028-03-26', '2028-10-29'].map((day) =>
  Date.parse(`${day}T01:00:00Z`),
);
const HOUR = 3_600_000;

export const anyMoment: fc.Arbitrary<Date> = fc
  .oneof(
    { weight: 3, arbitrary: fc.integer({ min: FIRST, max: LAST }) },
    fc
      .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -30 * HOUR, max: 30 * HOUR }))
      .map(([change, away]) => change + away),
  )
  .map((time) => new Date(time));

export const anyDay: fc.Arbitrary<string> = anyMoment.map((moment) => moment.toISOString().slice(0, 10));

export const anyTime: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

/** The moment on the Stockholm day, in winter time. */
export const winter = (day: string, time: string): Date => new Date(`${day}T${time}:00+01:00`);

/** The moment on the Stockholm day, in summer time. */
export const summer = (day: string, time: string): Date => new Date(`${day}T${time}:00+02:00`);
