/** What the plan's views count and choose from: the plan beside the assessment that it grows out of. */
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import { ALL_ACHIEVED, answersOf } from '../../lika/analysis/cells.ts';
import type { Analysis } from '../../lika/analysis/cells.ts';
import { compare } from '../../lika/analysis/compare.ts';
import { findIndicator } from '../../lika/instrument/instrument.ts';
import type { Instrument, PlacedIndicator } from '../../lika/instrument/instrument.ts';
import { suggestions } from '../../lika/plan/suggestions.ts';
import type { Suggestion } from '../../lika/plan/suggestions.ts';
import type { ActionState } from '../../lika/plan/plan.ts';
import { analysisOf, recordsOf } from '../parts/school.ts';

export const STATES: readonly ActionState[] = ['proposed', 'decided', 'ongoing', 'done', 'closed'];

export interface Suggested {
  readonly list: readonly Suggestion[];
  /** When the earlier assessment was published, for "har sjunkit sedan". */
  readonly since: string | null;
}

/**
 * Suggestions from the assessment that stands, else from an open one that the reader may see. Only an assessment of
 * the instrument version at hand can be read.
 */
export function suggested(instrument: Instrument, assessments: readonly Assessment[], plan: Plan): Suggested {
  const readable = assessments.filter(
    ({ instrument: ref }) => ref.id === instrument.id && ref.version === instrument.version,
  );
  const records = recordsOf(readable);
  const standing = records.find(({ state }) => state === 'published');
  const base = standing ?? readable.find(({ kind, answered }) => kind === 'unit' && answered > 0);
  if (!base) return { list: [], since: null };
  const before = records.find(({ id, published }) => id !== base.id && (published ?? '') < (base.published ?? '~'));
  const figures = (assessment: Assessment): Analysis => analysisOf(instrument, assessment, ALL_ACHIEVED);
  const changed = before && compare(figures(base), figures(before));
  const taken = new Set([...plan.goals, ...plan.actions].flatMap(({ indicators }) => indicators));
  return {
    list: suggestions(instrument, answersOf(base.answers), { taken, changed }),
    since: before?.published ?? null,
  };
}

/** The actions of a goal, in order. */
export function actionsOf(plan: Pick<Plan, 'actions'>, goal: string): Action[] {
  return plan.actions.filter((action) => action.goal === goal).sort((a, b) => a.position - b.position);
}

export interface Filter {
  readonly state: ActionState | 'all';
  /** A person's id, `none` for nobody. */
  readonly responsible: string;
}

export const NO_FILTER: Filter = { state: 'all', responsible: 'all' };

export function isShown({ state, responsible }: Filter, action: Action): boolean {
  const isState = state === 'all' || action.state === state;
  return isState && (responsible === 'all' || (action.responsible ?? 'none') === responsible);
}

/** Decided ones that aren't in Planner yet, or that Planner has refused. */
export function unsent(plan: Plan): Action[] {
  return plan.actions.filter(
    ({ state, planner }) =>
      (state === 'decided' || state === 'ongoing') && (planner.state === 'none' || planner.state === 'failed'),
  );
}

/** The indicators that an action grew from, as far as the instrument at hand knows them. */
export function indicatorsOf(instrument: Instrument, ids: readonly string[]): PlacedIndicator[] {
  return ids.flatMap((id) => findIndicator(instrument, id) ?? []);
}
