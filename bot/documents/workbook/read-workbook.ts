import { findIndicator, textIn } from '../../../lika/instrument/instrument.ts';
import type { Instrument } from '../../../lika/instrument/instrument.ts';
import type { Sheet } from '../../../lika/import/table.ts';
import type { FileFault } from '../incoming/faults.ts';
import { openTable } from '../incoming/open-table.ts';
import { readActions, readGoals } from './read-plan.ts';
import type { ReadAction, ReadGoal } from './read-plan.ts';
import { readRecord } from './read-record.ts';
import type { ReadRecord } from './read-record.ts';
import { ownTable } from './read-table.ts';
import type { CellFault, TableRow } from './read-table.ts';

/** An answer as it stands in the workbook. `version` is that of the answer written out; null where there was none. */
export interface ReadAnswer {
  readonly indicator: string;
  readonly option: string | null;
  readonly comment: string | null;
  readonly version: number | null;
}

/** What a workbook of ours says today. */
export interface WorkbookContent {
  readonly unit: string;
  /** The day that it was made. */
  readonly day: string;
  readonly instrument: { readonly id: string; readonly version: number };
  /** The assessment that the answers were of; null for a form that was empty. */
  readonly assessment: string | null;
  /** Indicators with an answer or a comment. What has a fault isn't among them. */
  readonly answers: readonly ReadAnswer[];
  /** Whether comments were written out; where not, an empty cell doesn't say that there is none. */
  readonly hasComments: boolean;
  /** Null where the workbook was made without a plan and nobody has written one in it. */
  readonly plan: {
    readonly schoolYear: number | null;
    readonly goals: readonly ReadGoal[];
    readonly actions: readonly ReadAction[];
  } | null;
  /** What was written out and isn't there any more, by id. Whether it shall go is for a person to say. */
  readonly removed: {
    readonly answers: readonly string[];
    readonly goals: readonly string[];
    readonly actions: readonly string[];
  };
  /** What has been changed so that it cannot be read. */
  readonly faults: readonly CellFault[];
}

export type ReadWorkbook =
  | { readonly kind: 'ours'; readonly content: WorkbookContent }
  /** A table of another make: for the mapping. */
  | { readonly kind: 'other'; readonly sheets: readonly Sheet[] }
  | { readonly kind: 'fault'; readonly fault: FileFault };

/** How the instrument with an id and a version is found; null when there is none. */
export type FindInstrument = (id: string, version: number) => Instrument | null;

/** Opens a file that somebody brings and, when it is a workbook of ours, reads it back. */
export async function readWorkbook(bytes: Buffer, find: FindInstrument): Promise<ReadWorkbook> {
  const opened = await openTable(bytes);
  if (!opened.ok) return { kind: 'fault', fault: opened.fault };
  const record = readRecord(opened.sheets);
  const instrument = record && find(record.workbook.instrument.id, record.workbook.instrument.version);
  if (!record || !instrument) return { kind: 'other', sheets: opened.sheets.filter(({ hidden }) => !hidden) };
  return { kind: 'ours', content: contentOf(opened.sheets, record, instrument) };
}

const NOTHING = { read: [], seen: new Set<string>() };

function contentOf(sheets: readonly Sheet[], record: ReadRecord, instrument: Instrument): WorkbookContent {
  const { workbook } = record;
  const faults: CellFault[] = [];
  const { answers, seen } = readAnswers(sheets, record, instrument, faults);
  const goals = workbook.plan ? readGoals(sheets, record, instrument, faults) : NOTHING;
  const actions = workbook.plan ? readActions(sheets, { record, instrument, goals: goals.read }, faults) : NOTHING;
  const isEmpty = workbook.schoolYear === null && goals.read.length === 0 && actions.read.length === 0;
  const gone = (ids: Iterable<string>, kept: ReadonlySet<string>) => [...ids].filter((id) => !kept.has(id));
  return {
    ...{ unit: workbook.unit, day: workbook.day, instrument: workbook.instrument, assessment: workbook.assessment },
    answers,
    hasComments: workbook.comments,
    plan: isEmpty ? null : { schoolYear: workbook.schoolYear, goals: goals.read, actions: actions.read },
    removed: {
      answers: gone(record.answers.keys(), seen),
      goals: gone(record.goals.keys(), goals.seen),
      actions: gone(record.actions.keys(), actions.seen),
    },
    faults,
  };
}

function readAnswers(
  sheets: readonly Sheet[],
  record: ReadRecord,
  instrument: Instrument,
  faults: CellFault[],
): { answers: ReadAnswer[]; seen: ReadonlySet<string> } {
  const { rows } = ownTable(sheets, record.workbook.sheets.assessment, ['id', 'answer', 'comment'], faults);
  const byId = new Map<string, TableRow[]>();
  for (const row of rows) {
    const id = row.text('id').trim();
    if (findIndicator(instrument, id)) byId.set(id, [...(byId.get(id) ?? []), row]);
    else row.fault('id', 'unknown-indicator');
  }
  const answers = [...byId].flatMap(([indicator, [first, ...more]]): ReadAnswer[] => {
    if (!first) return [];
    const isSame = more.every(
      (row) => row.text('answer') === first.text('answer') && row.text('comment') === first.text('comment'),
    );
    // Which of them is meant, nobody but the writer knows.
    if (!isSame) [first, ...more].forEach((row) => row.fault('id', 'indicator-twice'));
    const option = isSame ? optionIn(instrument, first) : undefined;
    const comment = first.said('comment');
    const version = record.answers.get(indicator)?.version ?? null;
    const isSaid = option !== null || comment !== null || version !== null;
    return option === undefined || !isSaid ? [] : [{ indicator, option, comment, version }];
  });
  return { answers, seen: new Set(byId.keys()) };
}

/** The key of the answer in any of the instrument's languages; null when there is none, undefined when it is unknown. */
function optionIn(instrument: Instrument, row: TableRow): string | null | undefined {
  const word = row.text('answer').trim().toLowerCase();
  if (word === '') return null;
  const found = instrument.scale.find(({ label }) =>
    instrument.languages.some((language) => textIn(label, language).toLowerCase() === word),
  );
  if (!found) row.fault('answer', 'unknown-answer');
  return found?.key;
}
