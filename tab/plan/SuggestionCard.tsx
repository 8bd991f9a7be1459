import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { Suggestion } from '../../lika/plan/suggestions.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { AddIcon } from '../parts/icons.tsx';
import { usePlanPage } from './context.ts';
import { useReason } from './reason.ts';
import styles from './SuggestionCard.module.css';

interface SuggestionCardProps {
  readonly suggestion: Suggestion;
  readonly since: string | null;
  /** Null for one who may not write the plan. */
  readonly take: (() => void) | null;
}

/** One thing worth doing: where it stands, what to begin with, and why just this. */
export function SuggestionCard({ suggestion, since, take }: SuggestionCardProps): ReactElement {
  const { t, i18n } = useTranslation();
  const { placeOf } = usePlanPage();
  const reason = useReason();
  const { area, step, indicator } = suggestion.indicator;
  const title = textIn(suggestion.activities[0]?.text ?? indicator.statement, i18n.language);
  return (
    <li>
      <Card className={styles.card}>
        <p className={styles.small}>{placeOf(area.key, step)}</p>
        <h3 className={styles.title}>{withoutStop(title)}</h3>
        <p className={styles.small}>{reason(suggestion, since)}</p>
        {take && (
          <ActionButton
            look="secondary"
            icon={<AddIcon size={16} />}
            aria-label={`${t('plan.suggestions.take')}: ${withoutStop(title)}`}
            onClick={take}
          >
            {t('plan.suggestions.take')}
          </ActionButton>
        )}
      </Card>
    </li>
  );
}

/** A sentence as a title. */
export function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/u, '');
}
