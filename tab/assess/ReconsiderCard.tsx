import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Reconsider } from '../../bot/api/schemas/assessments.ts';
import { findIndicator, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { useUnitPath } from '../parts/unit.ts';
import styles from './ReconsiderCard.module.css';

const SHOWN = 4;

interface ReconsiderCardProps {
  readonly instrument: Instrument;
  readonly reconsider: readonly Reconsider[];
}

/** Which questions have something done about them since last time, and the way to each. */
export function ReconsiderCard({ instrument, reconsider }: ReconsiderCardProps): ReactElement {
  const { t } = useTranslation();
  const { language } = useFormat();
  const to = useUnitPath();
  const placed = reconsider.flatMap(({ indicator }) => findIndicator(instrument, indicator) ?? []);
  return (
    <Card>
      <h2>{t('assess.reconsider.title', { count: placed.length })}</h2>
      <p className={styles.text}>{t('assess.reconsider.text', { count: placed.length })}</p>
      <ul className={styles.list}>
        {placed.slice(0, SHOWN).map(({ area, indicator }) => (
          <li key={indicator.id}>
            <Link className={styles.link} to={to(`/assess/${area.key}`, { hash: indicator.id })}>
              {textIn(indicator.statement, language)}
            </Link>
          </li>
        ))}
      </ul>
      {placed.length > SHOWN && (
        <ActionLink look="plain" to={to('/assess/check', { search: { show: 'reconsider' } })}>
          {t('assess.reconsider.all', { count: placed.length })}
        </ActionLink>
      )}
    </Card>
  );
}
