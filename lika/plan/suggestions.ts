/** What to do next: from the answers to a list of indicators worth working with, each with fitting activities. */
import { topValue } from '../analysis/cells.ts';
import type { Answers } from '../analysis/cells.ts';
import type { Comparison } from '../analysis/compare.ts';
import type { Fraction } from '../analysis/fraction.ts';
import { findOption, placedIndicators } from '../instrument/instrument.ts';
import type { Activity, IndicatorGoal, Instrument, PlacedIndicator, ScaleOption } from '../instrument/instrument.ts';

/** Why it is suggested: the strongest reason that is true. */
export type SuggestionReason =
  /** No answer on the step has a lower value; `among` is how many share it, itself included. */
  | { readonly kind: 'lowest-on-step'; readonly area: string; readonly step: number; readonly among: number }
  /** Its cell has fallen since the earlier assessment; `change` is negative. */
  | { readonly kind: 'fallen'; readonly area: string; readonly step: number; readonly change: Fraction }
  | { readonly kind: 'low'; readonly area: string; readonly step: number };

export interface Suggestion {
  readonly indicator: PlacedIndicator;
  readonly option: ScaleOption;
  /** Those that fit the answer given. */
  readonly activities: readonly Activity[];
  readonly goals: readonly IndicatorGoal[];
  readonly reason: SuggestionReason;
}

export interface SuggestionContext {
  /** Indicators that the plan already works with. */
  readonly taken?: ReadonlySet<string> | readonly string[] | undefined;
  /** Against the earlier assessment, where there is one. */
  readonly changed?: Comparison | undefined;
}

interface Gap {
  readonly placed: PlacedIndicator;
  readonly option: ScaleOption;
  readonly value: number;
}

/** Answers below the top, in the instrument's order. Not relevant, achieved and unanswered are no gaps. */
function gaps(instrument: Instrument, answers: Answers): Gap[] {
  const top = topValue(instrument);
  return placedIndicators(instrument).flatMap((placed) => {
    const option = findOption(instrument, answers.get(placed.indicator.id) ?? '');
    if (!option || option.value === null || option.value >= top) return [];
    return [{ placed, option, value: option.value }];
  });
}

function reasonFor(gap: Gap, all: readonly Gap[], changed: Comparison | undefined): SuggestionReason {
  const place = { area: gap.placed.area.key, step: gap.placed.step };
  const onStep = all.filter(({ placed }) => placed.step === place.step);
  if (onStep.every(({ value }) => value >= gap.value)) {
    const among = onStep.filter(({ value }) => value === gap.value).length;
    return { kind: 'lowest-on-step', ...place, among };
  }
  const cell = changed?.cells.find(({ area, step }) => area === place.area && step === place.step);
  if (cell?.change && cell.change.n < 0n) return { kind: 'fallen', ...place, change: cell.change };
  return { kind: 'low', ...place };
}

/** Suggestions, the lowest step first, then the lowest answer, then the instrument's order. */
export function suggestions(
  instrument: Instrument,
  answers: Answers,
  { taken = [], changed }: SuggestionContext = {},
): Suggestion[] {
  const left = new Set(taken);
  const all = gaps(instrument, answers);
  return all
    .filter(({ placed }) => !left.has(placed.indicator.id))
    .sort((a, b) => a.placed.step - b.placed.step || a.value - b.value)
    .map((gap) => ({
      indicator: gap.placed,
      option: gap.option,
      activities: gap.placed.indicator.activities.filter(({ fits }) => fits.includes(gap.option.key)),
      goals: gap.placed.indicator.goals,
      reason: reasonFor(gap, all, changed),
    }));
}
