/**
 * Where a school stands: a score per cell (area × step), per area and per step, and which steps it has reached.
 * Everything is exact; rounding happens when a figure is shown.
 */
import type { Answer } from '../assessment/assessment.ts';
import { findOption, stepNumbers } from '../instrument/instrument.ts';
import type { Indicator, Instrument } from '../instrument/instrument.ts';
import { compare, fraction, fractionOf, mean, subtract } from './fraction.ts';
import type { Fraction } from './fraction.ts';

/** Given answers: indicator id → option key. Unanswered indicators are absent. */
export type Answers = ReadonlyMap<string, string>;

/** The municipality's rule for when a step counts as reached. */
export type StepRule =
  | { readonly kind: 'all-achieved' }
  /** Unweighted mean of the step's non-empty cells ≥ `percent`. */
  | { readonly kind: 'mean'; readonly percent: number };

export const ALL_ACHIEVED: StepRule = { kind: 'all-achieved' };

/** How many indicators stand behind a figure. */
export interface Counts {
  readonly total: number;
  /** Any answer on the scale, not relevant among them. */
  readonly answered: number;
  /** All but those answered with an option that isn't counted; unanswered ones are still relevant. */
  readonly relevant: number;
  /** Relevant and answered: the n of the mean. */
  readonly counted: number;
  /** Answered with the top of the scale. */
  readonly achieved: number;
}

export interface CellScore extends Counts {
  readonly area: string;
  readonly step: number;
  /** 0–100, or null when nothing relevant is answered. */
  readonly score: Fraction | null;
}

export interface AreaScore extends Counts {
  readonly area: string;
  /** The mean over all relevant, answered indicators of the area. */
  readonly score: Fraction | null;
}

export interface StepScore extends Counts {
  readonly step: number;
  /** Unweighted mean of the step's non-empty cells. */
  readonly mean: Fraction | null;
  /** null: nothing in the step is relevant, so it is left out. */
  readonly reached: boolean | null;
  /** How far the mean is below the limit, when the rule is a mean that isn't met; else null. */
  readonly missing: Fraction | null;
}

/** In the instrument's own order; a cell exists only where the instrument has indicators. */
export interface Analysis {
  readonly rule: StepRule;
  readonly cells: readonly CellScore[];
  readonly areas: readonly AreaScore[];
  readonly steps: readonly StepScore[];
}

/** An answer that the instrument has no place for. */
export class UnknownAnswer extends Error {
  override readonly name = 'UnknownAnswer';
  constructor(
    readonly code: 'unknown-indicator' | 'unknown-option',
    readonly indicator: string,
    readonly option: string | null,
  ) {
    super(`${code}: ${indicator} = ${option}`);
  }
}

/** The answers of an assessment for analysis; an indicator with only a comment is unanswered. */
export function answersOf(answers: readonly Pick<Answer, 'indicator' | 'option'>[]): Answers {
  return new Map(answers.flatMap(({ indicator, option }) => (option === null ? [] : [[indicator, option] as const])));
}

/** The first answer about an unknown indicator or with an option that isn't on the scale, or null. */
export function answerFault(instrument: Instrument, answers: Answers): UnknownAnswer | null {
  const known = new Set(instrument.areas.flatMap((a) => a.steps.flatMap((s) => s.indicators.map((i) => i.id))));
  for (const [indicator, option] of answers) {
    if (!known.has(indicator)) return new UnknownAnswer('unknown-indicator', indicator, option);
    if (!findOption(instrument, option)) return new UnknownAnswer('unknown-option', indicator, option);
  }
  return null;
}

/** The highest value on the scale; an answer with it is achieved (Uppnådd). */
export function topValue(instrument: Instrument): number {
  return Math.max(...instrument.scale.flatMap((option) => (option.value === null ? [] : [option.value])));
}

interface Tally extends Counts {
  readonly score: Fraction | null;
}

function tally(instrument: Instrument, indicators: readonly Indicator[], answers: Answers): Tally {
  const given = indicators.flatMap(({ id }) => findOption(instrument, answers.get(id) ?? '') ?? []);
  const values = given.flatMap(({ value }) => (value === null ? [] : [value]));
  const top = topValue(instrument);
  return {
    score: mean(values.map((value) => fraction(value))),
    total: indicators.length,
    answered: given.length,
    relevant: indicators.length - (given.length - values.length),
    counted: values.length,
    achieved: values.filter((value) => value === top).length,
  };
}

function sumOf(cells: readonly CellScore[], count: keyof Counts): number {
  return cells.reduce((sum, cell) => sum + cell[count], 0);
}

function stepScore(step: number, cells: readonly CellScore[], rule: StepRule): StepScore {
  const stepMean = mean(cells.flatMap((cell) => cell.score ?? []));
  const relevant = sumOf(cells, 'relevant');
  const achieved = sumOf(cells, 'achieved');
  const limit = rule.kind === 'mean' ? fractionOf(rule.percent) : null;
  const met = limit === null ? achieved === relevant : stepMean !== null && compare(stepMean, limit) >= 0;
  return {
    step,
    mean: stepMean,
    reached: relevant === 0 ? null : met,
    missing: limit === null || stepMean === null || met ? null : subtract(limit, stepMean),
    total: sumOf(cells, 'total'),
    answered: sumOf(cells, 'answered'),
    relevant,
    counted: sumOf(cells, 'counted'),
    achieved,
  };
}

/**
 * Scores of cells, areas and steps. Not-relevant answers count in neither numerator nor denominator. Steps are
 * independent of each other: step 2 can be reached without step 1.
 * Throws UnknownAnswer for an answer that the instrument has no place for.
 */
export function analyse(instrument: Instrument, answers: Answers, rule: StepRule = ALL_ACHIEVED): Analysis {
  const fault = answerFault(instrument, answers);
  if (fault) throw fault;
  const cells = instrument.areas.flatMap((area) =>
    area.steps.map(({ step, indicators }) => ({ area: area.key, step, ...tally(instrument, indicators, answers) })),
  );
  const areas = instrument.areas.map((area) => ({
    area: area.key,
    ...tally(
      instrument,
      area.steps.flatMap((s) => s.indicators),
      answers,
    ),
  }));
  const steps = stepNumbers(instrument).map((step) =>
    stepScore(
      step,
      cells.filter((cell) => cell.step === step),
      rule,
    ),
  );
  return { rule, cells, areas, steps };
}

/** The cell of an area and a step, or undefined where the instrument has none (Infrastruktur has no step 3). */
export function cellOf(analysis: Analysis, area: string, step: number): CellScore | undefined {
  return analysis.cells.find((cell) => cell.area === area && cell.step === step);
}
