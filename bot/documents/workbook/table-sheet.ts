import type { CellValue, DataValidation, Workbook, Worksheet } from 'exceljs';
import { columnLetters } from '../incoming/sheet-rows.ts';
import { serialOf } from '../incoming/number-formats.ts';
import { toCellText } from '../incoming/cell-text.ts';
import { heightFor } from './heights.ts';
import { printed, styleIn, STYLES } from './look.ts';
import type { StyleName } from './look.ts';

/** How many rows below the table the lists to choose from reach: where somebody writes what is new. */
export const NEW_ROWS = 200;

export interface TableColumn<Item> {
  readonly heading: string;
  /** In Excel's unit: some digits of the text. */
  readonly width: number;
  readonly style: StyleName;
  /** The cell: a text, a number or nothing. Days are given by `dayCell`. */
  readonly value: (item: Item) => string | number | null | undefined;
  /** True for what only LIKA reads: it moves along when the table is sorted. */
  readonly hidden?: boolean | undefined;
  /** What may be written in it. */
  readonly allowed?: DataValidation | undefined;
}

export interface TableSheet<Item> {
  readonly name: string;
  /** Excel's name of the table: letters alone. */
  readonly table: string;
  readonly title: string;
  readonly about: string;
  readonly columns: readonly TableColumn<Item>[];
  readonly items: readonly Item[];
  /** How many columns stay when the others are scrolled away. */
  readonly fixed: number;
  /** How many columns are printed; all without it. */
  readonly printed?: number | undefined;
  readonly footer: { readonly name: string; readonly page: string };
  readonly total: string;
}

export const HEADING_ROW = 3;

/** A day as Excel's own date; one that Excel has no number for stays text. */
export const dayCell = (day: string | null): string | number | null => (day === null ? null : (serialOf(day) ?? day));

/** Text as a cell holds it; what is not said is an empty cell. */
export const textCell = (value: string | number | null | undefined): CellValue =>
  typeof value === 'string' && value !== '' ? toCellText(value) : value === '' ? null : (value ?? null);

/** A sheet with a heading and one real table with filters. */
export function addTableSheet<Item>(book: Workbook, given: TableSheet<Item>): Worksheet {
  const { columns, items } = given;
  const sheet = book.addWorksheet(given.name, {
    views: [{ state: 'frozen', xSplit: given.fixed, ySplit: HEADING_ROW, zoomScale: 100 }],
  });
  sheet.columns = columns.map(({ width, hidden = false }) => ({ width, hidden }));
  addTitle(sheet, given.title, given.about);
  // A table cannot be without rows; an empty one is where the first thing is written.
  const rows = items.map((item) => columns.map(({ value }) => textCell(value(item))));
  if (rows.length === 0) rows.push(columns.map(() => null));
  sheet.addTable({
    name: given.table,
    ref: `A${HEADING_ROW}`,
    headerRow: true,
    style: { theme: 'TableStyleLight1', showRowStripes: false },
    columns: columns.map(({ heading }, at) => ({
      ...{ name: heading, filterButton: true },
      ...(at === 0 && { totalsRowLabel: given.total }),
    })),
    rows,
  });
  dress(sheet, columns, rows);
  printed(sheet, {
    headingRow: HEADING_ROW,
    lastColumn: given.printed === undefined ? undefined : columnLetters(given.printed),
    footer: given.footer,
  });
  return sheet;
}

/** The first two rows: what the sheet is, and what it is about. */
export function addTitle(sheet: Worksheet, title: string, about: string): void {
  const cell = sheet.getCell('A1');
  cell.value = toCellText(title);
  cell.style = STYLES.title;
  sheet.getRow(1).height = 28;
  const under = sheet.getCell('A2');
  under.value = textCell(about);
  // Beside it nothing stands, so that the line may be as long as it likes.
  under.style = { ...STYLES.about, alignment: { vertical: 'top' } };
  sheet.getRow(2).height = 20;
}

/** A number takes no more than a line, however it is shown. */
const shownText = (value: CellValue | undefined) => (typeof value === 'string' ? value : '');

function dress<Item>(sheet: Worksheet, columns: readonly TableColumn<Item>[], rows: readonly CellValue[][]): void {
  const heading = sheet.getRow(HEADING_ROW);
  columns.forEach(({ style }, at) => {
    const isCentred = style === 'number' || style === 'day';
    heading.getCell(at + 1).style = styleIn(at, isCentred ? 'headingCentre' : 'heading');
  });
  heading.height = 30;
  rows.forEach((values, at) => {
    const row = sheet.getRow(HEADING_ROW + 1 + at);
    columns.forEach(({ style }, column) => (row.getCell(column + 1).style = styleIn(column, style)));
    row.height = heightFor(
      columns.map(({ width, style, hidden }, column) => ({
        ...{ text: hidden ? '' : shownText(values[column]), width, font: STYLES[style].font },
      })),
    );
  });
  columns.forEach(({ allowed }, at) => {
    if (!allowed) return;
    const letters = columnLetters(at + 1);
    const last = HEADING_ROW + rows.length + NEW_ROWS;
    allow(sheet, `${letters}${HEADING_ROW + 1}:${letters}${last}`, allowed);
  });
}

/** exceljs has rules for whole ranges, but its types don't tell of them; a rule in each cell makes ranges that overlap. */
function allow(sheet: Worksheet, range: string, rule: DataValidation): void {
  const { dataValidations } = sheet as Worksheet & {
    readonly dataValidations: { add(range: string, rule: DataValidation): void };
  };
  dataValidations.add(range, rule);
}
