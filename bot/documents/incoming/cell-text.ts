import { CELL_TEXT_MAX } from '../../../lika/import/table.ts';

/**
 * Text as a workbook holds it. What XML cannot hold is written `_x0001_`, and a text that happens to look like that gets
 * its underscore written so: ECMA-376 part 1, 22.9.2.19 (ST_Xstring). So every text comes back as it was, with two
 * exceptions: half a surrogate pair is no character and becomes U+FFFD, and what has no room in a cell is cut.
 */

/** Control characters, CR (XML would make it LF), DEL (exceljs drops it), the two non-characters, and our own sign. */
const NOT_HELD = /[\0-\x08\x0b-\x1f\x7f\ufffe\uffff]|_(?=x[\da-fA-F]{4}_)/g;
const HALF_PAIR = /\p{Cs}/gu;

const code = (sign: string) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** The text as it is handed to exceljs. */
export function toCellText(text: string): string {
  const whole = text.length > CELL_TEXT_MAX ? text.slice(0, CELL_TEXT_MAX) : text;
  return whole.replace(HALF_PAIR, '\ufffd').replace(NOT_HELD, code);
}

/** The text of a cell as it stands in the file. */
export function fromCellText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([\da-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;
}
