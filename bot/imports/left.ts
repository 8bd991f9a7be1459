import type { LeftOutCode } from '../../lika/import/preview.ts';
import { cellSentence } from '../documents/incoming/fault-sentence.ts';
import type { CellFaultCode } from '../documents/workbook/read-table.ts';
import type { ServiceLanguage } from '../texts.ts';
import { textsIn } from '../texts.ts';

/** Why something that can be read isn't brought in; texts: `imports.left.<code>`. */
export type OwnLeftCode =
  | 'unsure'
  | 'indicator-not-here'
  | 'answer-not-here'
  | 'comment-not-possible'
  | 'emptied'
  | 'changed-since'
  | 'other-unit'
  | 'gone'
  | 'plan-changed-since'
  | 'not-possible'
  | 'rule'
  | 'goal-left-out'
  | 'place-stays';

/**
 * Something of the file that isn't brought in, and why: a cell of ours that cannot be read, or anything else. `name` is
 * what it is about, as it stands in the file.
 */
export type LeftOut = {
  readonly sheet: string | null;
  /** From 1, as a person counts; null of what has no row. */
  readonly row: number | null;
  readonly column: string | null;
  readonly name: string;
  readonly answer: string;
} & (
  | { readonly of: 'cell'; readonly code: CellFaultCode }
  | { readonly of: 'row'; readonly code: LeftOutCode | OwnLeftCode }
);

/** Why, and what to do about it, in a person's language. */
export function leftSentence(left: LeftOut, language: ServiceLanguage): string {
  if (left.of === 'row') return textsIn(language)(`imports.left.${left.code}`);
  return cellSentence(
    { ...left, sheet: left.sheet ?? '', row: left.row ?? 0, column: '', value: left.answer },
    language,
  );
}

/** Something that has neither sheet nor row. */
export const leftRow = (
  name: string,
  code: LeftOutCode | OwnLeftCode,
  at: { readonly row?: number; readonly answer?: string } = {},
): LeftOut => ({ sheet: null, row: at.row ?? null, column: null, name, answer: at.answer ?? '', of: 'row', code });
