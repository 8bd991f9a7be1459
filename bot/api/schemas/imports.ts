import { z } from 'zod';
import { Reading } from '../../imports/reading.ts';
import { Id, IndicatorId, Moment, Version } from './common.ts';

/** Files that are brought in: how LIKA understands them, what would become of them, and what became. */

export { Reading };

export const ImportName = z.object({
  /** What the file is called, as a person knows it. */
  name: z
    .string()
    .transform((name) => [...name.normalize('NFC').replaceAll(/\p{C}/gu, '').trim()].slice(0, 200).join(''))
    .refine((name) => name.length > 0, { params: { code: 'missing' } })
    .meta({ minLength: 1 }),
});

const Said = z.object({ option: z.string().nullable(), comment: z.string().nullable() });

/** Something that isn't brought in; `why` is a sentence for the one who asks. */
export const ImportLeft = z.object({
  sheet: z.string().nullable(),
  row: z.int().nullable(),
  column: z.string().nullable(),
  name: z.string(),
  answer: z.string(),
  code: z.string(),
  why: z.string(),
});
export type ImportLeft = z.infer<typeof ImportLeft>;

/** A row that a person has to say something about: which indicator, what the answer means, or both. */
export const ImportUnsure = z.object({
  row: z.int(),
  written: z.object({ indicator: z.string(), answer: z.string() }),
  asks: z.array(z.enum(['indicator', 'answer'])),
  indicator: z.string().nullable(),
  /** The likeliest first. */
  candidates: z.array(z.string()),
  /** The answer that is known or proposed. */
  option: z.string().nullable(),
  comment: z.string().nullable(),
});
export type ImportUnsure = z.infer<typeof ImportUnsure>;

