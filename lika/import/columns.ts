/** Which row of a table is its heading, and what its columns hold: guessed by words and by content, for a person to change. */
import type { Instrument } from '../instrument/instrument.ts';
import { placedIndicators } from '../instrument/instrument.ts';
import { readAnswer } from './answer-words.ts';
import { bareText, bareWords } from './likeness.ts';
import { isEmpty, textOf } from './table.ts';
import type { Row, Sheet } from './table.ts';

export const COLUMN_ROLES = ['id', 'text', 'answer', 'comment', 'area', 'step'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** Column numbers from 0, null for what the table doesn't have. `heading` is the row of the headings, from 0, or null. */
export type Mapping = Readonly<Record<ColumnRole, number | null>> & { readonly heading: number | null };

/** Words of headings, Swedish and English; a whole heading, or the word that it begins or ends with. */
const WORDS: Readonly<Record<ColumnRole, readonly string[]>> = {
  id: ['id', 'indikator id', 'indicator id', 'nr', 'nummer', 'kod', 'code', 'number', 'no'],
  text: [
    'indikator',
    'indikatorer',
    'fråga',
    'frågor',
    'påstående',
    'indicator',
    'statement',
    'question',
    'indikatortext',
    'beskrivning',
  ],
  answer: [
    'svar',
    'svarsalternativ',
    'värdering',
    'skattning',
    'bedömning',
    'nivå',
    'status',
    'läge',
    'resultat',
    'answer',
    'rating',
    'level',
    'value',
    'värde',
  ],
  comment: [
    'kommentar',
    'kommentarer',
    'anteckning',
    'anteckningar',
    'motivering',
    'notering',
    'comment',
    'comments',
    'note',
    'notes',
  ],
  area: ['område', 'utvecklingsområde', 'area', 'lika område'],
  step: ['steg', 'step', 'trappsteg'],
};
const BARE: ReadonlyMap<ColumnRole, readonly string[]> = new Map(
  COLUMN_ROLES.map((role) => [role, WORDS[role].map(bareText)]),
);

/** A title and some lines may stand above the heading. */
const HEADING_WITHIN = 40;
/** So many rows tell what a column holds. */
const SAMPLE = 200;
/** How large a part of a column's cells must look like a thing for the column to be it. */
const ENOUGH = 0.5;

/** 2: the heading is that word; 1: it has it at an end. */
function headingScore(text: string, role: ColumnRole): number {
  const bare = bareText(text);
  if (bare === '' || bare.length > 60) return 0;
  const known = BARE.get(role) ?? [];
  if (known.includes(bare)) return 2;
  const words = bareWords(text);
  return known.some((word) => words[0] === word || words.at(-1) === word) && words.length <= 5 ? 1 : 0;
}

/** The row with the most different headings, at least two; the first of equals. */
function headingRow(rows: readonly Row[]): number | null {
  const scores = rows.slice(0, HEADING_WITHIN).map((row) => {
    const roles = COLUMN_ROLES.filter((role) =>
      row.some((cell) => typeof cell === 'string' && headingScore(cell, role) > 0),
    );
    const exact = row.filter(
      (cell) => typeof cell === 'string' && COLUMN_ROLES.some((role) => headingScore(cell, role) === 2),
    );
    return roles.length >= 2 ? roles.length + exact.length : 0;
  });
  const best = Math.max(0, ...scores);
  return best === 0 ? null : scores.indexOf(best);
}

/** A guess at the mapping. Headings decide first; what they leave open, the cells' content. No column has two roles. */
export function guessMapping(rows: readonly Row[], instrument: Instrument): Mapping {
  const heading = headingRow(rows);
  const headings = heading === null ? [] : (rows[heading] ?? []);
  const body = rows.slice(heading === null ? 0 : heading + 1).filter((row) => row.some((cell) => !isEmpty(cell)));
  const sample = body.slice(0, SAMPLE);
  const width = Math.max(0, headings.length, ...sample.map(({ length }) => length));
  const columns = Array.from({ length: width }, (_, column) => column);
  const content = contentScores(sample, instrument);
  const scored = COLUMN_ROLES.flatMap((role) =>
    columns.map((column) => {
      const said = headingScore(textOf(headings[column]), role);
      const holds = content(column, role);
      return { role, column, score: said + 2 * holds, isLikely: said > 0 || holds >= ENOUGH };
    }),
  );
  const taken = new Map<ColumnRole, number>();
  for (const { role, column } of scored
    .filter(({ isLikely }) => isLikely)
    .sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (!taken.has(role) && ![...taken.values()].includes(column)) taken.set(role, column);
  }
  const of = (role: ColumnRole) => taken.get(role) ?? null;
  return {
    ...{ heading, id: of('id'), text: of('text'), answer: of('answer') },
    ...{ comment: of('comment'), area: of('area'), step: of('step') },
  };
}

/** The sheet that most likely holds the answers, and its mapping; null when no sheet looks like it. */
export function guessSheet(
  sheets: readonly Sheet[],
  instrument: Instrument,
): { sheet: number; mapping: Mapping } | null {
  const guesses = sheets.map(({ rows, hidden }, sheet) => {
    const mapping = guessMapping(rows, instrument);
    const isWhole = mapping.answer !== null && (mapping.id !== null || mapping.text !== null);
    const roles = COLUMN_ROLES.filter((role) => mapping[role] !== null).length;
    return { sheet, mapping, score: isWhole && !hidden ? roles : 0, rows: rows.length };
  });
  const [best] = guesses.sort((a, b) => b.score - a.score || b.rows - a.rows || a.sheet - b.sheet);
  return best && best.score > 0 ? { sheet: best.sheet, mapping: best.mapping } : null;
}

/** How large a part of a column's filled cells looks like what the role holds, 0–1. A comment looks like anything. */
function contentScores(rows: readonly Row[], instrument: Instrument): (column: number, role: ColumnRole) => number {
  const placed = placedIndicators(instrument);
  const ids = new Set(placed.map(({ indicator }) => indicator.id));
  const areas = new Set(instrument.areas.flatMap(({ key, name }) => [key, ...Object.values(name)]).map(bareText));
  const statements = new Set(placed.flatMap(({ indicator }) => Object.values(indicator.statement)).map(bareText));
  const looks: Readonly<Record<ColumnRole, (text: string, row: Row, column: number) => boolean>> = {
    id: (text) => ids.has(text.toLowerCase()),
    // A statement is a sentence: several words, more than a heading or a name.
    text: (text) => statements.has(bareText(text)) || bareWords(text).length >= 5,
    answer: (text, row, column) =>
      ['certain', 'unsure'].includes(readAnswer(instrument, row[column], '0-10').kind) && text.length < 40,
    comment: () => false,
    area: (text) => areas.has(bareText(text)),
    step: (text) => /^(?:steg|step)\s*\d$/i.test(text),
  };
  return (column, role) => {
    const filled = rows.filter((row) => !isEmpty(row[column]));
    if (filled.length === 0) return 0;
    return filled.filter((row) => looks[role](textOf(row[column]).trim(), row, column)).length / filled.length;
  };
}
