/** Which indicator to talk about next, and which ones to ask about again half a year after a plan. Pure and decided. */
import type { Answers } from '../analysis/cells.ts';
import { findIndicator, findOption, placedIndicators } from '../instrument/instrument.ts';
import type { Instrument, PlacedIndicator } from '../instrument/instrument.ts';
import { isOpenAction } from '../plan/decide.ts';
import type { Action } from '../plan/plan.ts';
import { suggestions } from '../plan/suggestions.ts';
import type { Topic } from '../talk/topic.ts';
import { spreadOf } from './votes.ts';

/** Why it was chosen; said on the card. */
export type ChoiceReason = 'asked' | 'disputed' | 'plan' | 'low' | 'unanswered';

export interface Choice {
  readonly indicator: PlacedIndicator;
  readonly reason: ChoiceReason;
}

export interface ChoiceContext {
  /** The unit's joint answers; may be empty. */
  readonly answers: Answers;
  /** Other assessments that are shared with the unit. */
  readonly own: readonly Answers[];
  /** The plan's actions, in its order. */
  readonly plan: readonly Pick<Action, 'indicators' | 'state'>[];
  /** Ids of the indicators that have been talked of lately, the latest first. */
  readonly recent: readonly string[];
  /** What somebody asked to talk about. */
  readonly wish?: Exclude<Topic, { kind: 'none' }> | undefined;
}

/** Assessments are at odds about an indicator from so many levels of the scale on. */
export const DISPUTED_LEVELS = 2;

/** Where shared assessments, the joint one among them, are furthest apart; then the instrument's order. */
function disputed(instrument: Instrument, { answers, own }: ChoiceContext): PlacedIndicator[] {
  return placedIndicators(instrument)
    .map((placed) => {
      const given = [answers, ...own].flatMap((one) => one.get(placed.indicator.id) ?? []);
      return { placed, spread: spreadOf(instrument, given) };
    })
    .filter(({ spread }) => spread >= DISPUTED_LEVELS)
    .sort((a, b) => b.spread - a.spread)
    .map(({ placed }) => placed);
}

/** Those of the plan's actions in these states, action by action. */
function ofActions(
  instrument: Instrument,
  plan: ChoiceContext['plan'],
  has: (action: Pick<Action, 'state'>) => boolean,
): PlacedIndicator[][] {
  return plan
    .filter(has)
    .map(({ indicators }) => [...new Set(indicators)].flatMap((id) => findIndicator(instrument, id) ?? []));
}

/** Everything that is worth talking about, the most worth first; an indicator may come more than once. */
function candidates(instrument: Instrument, context: ChoiceContext): Choice[] {
  const { answers } = context;
  const because = (reason: ChoiceReason) => (indicator: PlacedIndicator) => ({ indicator, reason });
  const isUnanswered = ({ indicator: { id } }: PlacedIndicator): boolean =>
    findOption(instrument, answers.get(id) ?? '') === undefined;
  return [
    ...disputed(instrument, context).map(because('disputed')),
    ...ofActions(instrument, context.plan, isOpenAction).flat().map(because('plan')),
    // The lowest step first, then the lowest answer.
    ...suggestions(instrument, answers).map(({ indicator }) => because('low')(indicator)),
    ...placedIndicators(instrument).filter(isUnanswered).map(because('unanswered')),
  ];
}

/** What was wished for: by worth, and then what has nothing to it but that it was wished for. */
function wished(instrument: Instrument, context: ChoiceContext): Choice[] | null {
  const { wish } = context;
  if (!wish) return null;
  const all = placedIndicators(instrument);
  const inWish =
    wish.kind === 'indicator'
      ? [wish.indicator]
      : wish.kind === 'several'
        ? wish.indicators
        : all.filter(({ area }) => area.key === wish.area.key);
  const ids = new Set(inWish.map(({ indicator }) => indicator.id));
  const byWorth = candidates(instrument, context).map(({ indicator }) => indicator);
  return [...byWorth, ...all]
    .filter(({ indicator }) => ids.has(indicator.id))
    .map((indicator) => ({ indicator, reason: 'asked' }));
}

/**
 * The indicator to talk about and why, or null when there is nothing to talk about: all is achieved or not relevant and
 * nobody disagrees. In order: what is asked for (within an area, the most worth of it), what shared assessments are
 * furthest apart on, what an open action works with, the lowest answer on the lowest step, the first unanswered one.
 * What has been talked of lately is left out while anything else remains; then the one longest ago comes again.
 */
export function chooseIndicator(instrument: Instrument, context: ChoiceContext): Choice | null {
  const list = wished(instrument, context) ?? candidates(instrument, context);
  const { recent } = context;
  const fresh = list.find(({ indicator }) => !recent.includes(indicator.indicator.id));
  if (fresh) return fresh;
  const longestAgo = list.reduce<Choice | undefined>((longest, choice) => {
    const ago = recent.indexOf(choice.indicator.indicator.id);
    return longest && recent.indexOf(longest.indicator.indicator.id) >= ago ? longest : choice;
  }, undefined);
  return longestAgo ?? null;
}

/** How many indicators a temperature check asks about. */
export const TEMPERATURE_INDICATORS = 3;

/**
 * The indicators of a temperature check half a year after the plan: at most three of those that its actions work or
 * have worked with (proposed and closed ones don't say how the plan goes), one of each action before a second of any,
 * within an action the lowest answer first. Those answered not relevant are left out.
 */
export function chooseTemperature(
  instrument: Instrument,
  { answers, plan }: Pick<ChoiceContext, 'answers' | 'plan'>,
): PlacedIndicator[] {
  // Unanswered ones last: there is nothing to see a trend from.
  const valueOf = ({ indicator }: PlacedIndicator): number | null => {
    const option = findOption(instrument, answers.get(indicator.id) ?? '');
    return option ? option.value : Infinity;
  };
  const actions = ofActions(instrument, plan, (action) => isOpenAction(action) || action.state === 'done').map((list) =>
    list
      .flatMap((placed) => {
        const value = valueOf(placed);
        return value === null ? [] : [{ placed, value }];
      })
      .sort((a, b) => (a.value === b.value ? 0 : a.value - b.value))
      .map(({ placed }) => placed),
  );
  const chosen = new Map<string, PlacedIndicator>();
  for (let turn = 0; turn < Math.max(0, ...actions.map(({ length }) => length)); turn += 1) {
    for (const list of actions) {
      const next = list.find(({ indicator }) => !chosen.has(indicator.id));
      if (next && chosen.size < TEMPERATURE_INDICATORS) chosen.set(next.indicator.id, next);
    }
  }
  return [...chosen.values()];
}
