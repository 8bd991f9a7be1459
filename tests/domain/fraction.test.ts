import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  add,
  compare,
  formatChange,
  formatScore,
  fraction,
  fractionOf,
  fromText,
  mean,
  subtract,
  toNumber,
  toText,
} from '../../lika/analysis/fraction.ts';

const anyFraction = fc
  .tuple(fc.bigInt({ min: -100000n, max: 100000n }), fc.bigInt({ min: 1n, max: 5000n }))
  .map(([n, d]) => fraction(n, d));

describe('A shown score', () => {
  test.each([
    [375, 4, '93,8'],
    [475, 6, '79,2'],
    [625, 7, '89,3'],
    [300, 4, '75,0'],
    [1, 20, '0,1'],
    [1, 21, '0,0'],
    [9995, 100, '100,0'],
    [100, 1, '100,0'],
    [0, 1, '0,0'],
  ])('of %d/%d is %s, half up', (n, d, shown) => {
    expect(formatScore(fraction(n, d), 'sv')).toBe(shown);
    expect(formatScore(fraction(n, d), 'en')).toBe(shown.replace(',', '.'));
  });

  test('is a dash when there is none', () => {
    expect(formatScore(null, 'sv')).toBe('–');
    expect(formatChange(null, 'sv')).toBe('–');
  });

  test('of a change carries its sign', () => {
    expect(formatChange(fraction(25, 2), 'sv')).toBe('+12,5');
    expect(formatChange(fraction(-25, 6), 'sv')).toBe('−4,2');
    expect(formatChange(fraction(0), 'en')).toBe('±0.0');
    expect(formatChange(fraction(-1, 100), 'sv')).toBe('±0,0');
  });

  test('is rounded exactly: never more than half a tenth from the truth', () => {
    fc.assert(
      fc.property(anyFraction, (value) => {
        const shown = fractionOf(Number(formatScore(value, 'en').replace('−', '-')));
        const away = subtract(shown, value);
        expect(compare(away.n < 0n ? subtract(value, shown) : away, fraction(1, 20))).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('Fractions', () => {
  test('keep their value when written and read', () => {
    fc.assert(fc.property(anyFraction, (value) => expect(fromText(toText(value))).toEqual(value)));
    expect(() => fromText('79.2')).toThrow(RangeError);
    expect(() => fromText('1/0')).toThrow(RangeError);
  });

  test('are exact where floating point is not', () => {
    expect(add(fractionOf(0.1), fractionOf(0.2))).toEqual(fractionOf(0.3));
    expect(mean([fraction(1, 3), fraction(1, 3), fraction(1, 3)])).toEqual(fraction(1, 3));
    expect(() => fractionOf(Number.NaN)).toThrow(RangeError);
  });

  test('have a mean between their ends, and none when there are none', () => {
    expect(mean([])).toBeNull();
    fc.assert(
      fc.property(fc.array(anyFraction, { minLength: 1, maxLength: 9 }), (values) => {
        const middle = mean(values) ?? fraction(0);
        const sorted = [...values].sort(compare);
        expect(compare(middle, sorted[0] ?? middle)).toBeGreaterThanOrEqual(0);
        expect(compare(middle, sorted.at(-1) ?? middle)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('become the nearest number for drawing', () => {
    expect(toNumber(fraction(375, 4))).toBe(93.75);
    expect(toNumber(fraction(475, 6))).toBeCloseTo(79.1666667, 6);
  });
});
