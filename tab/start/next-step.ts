/** The one next step on Start, over all the person's units. */
import type { Me } from '../../bot/api/schemas/units.ts';

export type MyUnit = Me['units'][number];

export type NextStep =
  /** An open assessment: to go on with, or (`isDone`) to finish. */
  | {
      readonly kind: 'draft';
      readonly unit: MyUnit;
      readonly answered: number;
      readonly total: number;
      readonly isDone: boolean;
    }
  | { readonly kind: 'actions'; readonly count: number }
  | { readonly kind: 'begin'; readonly unit: MyUnit }
  | { readonly kind: 'plan'; readonly unit: MyUnit };

/** What is begun comes first, then what one has promised, then what isn't begun. Null when nothing waits. */
export function nextStep(units: readonly MyUnit[], myOpenActions: number): NextStep | null {
  const drafts = units.flatMap((unit) => (unit.draft ? [{ unit, ...unit.draft }] : []));
  const fullest = drafts.sort((a, b) => b.answered / b.total - a.answered / a.total)[0];
  if (fullest) {
    const { unit, answered, total } = fullest;
    return { kind: 'draft', unit, answered, total, isDone: answered === total };
  }
  if (myOpenActions > 0) return { kind: 'actions', count: myOpenActions };
  const mine = units.filter(({ role, hasInstrument }) => role === 'head' && hasInstrument);
  const notBegun = mine.find(({ published }) => published === null);
  if (notBegun) return { kind: 'begin', unit: notBegun };
  return mine[0] ? { kind: 'plan', unit: mine[0] } : null;
}
