/** The figures row by row, for bars, table and lists: an area or a part, with its value in every assessment in view. */
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../lika/analysis/cells.ts';
import { subtract } from '../../lika/analysis/fraction.ts';
import type { Fraction } from '../../lika/analysis/fraction.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import { useFormat } from '../parts/format.ts';
import type { Part } from './choice.ts';
import type { Figures } from './figures.ts';

export interface Row {
  /** `ledning-2`, or `ledning` for an area. */
  readonly key: string;
  readonly area: string;
  readonly step: number | null;
  readonly name: string;
  /** Now first, then the others in their order. */
  readonly values: readonly (Fraction | null)[];
  /** Against the first of the others. */
  readonly change: Fraction | null;
}

function valueOf(analysis: Analysis, area: string, step: number | null): Fraction | null {
  const places =
    step === null
      ? analysis.areas.filter((each) => each.area === area)
      : analysis.cells.filter((each) => each.area === area && each.step === step);
  return places[0]?.score ?? null;
}

export function cellKey(area: string, step: number): string {
  return `${area}-${step}`;
}

/** Makes rows of the areas or of all parts, in the instrument's order. */
export function useRows(): (figures: Figures, part: Part) => Row[] {
  const { t } = useTranslation();
  const { language } = useFormat();
  return ({ school, now, others }, part) => {
    const analyses = [now.analysis, ...others.map(({ analysis }) => analysis)];
    return school.instrument.areas.flatMap((area) => {
      const steps = part === 'areas' ? [null] : area.steps.map(({ step }) => step);
      const name = textIn(area.name, language);
      return steps.map((step) => {
        const values = analyses.map((analysis) => valueOf(analysis, area.key, step));
        const [current = null, before = null] = values;
        return {
          key: step === null ? area.key : cellKey(area.key, step),
          area: area.key,
          step,
          name: step === null ? name : t('analysis.part.name', { area: name, step }),
          values,
          change: current === null || before === null ? null : subtract(current, before),
        };
      });
    });
  };
}
