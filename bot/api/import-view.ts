import type { Instrument } from '../../lika/instrument/instrument.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import { isNumber } from '../imports/numbers.ts';
import { leftSentence } from '../imports/left.ts';
import type { WeighedImport } from '../acts/weigh-import.ts';
import type { LeftOut } from '../imports/left.ts';
import { keptLeft, UNDO_FOR_MS, WAITS_FOR_MS } from '../imports/kept.ts';
import type { Outcome, Undoing } from '../imports/kept.ts';
import type { Reading } from '../imports/reading.ts';
import type { Understood, UnderstoodTable } from '../imports/understand.ts';
import type { PlanChanges } from '../imports/weigh-plan.ts';
import type { Weighed } from '../imports/weigh.ts';
import type { UnsureRow } from '../../lika/import/preview.ts';
import type { BroughtFile, ListedFile } from '../store/brought-files.ts';
import { textsIn } from '../texts.ts';
import type { ServiceLanguage } from '../texts.ts';
import type {
  Import,
  ImportAnswer,
  ImportEntry,
  ImportLeft,
  ImportOutcome,
  ImportPreview,
  ImportTable,
  ImportUndoing,
  ImportUnsure,
} from './schemas/imports.ts';

/** Files that are brought in as the tab sees them. */

/** So many rows of a list go in one answer: a file may have 20,000. */
export const PAGE = 100;

/** What a preview is made of. */
export interface Previewed extends WeighedImport {
  readonly file: Pick<BroughtFile, 'reading' | 'unit_id'>;
  readonly instrument: Instrument;
  readonly draft: string | null;
  readonly understood: Understood;
}

export function importView(file: BroughtFile, language: ServiceLanguage, previewed: Previewed | null): Import {
  return {
    ...{ id: file.id, unit: file.unit_id, name: file.name, by: file.by_person, at: file.at.toISOString() },
    ...{ version: file.version, state: file.state },
    preview: previewed && previewView(previewed, language),
    outcome: file.outcome && outcomeView(file.outcome, language),
    mayUndo: file.state === 'taken' && file.before !== null,
    until: untilOf(file),
    undoing: file.undoing && undoingView(file.undoing, language),
  };
}

/** Until when it waits, or can be undone; null when it has been. */
function untilOf({ state, at, taken_at }: Pick<BroughtFile, 'state' | 'at' | 'taken_at'>): string | null {
  if (state === 'undone') return null;
  return new Date(taken_at === null ? at.getTime() + WAITS_FOR_MS : taken_at.getTime() + UNDO_FOR_MS).toISOString();
}

/** A line of the unit's latest files; who brought them is named where the name is known. */
export function listedView(file: ListedFile, names: ReadonlyMap<string, string>): ImportEntry {
  const by = byOf(file);
  return {
    ...{ id: file.id, name: file.name, state: file.state, at: (file.taken_at ?? file.at).toISOString() },
    ...{ by: by === null ? null : { id: by, name: names.get(by) ?? null }, until: untilOf(file) },
  };
}

/** Who brought it in; of one that waits, who chose it. Null for whoever runs the service. */
export const byOf = ({ state, by_person, taken_by }: ListedFile): string | null =>
  state === 'previewed' ? by_person : taken_by;

function previewView(previewed: Previewed, language: ServiceLanguage): ImportPreview {
  const { instrument, understood, weighed, plan, leftOut, file } = previewed;
  const count = (kind: Weighed['kind']) => weighed.filter((one) => one.kind === kind).length;
  const said = new Set(understood.answers.map(({ indicator }) => indicator));
  const reading: Reading = file.reading;
  return {
    ...{ instrument: { id: instrument.id, version: instrument.version }, draft: previewed.draft, reading },
    table: understood.table && tableView(understood.table),
    workbook: understood.workbook && {
      ...{ day: understood.workbook.day, isOtherUnit: understood.workbook.unit !== file.unit_id },
    },
    counts: {
      ...{ fills: count('fills'), differs: count('differs'), same: count('same') },
      ...{ unsure: understood.unsure.length, leftOut: leftOut.length },
    },
    without: placedIndicators(instrument).filter(({ indicator }) => !said.has(indicator.id)).length,
    answers: weighed.map(answerView),
    unsure: page(understood.unsure, 0, unsureView),
    leftOut: page(leftOut, 0, leftView(language)),
    plan: plan && planChangesView(plan),
  };
}

