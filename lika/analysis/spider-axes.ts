/** The two spiders of a school: its areas, or its cells. Axes always come in the instrument's order, never by value. */
import { textIn } from '../instrument/instrument.ts';
import type { Instrument, Language } from '../instrument/instrument.ts';
import type { Analysis } from './cells.ts';
import { formatScore, toNumber } from './fraction.ts';
import type { SpiderAxis } from './spider.ts';

export type SpiderView = 'areas' | 'cells';

/** The axes, named in the language; with an analysis its figures stand under the names. */
export function spiderAxes(
  instrument: Instrument,
  view: SpiderView,
  language: Language,
  analysis?: Analysis,
): SpiderAxis[] {
  const figures = analysis && (view === 'areas' ? analysis.areas : analysis.cells);
  const places = instrument.areas.flatMap((area) => {
    const name = textIn(area.name, language);
    if (view === 'areas') return [{ key: area.key, label: name }];
    return area.steps.map(({ step }) => ({ key: `${area.key}-${step}`, label: `${name} ${step}` }));
  });
  if (!figures) return places;
  return places.map((place, i) => ({ ...place, values: [formatScore(figures[i]?.score ?? null, language)] }));
}

/** The values of an analysis on those axes, null where there is no score. */
export function spiderValues(instrument: Instrument, view: SpiderView, analysis: Analysis): (number | null)[] {
  const ofCell = (area: string, step: number) =>
    analysis.cells.find((cell) => cell.area === area && cell.step === step);
  const scores = instrument.areas.flatMap(({ key, steps }) =>
    view === 'areas'
      ? [analysis.areas.find(({ area }) => area === key)?.score ?? null]
      : steps.map(({ step }) => ofCell(key, step)?.score ?? null),
  );
  return scores.map((score) => (score === null ? null : toNumber(score)));
}
