import { columnLetters } from '../documents/incoming/sheet-rows.ts';
import { readWorkbook } from '../documents/workbook/read-workbook.ts';
import type { WorkbookContent } from '../documents/workbook/read-workbook.ts';
import { guessMapping, guessSheet, COLUMN_ROLES } from '../../lika/import/columns.ts';
import type { ColumnRole, Mapping } from '../../lika/import/columns.ts';
import { previewImport } from '../../lika/import/preview.ts';
import type { MatchedRow, Preview, UnsureRow } from '../../lika/import/preview.ts';
import { textOf } from '../../lika/import/table.ts';
import type { Sheet } from '../../lika/import/table.ts';
import { findIndicator, findOption } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { AnswerWrite } from '../api/schemas/assessments.ts';
import { BadFile } from '../errors.ts';
import type { Instruments } from '../instruments.ts';
import { leftRow } from './left.ts';
import type { LeftOut } from './left.ts';
import type { Reading } from './reading.ts';

/** What a file says of an indicator. */
export interface BroughtAnswer {
  readonly indicator: string;
  readonly option: string | null;
  readonly comment: string | null;
  /** Whether what it doesn't say is said to be empty: so in our own workbook, of all that was written out. */
  readonly empties: { readonly option: boolean; readonly comment: boolean };
  /** The version that was written out, in our own workbook. */
  readonly version: number | null;
  /** The table's row that it stands in; null in our own workbook. */
  readonly row: MatchedRow | null;
}

export interface UnderstoodTable {
  readonly sheets: readonly { readonly name: string; readonly rows: number }[];
  readonly sheet: number;
  readonly mapping: Mapping;
  readonly columns: readonly {
    readonly letters: string;
    readonly heading: string;
    readonly sample: readonly string[];
    readonly role: ColumnRole | null;
  }[];
  readonly preview: Preview;
}

/** A file as LIKA understands it, held against an instrument. */
export interface Understood {
  readonly answers: readonly BroughtAnswer[];
  readonly unsure: readonly UnsureRow[];
  readonly leftOut: readonly LeftOut[];
  readonly table: UnderstoodTable | null;
  readonly workbook: WorkbookContent | null;
}

export interface UnderstandWish {
  readonly instrument: Instrument;
  readonly instruments: Pick<Instruments, 'get'>;
  readonly reading: Reading;
}

/** Understands the file. Throws BadFile when it cannot be read, or holds no table. */
export async function understand(bytes: Buffer, wish: UnderstandWish): Promise<Understood> {
  const read = await readWorkbook(bytes, (id, version) => wish.instruments.get(id, version));
  if (read.kind === 'fault') throw new BadFile(read.fault.code);
  return read.kind === 'ours' ? ofWorkbook(read.content, wish.instrument) : ofTable(read.sheets, wish);
}

function ofWorkbook(content: WorkbookContent, instrument: Instrument): Understood {
  const leftOut: LeftOut[] = content.faults.map(({ sheet, row, column, code, value }) => ({
    ...{ sheet, row: row === 0 ? null : row, column: column === '' ? null : column },
    ...{ name: '', answer: value, of: 'cell', code },
  }));
  const empties = { option: true, comment: content.hasComments };
  const answers = content.answers.flatMap(({ indicator, option, comment, version }): BroughtAnswer[] => {
    const found = findIndicator(instrument, indicator);
    const parsed = AnswerWrite.shape.comment.safeParse(comment);
    const code = !found
      ? 'indicator-not-here'
      : option !== null && !findOption(instrument, option)
        ? 'answer-not-here'
        : parsed.success
          ? null
          : 'comment-not-possible';
    if (code === null) return [{ indicator, option, comment: parsed.data || null, empties, version, row: null }];
    leftOut.push(leftRow(indicator, code, { answer: option ?? '' }));
    return [];
  });
  return { answers, unsure: [], leftOut, table: null, workbook: content };
}

const NO = { option: false, comment: false };
const SAMPLE_ROWS = 3;
const SAMPLE_MAX = 60;
/** More columns than a person can look through aren't shown. */
const SHOWN_COLUMNS = 40;

function ofTable(sheets: readonly Sheet[], { instrument, reading }: UnderstandWish): Understood {
  const guess = guessSheet(sheets, instrument);
  const sheet = reading.sheet !== undefined && sheets[reading.sheet] ? reading.sheet : (guess?.sheet ?? 0);
  const rows = sheets[sheet]?.rows ?? [];
  const mapping = reading.mapping ?? (guess?.sheet === sheet ? guess.mapping : guessMapping(rows, instrument));
  const preview = previewImport({
    ...{ rows, instrument, mapping, numbers: reading.numbers },
    meanings: new Map((reading.meanings ?? []).map(({ word, option }) => [word, option])),
    choices: new Map((reading.rows ?? []).map(({ row, ...choice }) => [row, choice])),
  });
  const answers = preview.rows.flatMap((row): BroughtAnswer[] => {
    if (row.kind !== 'matched') return [];
    const { indicator, option, comment } = row;
    return [{ indicator, option, comment, empties: NO, version: null, row }];
  });
  return {
    answers,
    unsure: preview.rows.flatMap((row) => (row.kind === 'unsure' ? [row] : [])),
    leftOut: preview.rows.flatMap((row): LeftOut[] =>
      row.kind !== 'left-out' || row.code === 'empty'
        ? []
        : [leftRow(row.written.indicator, row.code, { row: row.row, answer: row.written.answer })],
    ),
    table: {
      sheets: sheets.map(({ name, rows: all }) => ({ name, rows: all.length })),
      ...{ sheet, mapping, columns: columnsOf(rows, mapping), preview },
    },
    workbook: null,
  };
}

function columnsOf(rows: Sheet['rows'], mapping: Mapping): UnderstoodTable['columns'] {
  const first = mapping.heading === null ? 0 : mapping.heading + 1;
  const body = rows.slice(first);
  const width = Math.min(
    SHOWN_COLUMNS,
    body.reduce((most, row) => Math.max(most, row.length), 0),
  );
  const short = (text: string) => [...text.trim().slice(0, SAMPLE_MAX * 2)].slice(0, SAMPLE_MAX).join('');
  return Array.from({ length: width }, (_, column) => {
    const filled = body.filter((row) => textOf(row[column]).trim() !== '').slice(0, SAMPLE_ROWS);
    return {
      letters: columnLetters(column + 1),
      heading: mapping.heading === null ? '' : short(textOf(rows[mapping.heading]?.[column])),
      sample: filled.map((row) => short(textOf(row[column]))),
      role: COLUMN_ROLES.find((role) => mapping[role] === column) ?? null,
    };
  });
}
