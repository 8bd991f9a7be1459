/** How far an assessment has come, and where to go on. A not-relevant answer is an answer; a lone comment isn't. */
import type { Answers } from '../analysis/cells.ts';
import { findOption, placedIndicators } from '../instrument/instrument.ts';
import type { Instrument, PlacedIndicator, Step } from '../instrument/instrument.ts';

export interface Progress {
  readonly answered: number;
  readonly total: number;
}

export interface AreaProgress extends Progress {
  readonly steps: Readonly<Record<number, Progress>>;
}

export interface Completeness extends Progress {
  readonly areas: Readonly<Record<string, AreaProgress>>;
}

function isAnswered(instrument: Instrument, answers: Answers, indicator: string): boolean {
  const option = answers.get(indicator);
  return option !== undefined && findOption(instrument, option) !== undefined;
}

function sum(parts: readonly Progress[]): Progress {
  return {
    answered: parts.reduce((n, part) => n + part.answered, 0),
    total: parts.reduce((n, part) => n + part.total, 0),
  };
}

/** Answered and total: in all, per area, and per step within the area. */
export function completeness(instrument: Instrument, answers: Answers): Completeness {
  const ofStep = ({ indicators }: Step): Progress => ({
    answered: indicators.filter(({ id }) => isAnswered(instrument, answers, id)).length,
    total: indicators.length,
  });
  const areas = Object.fromEntries(
    instrument.areas.map((area) => {
      const steps = Object.fromEntries(area.steps.map((step) => [step.step, ofStep(step)]));
      return [area.key, { ...sum(Object.values(steps)), steps }];
    }),
  );
  return { ...sum(Object.values(areas)), areas };
}

/** The first unanswered indicator in the instrument's order, or undefined when all are answered. */
export function firstUnanswered(instrument: Instrument, answers: Answers): PlacedIndicator | undefined {
  return placedIndicators(instrument).find(({ indicator }) => !isAnswered(instrument, answers, indicator.id));
}

/** The next unanswered one after the given indicator; from the end it starts over from the beginning. */
export function nextUnanswered(instrument: Instrument, answers: Answers, after: string): PlacedIndicator | undefined {
  const all = placedIndicators(instrument);
  const here = all.findIndex(({ indicator }) => indicator.id === after) + 1;
  return [...all.slice(here), ...all.slice(0, here)].find(
    ({ indicator }) => !isAnswered(instrument, answers, indicator.id),
  );
}
