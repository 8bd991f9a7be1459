import { useTranslation } from 'react-i18next';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { Suggestion } from '../../lika/plan/suggestions.ts';
import { subtract, ZERO } from '../../lika/analysis/fraction.ts';
import { dateOf } from '../parts/clock.ts';
import { useFormat } from '../parts/format.ts';
import { usePlanPage } from './context.ts';

/** Why something is suggested, in words: the answer given, and what makes it worth beginning with. */
export function useReason(): (suggestion: Suggestion, since: string | null) => string {
  const { t, i18n } = useTranslation();
  const { score } = useFormat();
  const { instrument } = usePlanPage();
  return ({ option, reason }, since) => {
    const label = (key: string): string => {
      const found = instrument.scale.find((each) => each.key === key);
      return found ? textIn(found.label, i18n.language) : '';
    };
    const answered = t('plan.reason.answered', { answer: label(option.key) });
    const { step } = reason;
    switch (reason.kind) {
      case 'lowest-on-step': {
        const count = reason.among - 1;
        const why = count === 0 ? t('plan.reason.lowest', { step }) : t('plan.reason.amongLowest', { step, count });
        return `${answered} ${why}`;
      }
      case 'fallen': {
        const points = score(subtract(ZERO, reason.change));
        const year = since === null ? '' : dateOf(since).getFullYear();
        return `${answered} ${t('plan.reason.fallen', { points, year })}`;
      }
      case 'low': {
        const counted = instrument.scale.filter(({ value }) => value !== null);
        const next = counted
          .filter(({ value }) => (value ?? 0) > (option.value ?? 0))
          .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))[0];
        return `${answered} ${t('plan.reason.next', { answer: next ? label(next.key) : '' })}`;
      }
    }
  };
}
