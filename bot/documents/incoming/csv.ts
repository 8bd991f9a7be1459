import type { Cell, Row } from '../../../lika/import/table.ts';
import { COLUMNS_MAX, FileFault, ROWS_MAX } from './faults.ts';

/** Text files with a table: any of the encodings and separators that Swedish systems and Excel write. */

const SEPARATORS = [';', '\t', ','] as const;
/** How many signs at the beginning tell the separator. */
const SAMPLE = 20_000;

/** The text of the bytes; null when they are no text. */
export function decodedText(bytes: Buffer): string | null {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text.slice(0, SAMPLE)) ? null : text;
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE);
  // Without a mark: in UTF-16 every other byte of Western text is zero.
  const zeros = (from: number) => sample.filter((byte, at) => at % 2 === from && byte === 0).length / sample.length;
  if (zeros(1) > 0.3) return 'utf-16le';
  if (zeros(0) > 0.3) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The rows of a text with separators.
 * @throws FileFault `too-many-rows`, `too-many-columns`
 */
export function csvRows(text: string): Row[] {
  const [head, said] = /^sep=(.)\r?\n/i.exec(text) ?? ['', undefined];
  const rows = split(text.slice(head.length), said ?? separatorOf(text));
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
  return rows;
}

/** The separator that parts most lines into equally many; one that is in no line parts nothing. */
function separatorOf(text: string): string {
  // Only whole lines tell: the last of the sample may be cut.
  const sample = text.length > SAMPLE ? text.slice(0, Math.max(text.lastIndexOf('\n', SAMPLE), 1)) : text;
  // What stands in quotes parts nothing; empty cells at the end of a line count as much as others.
  const lines = sample.replaceAll(/(^|[;\t,])"[^"]*(?:""[^"]*)*"/gm, '$1').split(/\r\n|\r|\n/);
  const scores = SEPARATORS.map((separator) => {
    const widths = lines.map((line) => line.split(separator).length);
    const common = mostCommon(widths.filter((width) => width > 1));
    return { separator, lines: widths.filter((width) => width === common && width > 1).length, common };
  });
  return scores.sort((a, b) => b.lines - a.lines || b.common - a.common)[0]?.separator ?? ';';
}

function mostCommon(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** RFC 4180 with any separator: quotes hold separators and line breaks, two quotes are one. */
function split(text: string, separator: string): Cell[][] {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  const keep = (value: string, quoted: boolean) => {
    row.push(valueOf(value, quoted));
    if (row.length > COLUMNS_MAX && value !== '') throw new FileFault('too-many-columns');
  };
  const end = () => {
    while (row.length > 0 && row.at(-1) === null) row.pop();
    rows.push(row);
    if (rows.length > ROWS_MAX && row.length > 0) throw new FileFault('too-many-rows');
    row = [];
  };
  const field = new RegExp(
    `(?:"([^"]*(?:""[^"]*)*)"|([^${separator === '\t' ? '\\t' : `\\${separator}`}\\r\\n]*))`,
    'y',
  );
  let at = 0;
  while (at < text.length) {
    field.lastIndex = at;
    const [whole, quoted, bare = ''] = field.exec(text) ?? [''];
    at += whole.length;
    keep(quoted === undefined ? bare : quoted.replaceAll('""', '"'), quoted !== undefined);
    if (text.startsWith(separator, at)) at += separator.length;
    else {
      const next = /\r\n|\r|\n/y;
      next.lastIndex = at;
      const found = next.exec(text);
      // What stands after a closing quote without a separator is a field of its own.
      if (found || at >= text.length) end();
      at += found?.[0].length ?? (whole === '' ? 1 : 0);
    }
  }
  if (row.length > 0) end();
  return rows;
}

/** A number, a percentage or a text. What begins with a zero (007) or has a sign before it other than minus is a text. */
function valueOf(value: string, quoted: boolean): Cell {
  const text = value.trim();
  if (text === '') return quoted && value !== '' ? value : null;
  const [, digits, share] = /^(-?(?:0|[1-9]\d{0,14})(?:[.,]\d{1,10})?)\s?(%?)$/.exec(text) ?? [];
  if (digits === undefined) return value;
  const number = Number(digits.replace(',', '.'));
  return share ? { percent: number } : number;
}
