/** Tables with real header cells: Word repeats the first row on every page, and screen readers read it with each cell. */
import { Table, TableLayoutType, TableRow, WidthType } from 'docx';
import type { IContext, IXmlableObject, Paragraph } from 'docx';
import type { FactTable } from '../facts.ts';
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

/** A row of cells that writes its own XML, as the lines in it do: the library would make as much again of each cell. */
class Row extends TableRow {
  constructor(
    private readonly written: readonly (readonly Paragraph[])[],
    private readonly shape: Shape,
    private readonly isHeader: boolean,
  ) {
    super({ children: [] });
  }

  override prepForXml(context: IContext): IXmlableObject {
    const { columns, kind } = this.shape;
    const properties = [
      // The rows of a field table are kept together by their paragraphs, unless it is longer than a page.
      ...(kind === 'facts' ? [{ 'w:cantSplit': {} }] : []),
      ...(this.isHeader ? [{ 'w:tblHeader': {} }] : []),
    ];
    const bottom = this.isHeader && kind === 'facts' ? [{ 'w:vAlign': { _attr: { 'w:val': 'bottom' } } }] : [];
    const cells = this.written.map((paragraphs, at) => ({
      'w:tc': [
        { 'w:tcPr': [{ 'w:tcW': { _attr: { 'w:w': columns[at] ?? 0, 'w:type': 'dxa' } } }, ...bottom] },
        ...paragraphs.map((paragraph) => paragraph.prepForXml(context)),
      ],
    }));
    return { 'w:tr': [...(properties.length > 0 ? [{ 'w:trPr': properties }] : []), ...cells] };
  }
}

const cellText = (text: string, isFigure: boolean, isKept: boolean): Paragraph => {
  const style = isFigure ? 'CellFigure' : 'Cell';
  return paragraph(text, isKept ? `${style}Kept` : style);
};

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
    table([new Row(header, shape, true), ...body.map((cells) => new Row(cells, shape, false))], shape),
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
    fields.map(({ name, says }, at) => new Row([[cellText(name, false, isKept(at))], says], shape, at === 0)),
    shape,
  );
}
