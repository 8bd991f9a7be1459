import { oneLine } from '../plain-text.ts';
import type { Borders, Font, Style, Worksheet } from 'exceljs';

/** How the sheets look: black on white, thin grey lines, one accent. Sizes are points, widths Excel's own unit (a digit). */

const ACCENT = 'FF5B5FC7';
const INK = 'FF242424';
const QUIET = 'FF616161';
const LINE = 'FFD1D1D1';
const FONT = 'Calibri';

const font = (more: Partial<Font> = {}): Partial<Font> => ({ name: FONT, size: 10, color: { argb: INK }, ...more });
const under: Partial<Borders> = { bottom: { style: 'thin', color: { argb: LINE } } };
const top = { vertical: 'top', wrapText: true } as const;

/** Text that stays text when somebody edits it, whatever it begins with. */
const AS_TEXT = '@';
const SCORE = '0.0';
const CHANGE = '+0.0;"−"0.0;"±"0.0';
const DAY = 'yyyy-mm-dd';

/** Each style is one object for all its cells: exceljs then writes it once, and quickly. */
export const STYLES = {
  title: { font: font({ size: 18, bold: true }), alignment: { vertical: 'middle' } },
  about: { font: font({ color: { argb: QUIET } }), alignment: { vertical: 'top', wrapText: true } },
  finding: { font: font({ size: 13 }), alignment: { vertical: 'middle', wrapText: true } },
  link: { font: font({ color: { argb: ACCENT }, underline: true }), alignment: { vertical: 'top' } },
  heading: {
    font: font({ bold: true, color: { argb: ACCENT } }),
    alignment: { vertical: 'bottom', wrapText: true },
    border: { bottom: { style: 'thin', color: { argb: ACCENT } } },
  },
  headingRight: {
    font: font({ bold: true, color: { argb: ACCENT } }),
    alignment: { vertical: 'bottom', horizontal: 'right', wrapText: true },
    border: { bottom: { style: 'thin', color: { argb: ACCENT } } },
  },
  headingCentre: {
    font: font({ bold: true, color: { argb: ACCENT } }),
    alignment: { vertical: 'bottom', horizontal: 'center', wrapText: true },
    border: { bottom: { style: 'thin', color: { argb: ACCENT } } },
  },
  text: { font: font(), alignment: top, border: under, numFmt: AS_TEXT },
  strong: { font: font({ bold: true }), alignment: top, border: under, numFmt: AS_TEXT },
  quiet: { font: font({ color: { argb: QUIET } }), alignment: top, border: under, numFmt: AS_TEXT },
  number: { font: font(), alignment: { vertical: 'top', horizontal: 'center' }, border: under, numFmt: '0' },
  score: { font: font(), alignment: { vertical: 'top', horizontal: 'right' }, border: under, numFmt: SCORE },
  scoreStrong: {
    font: font({ bold: true }),
    alignment: { vertical: 'top', horizontal: 'right' },
    border: under,
    numFmt: SCORE,
  },
  change: { font: font(), alignment: { vertical: 'top', horizontal: 'right' }, border: under, numFmt: CHANGE },
  day: { font: font(), alignment: { vertical: 'top', horizontal: 'center' }, border: under, numFmt: DAY },
} as const satisfies Record<string, Partial<Style>>;

export type StyleName = keyof typeof STYLES;

const beside = (style: Partial<Style>): Partial<Style> =>
  style.alignment && 'horizontal' in style.alignment
    ? style
    : { ...style, alignment: { ...style.alignment, horizontal: 'left', indent: 1 } };
const BESIDE = new Map(Object.values<Partial<Style>>(STYLES).map((style) => [style, beside(style)]));

/** The style in a column with others: a little air before the text, so that two don't read as one. */
export const styleIn = (column: number, name: StyleName): Partial<Style> =>
  column === 0 ? STYLES[name] : (BESIDE.get(STYLES[name]) ?? STYLES[name]);

const A4 = 9;
const CENTIMETRE = 1 / 2.54;
/** The longest footer that Excel takes. */
const FOOTER_MAX = 255;

export interface Printing {
  /** The row that is repeated on every page, from 1. */
  readonly headingRow: number | null;
  /** The last column that is printed; the others are for the screen. Without one, all are. */
  readonly lastColumn?: string | undefined;
  readonly footer: { readonly name: string; readonly page: string };
}

/** A4 across, as wide as the page, with the unit and the page number at the foot. */
export function printed(sheet: Worksheet, { headingRow, lastColumn, footer }: Printing): void {
  sheet.pageSetup = {
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: false,
    margins: {
      ...{ left: CENTIMETRE * 1.2, right: CENTIMETRE * 1.2, top: CENTIMETRE * 1.4, bottom: CENTIMETRE * 1.6 },
      ...{ header: CENTIMETRE * 0.7, footer: CENTIMETRE * 0.7 },
    },
    ...(headingRow !== null && { printTitlesRow: `${headingRow}:${headingRow}` }),
    ...(lastColumn !== undefined && { printArea: `A:${lastColumn}` }),
  };
  // exceljs' types know paper by an enum that isn't there when the types are gone.
  Object.assign(sheet.pageSetup, { paperSize: A4 });
  const name = oneLine(footer.name).replaceAll('&', '&&');
  const page = `&R&9${footer.page}`;
  sheet.headerFooter.oddFooter = `&L&9 ${[...name].slice(0, FOOTER_MAX - page.length - 10).join('')}${page}`;
}
