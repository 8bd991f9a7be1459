import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument, PlacedIndicator } from '../../lika/instrument/instrument.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { useUnitPath } from '../parts/unit.ts';
import styles from './ContinueCard.module.css';

interface ContinueCardProps {
  readonly instrument: Instrument;
  readonly next: PlacedIndicator;
  readonly isBegun: boolean;
}

/** The place to go on from: the first unanswered indicator, in words. */
export function ContinueCard({ next, isBegun }: ContinueCardProps): ReactElement {
  const { t } = useTranslation();
  const { language } = useFormat();
  const to = useUnitPath();
  const place = { area: textIn(next.area.name, language), step: next.step };
  return (
    <Card isNext className={styles.next}>
      <div className={styles.words}>
        <p className={styles.place}>{isBegun ? t('assess.stoppedAt', place) : t('assess.startAt', place)}</p>
        <p className={styles.statement}>{textIn(next.indicator.statement, language)}</p>
      </div>
      <ActionLink size="large" to={to(`/assess/${next.area.key}`, { hash: next.indicator.id })}>
        {isBegun ? t('assess.continue') : t('assess.start')}
      </ActionLink>
    </Card>
  );
}
