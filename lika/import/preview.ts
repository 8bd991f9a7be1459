/** What an import would do, row by row, before anything is done. What is unsure is asked, never decided. */
import { COMMENT_MAX } from '../assessment/assessment.ts';
import { findIndicator, placedIndicators } from '../instrument/instrument.ts';
import type { Instrument } from '../instrument/instrument.ts';
import { answerWord, numberScale, readAnswer } from './answer-words.ts';
import type { AnswerReading, NumberScale } from './answer-words.ts';
import type { Mapping } from './columns.ts';
import { indicatorMatcher } from './match.ts';
import type { Candidate, MatchedBy } from './match.ts';
import { isEmpty, textOf } from './table.ts';
import type { Row } from './table.ts';

/** Why a row is left out. */
export const LEFT_OUT = [
  'empty',
  'not-wanted',
  'no-indicator',
  'no-answer',
  'unknown-answer',
  'indicator-twice',
  'said-already',
] as const;
export type LeftOutCode = (typeof LEFT_OUT)[number];

/** What was mended in a comment: signs that cannot be saved taken away, or cut to what has room. */
export type Mended = 'control' | 'too-long';

/** `row` is the table's row from 1, as a person counts. `written` is what stands in the file, shortened. */
interface Source {
  readonly row: number;
  readonly written: { readonly indicator: string; readonly answer: string };
}

export interface MatchedRow extends Source {
  readonly kind: 'matched';
  readonly indicator: string;
  readonly by: MatchedBy | 'chosen';
  /** Null where the row has a comment alone. */
  readonly option: string | null;
  readonly comment: string | null;
  readonly mended: readonly Mended[];
}

export interface UnsureRow extends Source {
  readonly kind: 'unsure';
  /** What a person has to say: which indicator, which answer, or both. */
  readonly asks: readonly ('indicator' | 'answer')[];
  /** The indicator where it is known. */
  readonly indicator: string | null;
  readonly candidates: readonly Candidate[];
  /** The answer that is known or proposed; null where there is none. */
  readonly option: string | null;
  readonly comment: string | null;
  readonly mended: readonly Mended[];
}

export interface LeftOutRow extends Source {
  readonly kind: 'left-out';
  readonly code: LeftOutCode;
  readonly indicator: string | null;
}

export type PreviewRow = MatchedRow | UnsureRow | LeftOutRow;

/** What a person has chosen for a row, by its number: the indicator, the answer, or to leave it out. */
export interface Choice {
  readonly indicator?: string | undefined;
  readonly option?: string | undefined;
  readonly leaveOut?: boolean | undefined;
}

export interface ImportWish {
  readonly rows: readonly Row[];
  readonly instrument: Instrument;
  readonly mapping: Mapping;
  /** How numbers in the answers' column are meant; guessed without it. */
  readonly numbers?: NumberScale | undefined;
  /** What a person has said that an answer means, for all rows: `answerWord` → option. */
  readonly meanings?: ReadonlyMap<string, string> | undefined;
  readonly choices?: ReadonlyMap<number, Choice> | undefined;
}

/** An answer that a person has to say the meaning of, once for all rows that have it. */
export interface AskedWord {
  readonly word: string;
  readonly rows: number;
  /** What it probably means; null when there is nothing to propose. */
  readonly proposed: string | null;
}

export interface Preview {
  readonly numbers: NumberScale;
  /** Answers that aren't certain, the commonest first. */
  readonly words: readonly AskedWord[];
  /** Every row below the heading, in the table's order; trailing empty ones aside. */
  readonly rows: readonly PreviewRow[];
  /** The instrument's indicators that no row would give anything, in its own order. */
  readonly without: readonly string[];
}

const WRITTEN_MAX = 200;
/** So many different words are asked about at most; a column with more holds no answers. */
const WORDS_MAX = 50;

