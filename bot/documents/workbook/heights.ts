import type { Font } from 'exceljs';

/**
 * How high a row must be for its texts, since a file has to say so: an estimate from the letters' widths in Calibri, in
 * parts of the text size. Excel counts again as soon as somebody writes in the row.
 */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[iljI.,:;'|!()[\] ]/, 0.24],
  [/[ftr-]/, 0.32],
  [/[sckzxvy]/, 0.41],
  [/[mwMW@%☐☑]/, 0.85],
  [/[A-ZÅÄÖ]/, 0.6],
  [/[\u2e80-\uffff]/, 1.05],
];
const COMMON = 0.49;
const BOLD = 1.05;
const BREAKS = /(?<=[\s-])/;

/** A point is 4/3 pixels; a column's unit is 7 pixels, and its edges and the air before the text take 14. */
const PIXELS = 4 / 3;
const UNIT = 7;
const EDGES = 14;
const LINE = 1.25;
const AROUND = 4;
/** Excel's own limit. */
const HEIGHT_MAX = 409;

const known = new Map<string, number>();

function widthOf(sign: string): number {
  let width = known.get(sign);
  if (width === undefined) {
    width = WIDTHS.find(([signs]) => signs.test(sign))?.[1] ?? COMMON;
    // People write with a limited number of signs; a file that doesn't is not worth remembering.
    if (known.size < 500) known.set(sign, width);
  }
  return width;
}

const widthIn = (text: string) => [...text].reduce((sum, sign) => sum + widthOf(sign), 0);

/** How many lines the text takes in a column so wide. */
function linesIn(text: string, room: number): number {
  return text.split('\n').reduce((sum, line) => sum + linesOfParagraph(line, room), 0);
}

function linesOfParagraph(text: string, room: number): number {
  let [lines, filled] = [1, 0];
  for (const word of text.split(BREAKS)) {
    const width = widthIn(word);
    if (filled > 0 && filled + widthIn(word.trimEnd()) > room) [lines, filled] = [lines + 1, 0];
    filled += width;
    // A word longer than the line is broken where the line ends.
    while (filled > room) [lines, filled] = [lines + 1, filled - room];
  }
  return lines;
}

/** The height in points for texts in columns of those widths. */
export function heightFor(
  cells: readonly { readonly text: string; readonly width: number; readonly font: Partial<Font> }[],
): number {
  const heights = cells.map(({ text, width, font }) => {
    const size = font.size ?? 10;
    const room = (width * UNIT - EDGES) / (size * PIXELS * (font.bold ? BOLD : 1));
    return linesIn(text.slice(0, 4000), room) * size * LINE;
  });
  return Math.min(HEIGHT_MAX, Math.round(Math.max(0, ...heights) + AROUND));
}