/** An answer of the file, and what stands. `fills`: would be brought in. `differs`: something else stands. `same`: stands already. */
export const ImportAnswer = Said.extend({
  indicator: IndicatorId,
  kind: z.enum(['fills', 'differs', 'same', 'emptied']),
  /** The table's row; null in our own workbook. */
  row: z.int().nullable(),
  /** How the indicator was recognised; null in our own workbook. */
  by: z.enum(['id', 'text', 'near-text', 'chosen']).nullable(),
  /** What stands in the table. */
  written: z.string(),
  /** Whether signs that cannot be saved were taken away from the comment, or it was cut to what has room. */
  mended: z.array(z.enum(['control', 'too-long'])),
  standing: Said.extend({ by: Id, at: Moment, version: Version }).nullable(),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;

/** So much of a list, and how much there is. */
const listOf = <T extends z.ZodType>(item: T) => z.object({ total: z.int(), rows: z.array(item) });

export const ImportTable = z.object({
  sheets: z.array(z.object({ name: z.string(), rows: z.int() })),
  sheet: z.int(),
  /** As it is understood now. */
  mapping: Reading.shape.mapping.unwrap(),
  numbers: Reading.shape.numbers.unwrap(),
  columns: z.array(
    z.object({
      letters: z.string(),
      heading: z.string(),
      sample: z.array(z.string()),
      role: z.enum(['id', 'text', 'answer', 'comment', 'area', 'step']).nullable(),
    }),
  ),
  /** Whether numbers stand among the answers, so that how they are meant matters. */
  hasNumbers: z.boolean(),
  /** Answers whose meaning isn't certain, the commonest first, with what they probably mean. */
  words: z.array(z.object({ word: z.string(), rows: z.int(), proposed: z.string().nullable() })),
});
export type ImportTable = z.infer<typeof ImportTable>;

const PlanCounts = z.object({ added: z.int(), changed: z.int() });

/** What a workbook of ours would change in the plan. */
export const ImportPlan = z.object({
  goals: PlanCounts,
  actions: PlanCounts,
  changes: z.array(
    z.object({ what: z.enum(['goal', 'action']), isNew: z.boolean(), title: z.string(), fields: z.array(z.string()) }),
  ),
});

export const ImportPreview = z.object({
  /** The instrument that the file is held against: the open draft's, or the unit's latest. */
  instrument: z.object({ id: z.string(), version: z.int() }),
  /** The unit's open joint draft; null while there is none, so that one would be made. */
  draft: Id.nullable(),
  /** What somebody has said of how the file is to be understood. */
  reading: Reading,
  table: ImportTable.nullable(),
  workbook: z.object({ day: z.string(), isOtherUnit: z.boolean() }).nullable(),
  counts: z.object({ fills: z.int(), differs: z.int(), same: z.int(), unsure: z.int(), leftOut: z.int() }),
  /** How many of the instrument's indicators the file says nothing of. */
  without: z.int(),
  answers: z.array(ImportAnswer),
  unsure: listOf(ImportUnsure),
  leftOut: listOf(ImportLeft),
  plan: ImportPlan.nullable(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const ImportOutcome = z.object({
  assessment: Id.nullable(),
  madeDraft: z.boolean(),
  answers: z.int(),
  comments: z.int(),
  /** Answers that stood with something else in them, and stay. */
  kept: z.int(),
  goals: PlanCounts,
  actions: PlanCounts,
  leftOut: listOf(ImportLeft),
});
export type ImportOutcome = z.infer<typeof ImportOutcome>;

/** What undoing put back, and what it left because somebody has changed it since. */
export const ImportUndoing = z.object({
  answers: z.int(),
  goals: z.int(),
  actions: z.int(),
  left: z.array(
    z.object({ what: z.enum(['answer', 'goal', 'action']), name: z.string(), code: z.string(), why: z.string() }),
  ),
});
export type ImportUndoing = z.infer<typeof ImportUndoing>;

export const Import = z.object({
  id: Id,
  unit: Id,
  name: z.string(),
  by: Id,
  at: Moment,
  version: Version,
  state: z.enum(['previewed', 'taken', 'undone']),
  /** While nothing is brought in. */
  preview: ImportPreview.nullable(),
  outcome: ImportOutcome.nullable(),
  /** Whether it can still be undone. */
  mayUndo: z.boolean(),
  /** Until when it waits, or can be undone; null when it has been. */
  until: Moment.nullable(),
  undoing: ImportUndoing.nullable(),
});
export type Import = z.infer<typeof Import>;

/** One of the unit's latest files: it waits to be brought in, or is and can be undone. */
export const ImportEntry = z.object({
  id: Id,
  name: z.string(),
  state: z.enum(['previewed', 'taken', 'undone']),
  /** When it was brought in; of one that waits, when it was chosen. */
  at: Moment,
  /** Who did; the name is null when it isn't known. Null for whoever runs the service. */
  by: z.object({ id: Id, name: z.string().nullable() }).nullable(),
  until: Moment.nullable(),
});
export type ImportEntry = z.infer<typeof ImportEntry>;

/** The latest first. */
export const ImportList = z.object({ imports: z.array(ImportEntry) });
export type ImportList = z.infer<typeof ImportList>;

/** No text of it has what jsonb cannot hold: NUL, and halves of characters. */
const isKeepable = (reading: z.infer<typeof Reading>): boolean =>
  [
    ...(reading.meanings ?? []).flatMap(({ word, option }) => [word, option]),
    ...(reading.rows ?? []).flatMap(({ indicator, option }) => [indicator ?? '', option ?? '']),
  ].every((text) => !/\0|\p{Cs}/u.test(text));

/** How the file is to be understood, all of it anew; `version` is the one seen. */
export const ImportReading = z.object({
  version: Version,
  reading: Reading.refine(isKeepable, { params: { code: 'control' } }),
});

/**
 * `draft`: the open draft that the preview showed; with another nothing is brought in. `seen`: the versions of standing answers that
 * it showed; others are never replaced.
 */
export const ImportTake = z.object({
  version: Version,
  draft: Id.nullable(),
  existing: z.enum(['keep', 'replace']),
  plan: z.boolean(),
  seen: z
    .array(z.object({ indicator: IndicatorId, version: Version }))
    .max(500)
    .default([]),
});
export type ImportTake = z.input<typeof ImportTake>;

/** A page of what is left out or unsure. */
export const ImportRows = z.object({
  leftOut: listOf(ImportLeft),
  unsure: listOf(ImportUnsure),
});
