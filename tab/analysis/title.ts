import { useTranslation } from 'react-i18next';
import type { CellFact, Finding } from '../../lika/analysis/compare.ts';
import { subtract, ZERO } from '../../lika/analysis/fraction.ts';
import type { Fraction } from '../../lika/analysis/fraction.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import { useFormat } from '../parts/format.ts';
import { capital, useNumberWord } from '../parts/number-word.ts';

function sizeOf(change: Fraction): Fraction {
  return change.n < 0n ? subtract(ZERO, change) : change;
}

/** The finding as the title: how many parts moved which way, and the one that moved most. */
export function useTitle(): (finding: Finding) => string {
  const { t } = useTranslation();
  const { language, score } = useFormat();
  const number = useNumberWord();
  const placed = ({ name, step }: CellFact): string => t('analysis.place', { area: textIn(name, language), step });
  const moved = (key: string, fact: CellFact): string =>
    t(`analysis.title.${key}`, { place: placed(fact), points: score(sizeOf(fact.value)) });
  return (finding) => {
    switch (finding.kind) {
      case 'empty':
        return t('analysis.title.empty');
      case 'even':
        return t('analysis.title.even', { score: score(finding.score) });
      case 'standing':
        return t('analysis.title.standing', {
          strongest: placed(finding.strongest),
          high: score(finding.strongest.value),
          weakest: placed(finding.weakest),
          low: score(finding.weakest.value),
        });
      case 'unchanged':
        return t('analysis.title.unchanged', { all: number(finding.cells) });
      case 'all-rise':
        return `${t('analysis.title.allRise', { all: number(finding.cells) })} ${moved('mostRise', finding.rises)}`;
      case 'all-fall':
        return `${t('analysis.title.allFall', { all: number(finding.cells) })} ${moved('mostFall', finding.falls)}`;
      case 'hold-or-rise': {
        const { risen, cells, rises } = finding;
        return `${capital(t('analysis.title.holdOrRise', { some: number(risen), all: number(cells) }))} ${moved('mostRise', rises)}`;
      }
      case 'rise-and-fall': {
        const { held, cells, falls, fallen } = finding;
        const first = capital(t('analysis.title.held', { some: number(held), all: number(cells) }));
        return `${first} ${moved(fallen === 1 ? 'falls' : 'mostFall', falls)}`;
      }
    }
  };
}
