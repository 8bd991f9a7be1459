import type { CellFact, Finding } from '../../lika/analysis/compare.ts';
import { formatChange, formatScore } from '../../lika/analysis/fraction.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import { textsIn } from '../texts.ts';
import type { ServiceLanguage } from '../texts.ts';

/** What the figures say first, in a sentence. The facts are the domain's, the words the text files'. */
export function findingSentence(finding: Finding, language: ServiceLanguage): string {
  const t = textsIn(language);
  const place = ({ name, step }: CellFact) => t('finding.place', { area: textIn(name, language), step });
  const by = ({ value }: CellFact) => formatChange(value, language).replace(/^[+−]/, '');
  switch (finding.kind) {
    case 'empty':
      return t('finding.empty');
    case 'even':
      return t('finding.even', { score: formatScore(finding.score, language) });
    case 'standing':
      return t('finding.standing', {
        strongest: place(finding.strongest),
        high: formatScore(finding.strongest.value, language),
        weakest: place(finding.weakest),
        low: formatScore(finding.weakest.value, language),
      });
    case 'unchanged':
      return t('finding.unchanged');
    case 'all-rise':
      return t('finding.allRise', { place: place(finding.rises), by: by(finding.rises) });
    case 'all-fall':
      return t('finding.allFall', { place: place(finding.falls), by: by(finding.falls) });
    case 'hold-or-rise':
      return finding.grown
        ? t('finding.grown', { area: textIn(finding.grown.name, language) })
        : t('finding.holdOrRise', { place: place(finding.rises), by: by(finding.rises) });
    case 'rise-and-fall':
      return finding.grown
        ? t('finding.grownButFall', { area: textIn(finding.grown.name, language), place: place(finding.falls) })
        : t('finding.riseAndFall', {
            held: finding.held,
            cells: finding.cells,
            place: place(finding.falls),
            by: by(finding.falls),
          });
  }
}
