/** Tables with real header cells: Word repeats the first row on every page, and screen readers read it with each cell. */
import {
  AlignmentType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { FactTable } from '../facts.ts';
import { oneLine } from '../plain-text.ts';
import { paragraph } from './parts.ts';
import { FIELDS_STYLE, TABLE_STYLE, TEXT_WIDTH } from './styles.ts';

/** Widths in twips that fill the text's width in these shares. */
function widths(shares: readonly number[]): number[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => Math.floor((share / whole) * TEXT_WIDTH));
}

interface Shape {
  readonly columns: readonly number[];
  /** `fields`: the first column names the rows, and is read as their header. */
  readonly kind: 'facts' | 'fields';
}

function table(rows: readonly TableRow[], { columns, kind }: Shape): Table {
  return new Table({
    ...{
      rows,
      columnWidths: columns,
      style: kind === 'fields' ? FIELDS_STYLE : TABLE_STYLE,
      layout: TableLayoutType.FIXED,
    },
    width: { size: columns.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    tableLook: {
      firstRow: true,
      firstColumn: kind === 'fields',
      lastRow: false,
      lastColumn: false,
      noHBand: true,
      noVBand: true,
    },
  });
}

function row(cells: readonly (readonly Paragraph[])[], { columns, kind }: Shape, isHeader: boolean): TableRow {
  return new TableRow({
    ...(isHeader ? { tableHeader: true } : {}),
    cantSplit: true,
    children: cells.map(
      (children, at) =>
        new TableCell({
          ...{ children, width: { size: columns[at] ?? 0, type: WidthType.DXA } },
          ...(isHeader && kind === 'facts' ? { verticalAlign: VerticalAlignTable.BOTTOM } : {}),
        }),
    ),
  });
}

const cellText = (text: string, isFigure: boolean, isKept: boolean): Paragraph =>
  new Paragraph({
    style: isKept ? 'CellKept' : 'Cell',
    ...(isFigure ? { alignment: AlignmentType.RIGHT } : {}),
    children: [new TextRun(oneLine(text))],
  });

/** A table that is no longer than this is kept on one page. */
const SHORT = 8;

/** A table of facts with its caption, unless the heading above says it. Columns share the text's width as told. */
export function factTable({ caption, columns, rows }: FactTable, shares: readonly number[]): (Paragraph | Table)[] {
  const shape = { columns: widths(shares), kind: 'facts' } as const;
  const header = columns.map(({ text, isFigure }) => [cellText(text, isFigure, true)]);
  const body = rows.map((cells, at) => {
    const isKept = rows.length <= SHORT && at < rows.length - 1;
    return cells.map((text, column) => [cellText(text, columns[column]?.isFigure ?? false, isKept)]);
  });
  return [
    ...(caption === '' ? [] : [paragraph(caption, 'Caption')]),
    table([row(header, shape, true), ...body.map((cells) => row(cells, shape, false))], shape),
  ];
}

/**
 * One thing told field by field: its name and what it says. The first field is the table's header. It is kept on one page
 * where its paragraphs are `CellKept`, all but the last field's.
 */
export function fieldTable(fields: readonly { readonly name: string; readonly says: readonly Paragraph[] }[]): Table {
  const shape = { columns: widths([26, 74]), kind: 'fields' } as const;
  const isKept = (at: number) => at < fields.length - 1;
  return table(
    fields.map(({ name, says }, at) => row([[cellText(name, false, isKept(at))], says], shape, at === 0)),
    shape,
  );
}