/** The preview of an import. No indicator gets two answers; rows that would are left out, all of them. */
export function previewImport(wish: ImportWish): Preview {
  const { rows, instrument, mapping, choices = new Map<number, Choice>() } = wish;
  const meanings = wish.meanings ?? new Map<string, string>();
  const first = mapping.heading === null ? 0 : mapping.heading + 1;
  const body = rows.slice(first);
  const numbers = wish.numbers ?? numberScale(body.map((row) => cellOf(row, mapping.answer)));
  const around: Table = {
    ...{ match: indicatorMatcher(instrument), mend: commentsMended() },
    ...{ mapping, instrument, numbers, meanings },
  };
  const read = body.map((row, at) => {
    const number = first + at + 1;
    return readRow(row, { ...around, number, choice: choices.get(number) ?? {} });
  });
  const told = withoutDoubles(read);
  const given = new Set(told.flatMap((row) => (row.kind === 'matched' ? [row.indicator] : [])));
  const without = placedIndicators(instrument).flatMap(({ indicator: { id } }) => (given.has(id) ? [] : [id]));
  return { numbers, words: askedWords(body, read, around), rows: told, without };
}

/** Whether the row would be brought in if its answer were understood. */
const hangsOnAnswer = (row: PreviewRow | undefined): boolean =>
  (row?.kind === 'unsure' && row.asks.includes('answer')) ||
  (row?.kind === 'left-out' && row.code === 'unknown-answer');

/** The words of the answers' column whose meaning isn't certain and that nobody has said, where it would matter. */
function askedWords(
  body: readonly Row[],
  read: readonly PreviewRow[],
  { instrument, mapping, numbers, meanings }: Table,
): AskedWord[] {
  const words = new Map<string, AskedWord>();
  for (const [at, row] of body.entries()) {
    if (!hangsOnAnswer(read[at])) continue;
    const cell = cellOf(row, mapping.answer);
    const word = answerWord(cell).slice(0, WRITTEN_MAX);
    const reading = readAnswer(instrument, cell, numbers);
    if (meanings.has(word) || (reading.kind !== 'unsure' && reading.kind !== 'unknown')) continue;
    const proposed = reading.kind === 'unsure' ? reading.option : null;
    words.set(word, { word, rows: (words.get(word)?.rows ?? 0) + 1, proposed });
  }
  return [...words.values()].sort((a, b) => b.rows - a.rows || (a.word < b.word ? -1 : 1)).slice(0, WORDS_MAX);
}

const cellOf = (row: Row, column: number | null) => (column === null ? null : row[column]);

interface Table {
  readonly match: ReturnType<typeof indicatorMatcher>;
  readonly mend: ReturnType<typeof commentsMended>;
  readonly mapping: Mapping;
  readonly instrument: Instrument;
  readonly numbers: NumberScale;
  readonly meanings: ReadonlyMap<string, string>;
}

interface Around extends Table {
  readonly number: number;
  readonly choice: Choice;
}

/** What the row's answer is: as a person has said, for this row or for the word, else as it reads. */
function answerIn(row: Row, { instrument, mapping, numbers, meanings, choice }: Around): AnswerReading {
  const cell = cellOf(row, mapping.answer);
  const said = choice.option ?? meanings.get(answerWord(cell).slice(0, WRITTEN_MAX));
  const option = instrument.scale.find(({ key }) => key === said);
  return option ? { kind: 'certain', option: option.key } : readAnswer(instrument, cell, numbers);
}

