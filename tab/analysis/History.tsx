import { useId } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { StatusTag } from '../parts/StatusTag.tsx';
import type { StatusTone } from '../parts/StatusTag.tsx';
import type { Choosing } from './choice.ts';
import { dateOfAssessment } from './figures.ts';
import type { Figures } from './figures.ts';
import styles from './History.module.css';

const TONES: Readonly<Record<string, StatusTone>> = {
  published: 'done',
  draft: 'going',
  shared: 'going',
  withdrawn: 'warning',
};

interface HistoryProps {
  readonly figures: Figures;
  readonly choosing: Choosing;
}

/** Tidigare skattningar: when, how they stand, and a way to look at any of them. */
export function History({ figures, choosing }: HistoryProps): ReactElement | null {
  const { t } = useTranslation();
  const { date } = useFormat();
  const heading = useId();
  const { all, now } = figures;
  if (all.length < 2) return null;
  return (
    <Card>
      <section aria-labelledby={heading}>
        <h2 id={heading}>{t('analysis.history.title')}</h2>
        <ul className={styles.list}>
          {all.map((assessment) => {
            const state = assessment.kind === 'own' ? 'own' : assessment.state;
            const when = date(dateOfAssessment(assessment));
            const isShown = assessment.id === now.assessment.id;
            return (
              <li key={assessment.id} className={styles.item}>
                <span className={styles.when}>{when}</span>
                <StatusTag tone={TONES[state] ?? 'quiet'}>{t(`analysis.state.${state}`)}</StatusTag>
                {isShown ? (
                  <span className={styles.shown}>{t('analysis.history.shown')}</span>
                ) : (
                  <ActionButton
                    look="plain"
                    aria-label={t('analysis.history.showNamed', { when })}
                    onClick={() => choosing.choose({ base: assessment.id, compared: null, cell: null })}
                  >
                    {t('analysis.history.show')}
                  </ActionButton>
                )}
              </li>
            );
          })}
        </ul>
      </section>
    </Card>
  );
}
