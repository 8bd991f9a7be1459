import type { Indicator, Instrument } from '../../../lika/instrument/instrument.ts';
import { chanceOf } from './chance.ts';

/** One answer in so many is "not relevant". */
const NOT_RELEVANT_SHARE = 1 / 40;

/**
 * Answers that give each cell a mean close to its level (0–100). What a school finds easy it finds easy every year, so
 * that two years of the same school differ as they would: here and there by a step or two.
 */
export function answersAtLevel(
  instrument: Instrument,
  school: string,
  level: Readonly<Record<string, readonly number[]>>,
): Map<string, string> {
  const answers = new Map<string, string>();
  for (const area of instrument.areas)
    for (const [index, { indicators }] of area.steps.entries()) {
      const wanted = level[area.key]?.[index] ?? 0;
      for (const [id, option] of cellAnswers(instrument, school, indicators, wanted)) answers.set(id, option);
    }
  return answers;
}

function cellAnswers(
  instrument: Instrument,
  school: string,
  indicators: readonly Indicator[],
  level: number,
): [string, string][] {
  const counted = instrument.scale
    .filter(({ value }) => value !== null)
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const uncounted = instrument.scale.find(({ value }) => value === null);
  const isLeftOut = ({ id }: Indicator) =>
    uncounted !== undefined && chanceOf(school, id, 'left out') < NOT_RELEVANT_SHARE;
  const relevant = indicators.filter((indicator) => !isLeftOut(indicator));
  const ranks = spread(relevant.length, counted.length - 1, level, school + indicators.map(({ id }) => id).join());
  const easiestFirst = [...relevant].sort((a, b) => chanceOf(school, a.id) - chanceOf(school, b.id));
  return [
    ...easiestFirst.map(({ id }, index): [string, string] => [id, counted[ranks[index] ?? 0]?.key ?? '']),
    ...indicators.filter(isLeftOut).map(({ id }): [string, string] => [id, uncounted?.key ?? '']),
  ];
}

/** So many ranks from 0 to `top`, highest first, whose mean is as close to the level as can be; not all alike. */
function spread(count: number, top: number, level: number, seed: string): number[] {
  const sum = Math.round((count * level * top) / 100);
  const ranks = Array.from({ length: count }, (_, index) => Math.floor(sum / count) + (index < sum % count ? 1 : 0));
  for (let turn = 0; turn < count; turn += 1) {
    const up = Math.floor(chanceOf(seed, 'up', String(turn)) * count);
    const down = Math.floor(chanceOf(seed, 'down', String(turn)) * count);
    const [high, low] = [ranks[up] ?? top, ranks[down] ?? 0];
    if (up === down || high >= top || low <= 0) continue;
    ranks[up] = high + 1;
    ranks[down] = low - 1;
  }
  return ranks.sort((a, b) => b - a);
}
