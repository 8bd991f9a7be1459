import { useTranslation } from 'react-i18next';
import type { StepRule } from '../../lika/analysis/cells.ts';

/** The rule for a reached step, as it is printed beside every such figure. */
export function useRuleText(): (rule: StepRule) => string {
  const { t, i18n } = useTranslation();
  return (rule) => {
    if (rule.kind === 'all-achieved') return t('rule.all-achieved');
    return t('rule.mean', { percent: new Intl.NumberFormat(i18n.language).format(rule.percent) });
  };
}
