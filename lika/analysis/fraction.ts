/**
 * Exact fractions. Scores are means of whole numbers, so they are kept as fractions until someone reads them: 93,75 is
 * shown as 93,8 and a limit of 80 % is met by exactly 80, never by a rounding of floating point numbers.
 */

/** A reduced fraction; the denominator is positive. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Fraction = { n: 0n, d: 1n };

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b);
}

/** The reduced fraction n/d. Throws RangeError when d is 0. */
export function fraction(n: bigint | number, d: bigint | number = 1n): Fraction {
  const top = BigInt(n);
  const bottom = BigInt(d);
  if (bottom === 0n) throw new RangeError('a fraction cannot have the denominator 0');
  const divisor = gcd(top, bottom) * (bottom < 0n ? -1n : 1n);
  return { n: top / divisor, d: bottom / divisor };
}

/** A number written in decimals, exactly as it is written: 72.5 → 145/2. Throws RangeError for what isn't plain decimals. */
export function fractionOf(value: number): Fraction {
  const written = /^(-?\d+)(?:\.(\d+))?$/.exec(String(value));
  if (!written) throw new RangeError(`${value} is not a plain decimal number`);
  const decimals = written[2] ?? '';
  return fraction(BigInt(`${written[1]}${decimals}`), 10n ** BigInt(decimals.length));
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d - b.n * a.d, a.d * b.d);
}

/** −1, 0 or 1 as a is less than, equal to or greater than b. */
export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The arithmetic mean, or null of nothing: an empty cell has no score, which is not the same as 0. */
export function mean(values: readonly Fraction[]): Fraction | null {
  if (values.length === 0) return null;
  const sum = values.reduce(add, ZERO);
  return fraction(sum.n, sum.d * BigInt(values.length));
}

/** The nearest floating point number, for drawing only. */
export function toNumber(value: Fraction): number {
  const whole = value.n / value.d;
  return Number(whole) + Number(value.n - whole * value.d) / Number(value.d);
}

/** `475/6`: how a score is stored and sent, exactly. */
export function toText(value: Fraction): string {
  return `${value.n}/${value.d}`;
}

/** Reads what `toText` wrote. Throws RangeError for anything else. */
export function fromText(text: string): Fraction {
  const parts = /^(-?\d{1,40})\/(\d{1,40})$/.exec(text);
  if (!parts) throw new RangeError(`"${text}" is not a fraction`);
  return fraction(BigInt(parts[1] ?? '0'), BigInt(parts[2] ?? '1'));
}

/** Tenths, half away from zero: 93,75 → 938. A fall is rounded as the rise of the same size. */
function tenths(value: Fraction): bigint {
  const size = value.n < 0n ? -value.n : value.n;
  const rounded = (size * 20n + value.d) / (value.d * 2n);
  return value.n < 0n ? -rounded : rounded;
}

function decimalMark(language: string): string {
  return /^en\b/.test(language) ? '.' : ',';
}

function inTenths(size: bigint, language: string): string {
  return `${size / 10n}${decimalMark(language)}${size % 10n}`;
}

/** What stands where there is no score. */
export const NO_SCORE = '–';

/** A score with one decimal, half up: 79,2 (English 79.2). An empty cell is `–`. */
export function formatScore(value: Fraction | null, language: string): string {
  if (value === null) return NO_SCORE;
  const rounded = tenths(value);
  return rounded < 0n ? `−${inTenths(-rounded, language)}` : inTenths(rounded, language);
}

/** A change with its sign, as +12,5, −4,2 or ±0,0. What cannot be compared is `–`. */
export function formatChange(value: Fraction | null, language: string): string {
  if (value === null) return NO_SCORE;
  const rounded = tenths(value);
  if (rounded === 0n) return `±${inTenths(0n, language)}`;
  return rounded < 0n ? `−${inTenths(-rounded, language)}` : `+${inTenths(rounded, language)}`;
}