/** One page of the long lists. */
export function rowsView(previewed: Previewed, from: number, language: ServiceLanguage) {
  return {
    leftOut: page(previewed.leftOut, from, leftView(language)),
    unsure: page(previewed.understood.unsure, from, unsureView),
  };
}

function page<T, V>(all: readonly T[], from: number, view: (one: T) => V): { total: number; rows: V[] } {
  return { total: all.length, rows: all.slice(from, from + PAGE).map(view) };
}

function tableView({ sheets, sheet, mapping, columns, preview }: UnderstoodTable): ImportTable {
  const { numbers, words } = preview;
  const shown = columns.map((column) => ({ ...column, sample: [...column.sample] }));
  const answers = preview.rows.map(({ written }) => written.answer);
  return {
    ...{ sheets: [...sheets], sheet, mapping, numbers, columns: shown, words: [...words] },
    hasNumbers: answers.some(isNumber),
  };
}

function answerView({ brought, standing, option, comment, kind }: Weighed): ImportAnswer {
  const { indicator, row } = brought;
  return {
    ...{ indicator, kind, option, comment, row: row?.row ?? null, by: row?.by ?? null },
    ...{ written: row?.written.indicator ?? '', mended: [...(row?.mended ?? [])] },
    standing: standing && {
      ...{ option: standing.option, comment: standing.comment, by: standing.by, at: standing.at },
      version: standing.version,
    },
  };
}

function unsureView({ row, written, asks, indicator, candidates, option, comment }: UnsureRow): ImportUnsure {
  return {
    ...{ row, written, asks: [...asks], indicator, option, comment },
    candidates: candidates.map((candidate) => candidate.indicator),
  };
}

function leftView(language: ServiceLanguage) {
  return (found: LeftOut): ImportLeft => {
    const left = keptLeft(found);
    const { sheet, row, column, name, answer, code } = left;
    return { sheet, row, column, name, answer, code, why: leftSentence(left, language) };
  };
}

function planChangesView({ goals, actions }: PlanChanges): ImportPreview['plan'] {
  const counts = (all: readonly { standing: unknown }[]) => ({
    added: all.filter(({ standing }) => standing === null).length,
    changed: all.filter(({ standing }) => standing !== null).length,
  });
  const changes = [
    ...goals.map(({ text, standing }) => ({
      ...{ what: 'goal' as const, isNew: standing === null, title: text },
      fields: standing ? ['goal'] : [],
    })),
    ...actions.map(({ title, standing, fields, through }) => ({
      ...{ what: 'action' as const, isNew: standing === null, title },
      fields: standing ? [...Object.keys(fields), ...(through.length > 0 ? ['state'] : [])] : [],
    })),
  ];
  return { goals: counts(goals), actions: counts(actions), changes: changes.slice(0, PAGE) };
}

function outcomeView(outcome: Outcome, language: ServiceLanguage): ImportOutcome {
  const { assessment, madeDraft, answers, comments, kept, goals, actions, leftOut, leftOutTotal } = outcome;
  const rows = leftOut.slice(0, PAGE).map(leftView(language));
  return {
    ...{ assessment, madeDraft, answers, comments, kept, goals, actions },
    leftOut: { total: leftOutTotal, rows },
  };
}

function undoingView({ answers, goals, actions, left }: Undoing, language: ServiceLanguage): ImportUndoing {
  const t = textsIn(language);
  return {
    ...{ answers, goals, actions },
    left: left.map(({ what, name, code }) => ({ what, name, code, why: t(`imports.undo.${code}`) })),
  };
}
