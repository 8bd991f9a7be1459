import { isEmpty, textOf } from '../../../lika/import/table.ts';
import type { Cell, Sheet } from '../../../lika/import/table.ts';
import { columnLetters } from '../incoming/sheet-rows.ts';
import { LANGUAGES, textsIn } from '../../texts.ts';

/** What a person has changed so that it cannot be read; texts: `import.cell.<code>`. */
export const CELL_FAULTS = [
  'sheet-missing',
  'column-missing',
  'unknown-indicator',
  'indicator-twice',
  'unknown-answer',
  'unknown-goal',
  'unknown-action',
  'goal-twice',
  'action-twice',
  'goal-missing',
  'title-missing',
  'unknown-area',
  'unknown-step',
  'unknown-state',
  'unknown-person',
  'not-a-date',
] as const;
export type CellFaultCode = (typeof CELL_FAULTS)[number];

/** Where it stands, as Excel says it: row 4, column `E`. Of a sheet or column that is gone, row 0 and no column. */
export interface CellFault {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly code: CellFaultCode;
  /** What stands there. */
  readonly value: string;
}

/** How far down the heading may have been pushed. */
const HEADINGS_WITHIN = 50;

/** A row of one of our tables: cells by the name of their heading. */
export interface TableRow {
  cell(heading: string): Cell;
  text(heading: string): string;
  /** Text, or null of an empty cell. */
  said(heading: string): string | null;
  /** Notes that the cell cannot be read. */
  fault(heading: string, code: CellFaultCode): void;
}

export interface OwnTable {
  readonly rows: readonly TableRow[];
}

/**
 * The rows of a table of ours, wherever its columns have been moved. A sheet or column that is gone is a fault; then
 * there are no rows, so that nothing is taken for emptied.
 */
export function ownTable(
  sheets: readonly Sheet[],
  name: string,
  headings: readonly string[],
  faults: CellFault[],
): OwnTable {
  const gone = (code: CellFaultCode, value: string): OwnTable => {
    faults.push({ sheet: name, row: 0, column: '', code, value });
    return { rows: [] };
  };
  const sheet = sheets.find((one) => one.name === name);
  if (!sheet) return gone('sheet-missing', name);
  const at = sheet.rows
    .slice(0, HEADINGS_WITHIN)
    .findIndex((row) => columnsOf(row, headings).size > headings.length / 2);
  const columns = columnsOf(sheet.rows[at] ?? [], headings);
  const missing = headings.find((heading) => !columns.has(heading));
  if (missing !== undefined) return gone('column-missing', wordsOf(missing)[0] ?? missing);
  const rows = sheet.rows.flatMap((cells, index): TableRow[] => {
    if (index <= at || cells.every((cell) => isEmpty(cell))) return [];
    const place = (heading: string) => columns.get(heading) ?? 0;
    const cell = (heading: string) => cells[place(heading)] ?? null;
    const text = (heading: string) => textOf(cell(heading));
    return [
      {
        ...{ cell, text, said: (heading) => text(heading) || null },
        fault: (heading, code) =>
          faults.push({
            ...{ sheet: name, row: index + 1, column: columnLetters(place(heading) + 1), code, value: text(heading) },
          }),
      },
    ];
  });
  return { rows };
}

/** A heading's words in every language of ours. */
const wordsOf = (heading: string) => LANGUAGES.map((language) => textsIn(language)(`workbook.heading.${heading}`));

function columnsOf(row: readonly Cell[], headings: readonly string[]): Map<string, number> {
  const words = row.map((cell) => textOf(cell).trim());
  return new Map(
    headings.flatMap((heading): [string, number][] => {
      const at = words.findIndex((word) => wordsOf(heading).includes(word));
      return at < 0 ? [] : [[heading, at]];
    }),
  );
}
