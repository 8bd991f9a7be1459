/** `lika/`'s finding as the sentence that heads the page. */
import { useTranslation } from 'react-i18next';
import type { CellFact, Finding } from '../../lika/analysis/compare.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import { useFormat } from './format.ts';

function placed(name: string, fact: CellFact | null, language: string): Record<string, string | number> {
  return fact ? { [name]: textIn(fact.name, language), [`${name}Step`]: fact.step } : {};
}

/** Says a finding in a sentence. */
export function useFindingText(): (finding: Finding) => string {
  const { t } = useTranslation();
  const { language, score } = useFormat();
  return (finding) => {
    const say = (key: string, ...facts: Record<string, string | number>[]): string =>
      t(`finding.${key}`, Object.fromEntries(facts.flatMap((fact) => Object.entries(fact))));
    switch (finding.kind) {
      case 'even':
        return say('even', { score: score(finding.score) });
      case 'standing':
        return say(
          'standing',
          placed('strongest', finding.strongest, language),
          placed('weakest', finding.weakest, language),
        );
      case 'all-rise':
        return say('all-rise', placed('rises', finding.rises, language));
      case 'all-fall':
        return say('all-fall', placed('falls', finding.falls, language));
      case 'hold-or-rise': {
        const grown = finding.grown ? { grown: textIn(finding.grown.name, language) } : null;
        return say(
          grown ? 'hold-or-rise-grown' : 'hold-or-rise',
          placed('rises', finding.rises, language),
          grown ?? {},
        );
      }
      case 'rise-and-fall': {
        const falls = placed('falls', finding.falls, language);
        if (!finding.rises) return say('fall', falls);
        if (!finding.grown) return say('rise-and-fall', falls, placed('rises', finding.rises, language));
        return say('rise-and-fall-grown', falls, { grown: textIn(finding.grown.name, language) });
      }
      default:
        return say(finding.kind);
    }
  };
}
