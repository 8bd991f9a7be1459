/** A table that somebody brings: rows of typed cells, as the file held them. Plain data. */

/**
 * A cell. Text stays as written; a date is a calendar day, `YYYY-MM-DD`; a percentage is 0–100 where the file had it as
 * a share; an error is what a formula ended in, such as `#N/A`. Empty is null.
 */
export type Cell =
  | null
  | string
  | number
  | boolean
  | { readonly date: string }
  | { readonly percent: number }
  | { readonly error: string };

/** Row 1 is first. A row ends with its last cell that isn't empty, so that empty ones are `[]`. */
export type Row = readonly Cell[];

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly Row[];
}

/** The longest text of a cell that Excel holds, in UTF-16 code units. */
export const CELL_TEXT_MAX = 32_767;

/** What stands in the cell, for reading: numbers with a point, percentages with `%`. An error is empty. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') {
    if ('date' in cell) return cell.date;
    return 'percent' in cell ? `${cell.percent} %` : '';
  }
  return String(cell);
}

/** True when nothing is said in the cell. */
export const isEmpty = (cell: Cell | undefined): boolean => textOf(cell).trim() === '';
