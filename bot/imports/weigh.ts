import type { Answer } from '../../lika/assessment/assessment.ts';
import type { BroughtAnswer } from './understand.ts';

/** What would become of an answer of the file, held against what stands. */
export interface Weighed {
  readonly brought: BroughtAnswer;
  readonly standing: Answer | null;
  /** What would stand. */
  readonly option: string | null;
  readonly comment: string | null;
  /**
   * `same`: stands already. `fills`: nothing that somebody has said goes away, or it was changed in the very version that
   * was written out. `differs`: something else stands, and a person says which. `emptied`: is said to be nothing.
   */
  readonly kind: 'same' | 'fills' | 'differs' | 'emptied';
}

/** Weighs what a file says of an indicator. `isOfDraft`: the workbook was written out of the very draft that is open. */
export function weigh(brought: BroughtAnswer, standing: Answer | null, isOfDraft: boolean): Weighed {
  const now = { option: standing?.option ?? null, comment: standing?.comment ?? null };
  const { empties } = brought;
  const then = {
    option: brought.option ?? (empties.option ? null : now.option),
    comment: brought.comment ?? (empties.comment ? null : now.comment),
  };
  const kind = (): Weighed['kind'] => {
    if (then.option === now.option && then.comment === now.comment) return 'same';
    if (then.option === null && then.comment === null) return 'emptied';
    if (isOfDraft && standing !== null && brought.version === standing.version) return 'fills';
    const adds = (a: string | null, b: string | null) => a === null || a === b;
    return adds(now.option, then.option) && adds(now.comment, then.comment) ? 'fills' : 'differs';
  };
  return { brought, standing, ...then, kind: kind() };
}