function readRow(row: Row, around: Around): PreviewRow {
  const { number, match, mend, mapping, instrument, choice } = around;
  const text = (column: number | null) => textOf(cellOf(row, column) ?? null);
  const [id, statement] = [text(mapping.id), text(mapping.text)];
  const shown = (words: string) => [...words.trim().slice(0, WRITTEN_MAX * 2)].slice(0, WRITTEN_MAX).join('');
  const source = { row: number, written: { indicator: shown(statement || id), answer: shown(text(mapping.answer)) } };
  const leftOut = (code: LeftOutCode, indicator: string | null = null): LeftOutRow => ({
    ...{ ...source, kind: 'left-out', code, indicator },
  });
  const roles = [mapping.id, mapping.text, mapping.answer, mapping.comment];
  if (choice.leaveOut) return leftOut('not-wanted');
  if (roles.every((column) => isEmpty(cellOf(row, column)))) return leftOut('empty');
  const chosen = choice.indicator === undefined ? undefined : findIndicator(instrument, choice.indicator);
  const found = chosen
    ? ({ kind: 'matched', indicator: chosen.indicator.id, by: 'chosen' } as const)
    : match({ id, text: statement, area: text(mapping.area), step: text(mapping.step) });
  if (found.kind === 'none') return leftOut('no-indicator');
  const indicator = found.kind === 'matched' ? found.indicator : null;
  const answer = answerIn(row, around);
  const { comment, mended } = mend(text(mapping.comment));
  if (answer.kind === 'empty' && comment === null) return leftOut('no-answer', indicator);
  if (answer.kind === 'unknown') return leftOut('unknown-answer', indicator);
  const option = answer.kind === 'empty' ? null : answer.option;
  const facts = { ...source, option, comment, mended };
  if (found.kind === 'matched' && answer.kind !== 'unsure')
    return { ...facts, kind: 'matched', indicator: found.indicator, by: found.by };
  return {
    ...{ ...facts, kind: 'unsure', indicator },
    asks: [
      ...(indicator === null ? ['indicator' as const] : []),
      ...(answer.kind === 'unsure' ? ['answer' as const] : []),
    ],
    candidates: found.kind === 'unsure' ? found.candidates : [],
  };
}

/**
 * Rows that give one indicator different things are all left out; of those that say the same again, all but the first, and
 * for another reason.
 * A row whose answer is unknown says something different too.
 */
function withoutDoubles(rows: readonly PreviewRow[]): PreviewRow[] {
  const said = new Map<string, { readonly first: number; readonly sayings: Set<string> }>();
  for (const row of rows) {
    if (row.indicator === null || (row.kind === 'left-out' && row.code !== 'unknown-answer')) continue;
    const saying = row.kind === 'left-out' ? row.code : JSON.stringify([row.kind, row.option, row.comment]);
    const before = said.get(row.indicator);
    if (before) before.sayings.add(saying);
    else said.set(row.indicator, { first: row.row, sayings: new Set([saying]) });
  }
  return rows.map((row): PreviewRow => {
    if (row.kind === 'left-out' || row.indicator === null) return row;
    const { row: number, written, indicator } = row;
    const all = said.get(indicator);
    if (!all || (all.sayings.size === 1 && all.first === number)) return row;
    const code = all.sayings.size === 1 ? 'said-already' : 'indicator-twice';
    return { row: number, written, kind: 'left-out', code, indicator };
  });
}

/** Long tables say the same again and again. */
function commentsMended(): (text: string) => ReturnType<typeof mendedComment> {
  const known = new Map<string, ReturnType<typeof mendedComment>>();
  return (text) => {
    const mended = known.get(text) ?? mendedComment(text);
    known.set(text, mended);
    return mended;
  };
}

/** The comment as it can be saved: composed, trimmed, without control signs but line breaks and tabs, and not too long. */
function mendedComment(text: string): { comment: string | null; mended: Mended[] } {
  // More than has room in any cell is cut before it is looked at.
  const whole = text
    .slice(0, COMMENT_MAX * 4)
    .normalize('NFC')
    .replace(/\r\n?/g, '\n');
  const clean = whole.replace(/[^\P{Cc}\t\n]|\p{Cs}/gu, '').trim();
  const signs = [...clean];
  const comment = signs.slice(0, COMMENT_MAX).join('').trim();
  const mended: Mended[] = [
    ...(clean === whole.trim() ? [] : ['control' as const]),
    ...(signs.length > COMMENT_MAX ? ['too-long' as const] : []),
  ];
  return { comment: comment === '' ? null : comment, mended };
}
