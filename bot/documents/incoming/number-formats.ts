import { attributeOf, xmlTokens } from './xml.ts';

/** What a number in a cell is, by the cell's format: a date, a share, or just a number. */
export type NumberKind = 'number' | 'date' | 'percent';

/** The formats that every workbook has without saying so (ECMA-376 part 1, 18.8.30; East Asian ones among them). */
function builtIn(id: number): NumberKind {
  if (id === 9 || id === 10) return 'percent';
  const isDate = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return isDate ? 'date' : 'number';
}

/** A format as it is written, such as `yyyy-mm-dd` or `0 %`: what stands in quotes, brackets or after `\` is only shown. */
function written(format: string): NumberKind {
  const signs = format.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '');
  if (signs.includes('%')) return 'percent';
  return /[ymdh]/i.test(signs) && !/general|standard/i.test(signs) ? 'date' : 'number';
}

/** The kind of number for each cell style, in the order that cells refer to them. */
export function numberKinds(styles: string): NumberKind[] {
  const own = new Map<string, NumberKind>();
  const kinds: NumberKind[] = [];
  let within = false;
  for (const token of xmlTokens(styles)) {
    if (token.kind === 'text') continue;
    if (token.name === 'cellXfs') within = token.kind === 'open';
    if (token.kind === 'close') continue;
    const attribute = (name: string) => attributeOf(token.attributes, name) ?? '';
    if (token.name === 'numFmt') own.set(attribute('numFmtId'), written(attribute('formatCode')));
    if (token.name === 'xf' && within) {
      const id = attribute('numFmtId');
      kinds.push(own.get(id) ?? builtIn(Number(id)));
    }
  }
  return kinds;
}

const DAY_MS = 86_400_000;
/** Day 0 of Excel's calendar, so that 1 March 1900 is day 61: Excel believes in a 29 February that never was. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const DAYS_1904 = 1462;
const LAST_DAY = 2_958_465;

/** The calendar day of a serial number, `YYYY-MM-DD`; null where Excel has none. `from1904`: the workbook counts from there. */
export function dayOf(serial: number, from1904: boolean): string | null {
  const day = Math.floor(serial) + (from1904 ? DAYS_1904 : 0);
  if (!(day >= 1 && day <= LAST_DAY)) return null;
  // Before the day that never was, Excel is one day behind.
  const days = day < 60 ? day + 1 : day;
  return new Date(DAY_ZERO + days * DAY_MS).toISOString().slice(0, 10);
}

/** The serial number of a calendar day, or null when Excel has none or its own is off by one (before March 1900). */
export function serialOf(day: string): number | null {
  const serial = (Date.parse(`${day}T00:00:00.000Z`) - DAY_ZERO) / DAY_MS;
  return Number.isInteger(serial) && serial >= 61 && serial <= LAST_DAY ? serial : null;
}
