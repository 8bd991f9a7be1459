import { z } from 'zod';

/**
 * What a workbook remembers where nobody looks: on a sheet that Excel doesn't even list, ids and what cells of several
 * things were made of. A cell that still says what it was written with is read back from here, exactly; what somebody has
 * changed is read from the cell. Free text stands in the visible cells alone.
 */
export const RECORD_SHEET = 'LIKA';
export const RECORD_FORMAT = 1;

/** The fields of the record that stand in rows of their own: kind, id, and JSON. */
export const RECORD_KINDS = ['workbook', 'answer', 'person', 'goal', 'action', 'activity'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

const SheetNames = z.object({ assessment: z.string(), goals: z.string(), plan: z.string() });

export const WorkbookRecord = z.object({
  format: z.literal(RECORD_FORMAT),
  unit: z.string(),
  day: z.string(),
  language: z.enum(['sv', 'en']),
  instrument: z.object({ id: z.string(), version: z.int() }),
  /** The assessment whose answers these are; null for an empty form. */
  assessment: z.string().nullable(),
  /** First calendar year of the plan's school year; null where there was no plan. */
  schoolYear: z.int().nullable(),
  /** Whether the plan, and the assessment's comments, were written out; those who may not see them get it without. */
  plan: z.boolean().default(true),
  comments: z.boolean().default(true),
  sheets: SheetNames,
});
export type WorkbookRecord = z.infer<typeof WorkbookRecord>;

/** The version of the answer that was written out. */
export const AnswerRecord = z.object({ version: z.int() });
export type AnswerRecord = z.infer<typeof AnswerRecord>;

export const PersonRecord = z.object({ name: z.string() });

export const GoalRecord = z.object({
  area: z.string().nullable(),
  step: z.int().nullable(),
  indicators: z.array(z.string()).readonly(),
  position: z.int(),
  version: z.int(),
});
export type GoalRecord = z.infer<typeof GoalRecord>;

export const ActionRecord = z.object({
  goal: z.string(),
  area: z.string(),
  indicators: z.array(z.string()).readonly(),
  responsible: z.string().nullable(),
  involved: z.array(z.string()).readonly(),
  position: z.int(),
  version: z.int(),
});
export type ActionRecord = z.infer<typeof ActionRecord>;

/** One activity of the action with the row's id; they stand in the action's own order. */
export const ActivityRecord = z.object({ id: z.string(), text: z.string(), done: z.boolean() });
export type ActivityRecord = z.infer<typeof ActivityRecord>;
