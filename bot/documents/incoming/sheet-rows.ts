import type { Cell, Row } from '../../../lika/import/table.ts';
import { fromCellText } from './cell-text.ts';
import { COLUMNS_MAX, FileFault, ROWS_MAX } from './faults.ts';
import { dayOf } from './number-formats.ts';
import type { NumberKind } from './number-formats.ts';
import { attributeOf, xmlTokens } from './xml.ts';

/** What a sheet's cells refer to. */
export interface Shared {
  readonly strings: readonly string[];
  readonly kinds: readonly NumberKind[];
  readonly from1904: boolean;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

const LETTER_A = 64;

/** `B5` is row 5, column 2. Null for what isn't an address. */
export function placeOf(address: string): Place | null {
  const [, letters = '', digits = ''] = /^([A-Z]{1,3})(\d{1,7})$/.exec(address) ?? [];
  if (!letters) return null;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - LETTER_A, 0);
  return { column, row: Number(digits) };
}

/** Column 28 is `AB`. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(LETTER_A + 1 + ((column - 1) % 26));
  return column > 26 ? columnLetters(Math.floor((column - 1) / 26)) + last : last;
}

/** How many rows are read before others are let in: a large sheet must not stop the service. */
const AT_A_TIME = 500;
const othersFirst = () => new Promise((next) => setImmediate(next));

/**
 * The rows of a sheet's XML. Formulas are never counted: what their program last came to is the cell's value.
 * @throws FileFault `too-many-rows`, `too-many-columns`, `broken`; XmlFault
 */
export async function sheetRows(xml: string, shared: Shared, name: string): Promise<Row[]> {
  const reader = new SheetReader(shared, name);
  let since = 0;
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'open') reader.open(token.name, token.attributes);
    else if (token.kind === 'text') reader.text(token.text);
    else if (reader.close(token.name)) since += 1;
    if (since === AT_A_TIME) {
      since = 0;
      await othersFirst();
    }
  }
  return reader.rows;
}

/** Goes through a sheet's tokens and keeps the cells that say something. */
class SheetReader {
  readonly rows: Cell[][] = [];
  private readonly within = new Set<string>();
  private row = 0;
  private column = 0;
  private type = '';
  private style = '';
  private value = '';

  constructor(
    private readonly shared: Shared,
    private readonly sheet: string,
  ) {}

  open(name: string, attributes: string): void {
    this.within.add(name);
    if (!this.within.has('sheetData')) return;
    if (name === 'row') {
      this.row = Number(attributeOf(attributes, 'r') ?? this.row + 1);
      this.column = 0;
      if (!Number.isInteger(this.row) || this.row < 1) throw new FileFault('broken');
    }
    if (name === 'c') {
      const address = attributeOf(attributes, 'r');
      const place = address === null ? { row: this.row, column: this.column + 1 } : placeOf(address);
      if (place?.row !== this.row) throw new FileFault('broken');
      this.column = place.column;
      this.type = attributeOf(attributes, 't') ?? 'n';
      this.style = attributeOf(attributes, 's') ?? '';
      this.value = '';
    }
  }

  text(text: string): void {
    if (!this.within.has('c')) return;
    // A cell with its text in it may carry how it is pronounced (rPh) as well.
    if (this.within.has('v') || (this.within.has('t') && !this.within.has('rPh'))) this.value += text;
  }

  /** True when a row has ended. */
  close(name: string): boolean {
    this.within.delete(name);
    if (name === 'c') this.keep(this.cell());
    return name === 'row';
  }

  private keep(cell: Cell): void {
    if (cell === null) return;
    if (this.row > ROWS_MAX) throw new FileFault('too-many-rows', this.sheet);
    if (this.column > COLUMNS_MAX) throw new FileFault('too-many-columns', this.sheet);
    while (this.rows.length < this.row) this.rows.push([]);
    const row = this.rows[this.row - 1] ?? [];
    while (row.length < this.column - 1) row.push(null);
    row[this.column - 1] = cell;
  }

  private cell(): Cell {
    const { value } = this;
    if (value === '') return null;
    switch (this.type) {
      case 's':
        return this.shared.strings[Number(value)] || null;
      case 'str':
      case 'inlineStr':
        return fromCellText(value);
      case 'b':
        return value.trim() === '1';
      case 'e':
        return { error: value };
      case 'd':
        return /^\d{4}-\d\d-\d\d/.test(value) ? { date: value.slice(0, 10) } : value;
      default:
        return this.number(Number(value));
    }
  }

  private number(value: number): Cell {
    if (!Number.isFinite(value)) throw new FileFault('broken');
    const kind = this.shared.kinds[Number(this.style || '0')] ?? 'number';
    if (kind === 'percent') return { percent: Number((value * 100).toPrecision(12)) };
    const day = kind === 'date' ? dayOf(value, this.shared.from1904) : null;
    return day === null ? value : { date: day };
  }
}
