import { z } from 'zod';
import { COLUMN_ROLES } from '../../lika/import/columns.ts';
import { NUMBER_SCALES } from '../../lika/import/answer-words.ts';
import { COLUMNS_MAX, ROWS_MAX } from '../documents/incoming/faults.ts';

/** The longest word of an answer, as `lika/import` names it. */
const WORD_MAX = 200;
const column = z
  .int()
  .min(0)
  .max(COLUMNS_MAX - 1)
  .nullable();
const MappingSchema = z.object({
  heading: z.int().min(0).max(ROWS_MAX).nullable(),
  ...Object.fromEntries(COLUMN_ROLES.map((role) => [role, column])),
} as { readonly heading: z.ZodNullable<z.ZodInt> } & Record<(typeof COLUMN_ROLES)[number], typeof column>);

/**
 * How a table is to be understood, where somebody has said: which sheet, what its columns are, what an answer means
 * (for all rows that have it), and what becomes of a row. What isn't said is guessed.
 */
export const Reading = z.object({
  sheet: z.int().min(0).max(255).optional(),
  mapping: MappingSchema.optional(),
  numbers: z.enum(NUMBER_SCALES).optional(),
  meanings: z
    .array(z.object({ word: z.string().min(1).max(WORD_MAX), option: z.string().max(64) }))
    .max(100)
    .optional(),
  rows: z
    .array(
      z.object({
        row: z
          .int()
          .min(1)
          .max(ROWS_MAX + 1),
        indicator: z.string().max(64).optional(),
        option: z.string().max(64).optional(),
        leaveOut: z.boolean().optional(),
      }),
    )
    .max(500)
    .optional(),
});
export type Reading = z.infer<typeof Reading>;
