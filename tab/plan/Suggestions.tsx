import { useId, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isFull, progress } from '../../lika/plan/decide.ts';
import type { Suggestion } from '../../lika/plan/suggestions.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { capital, useNumberWord } from '../parts/number-word.ts';
import { usePlanPage } from './context.ts';
import { suggested } from './model.ts';
import { SuggestionCard } from './SuggestionCard.tsx';
import { TakeDialog } from './TakeDialog.tsx';
import styles from './Suggestions.module.css';

const SHOWN_AT_ONCE = 3;

/** Förslag: what stands lowest on the lowest step first, each with its reason. */
export function Suggestions(): ReactElement | null {
  const { t } = useTranslation();
  const { instrument, assessments, plan, mayWrite } = usePlanPage();
  const { list, since } = useMemo(() => suggested(instrument, assessments, plan), [instrument, assessments, plan]);
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const [taking, setTaking] = useState<Suggestion | null>(null);
  const heading = useId();
  const number = useNumberWord();
  const { open } = progress(plan);
  if (list.length === 0) return null;
  return (
    <section aria-labelledby={heading} className={styles.section}>
      <div className={styles.head}>
        <h2 id={heading}>{t('plan.suggestions.title')}</h2>
        <span className={styles.order}>{t('plan.suggestions.order')}</span>
      </div>
      <ul className={styles.cards}>
        {list.slice(0, shown).map((suggestion) => (
          <SuggestionCard
            key={suggestion.indicator.indicator.id}
            suggestion={suggestion}
            since={since}
            take={mayWrite ? () => setTaking(suggestion) : null}
          />
        ))}
      </ul>
      <div className={styles.foot}>
        {list.length > shown && (
          <ActionButton look="plain" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
            {t('plan.suggestions.more', { count: Math.min(SHOWN_AT_ONCE, list.length - shown) })}
          </ActionButton>
        )}
        {mayWrite && isFull(plan).actions && <p>{t('plan.suggestions.full', { number: capital(number(open)) })}</p>}
      </div>
      {taking && <TakeDialog suggestion={taking} close={() => setTaking(null)} />}
    </section>
  );
}
