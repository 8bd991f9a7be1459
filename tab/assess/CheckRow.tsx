import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionLink } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { useUnitPath } from '../parts/unit.ts';
import styles from './CheckRow.module.css';

/** The way to the check-answers page: always open, the main thing when all is answered. */
export function CheckRow({ left, total }: { readonly left: number; readonly total: number }): ReactElement {
  const { t } = useTranslation();
  const to = useUnitPath();
  return (
    <Card isNext={left === 0} className={styles.row}>
      <div className={styles.words}>
        <h2>{t('assess.check.title')}</h2>
        <p className={styles.text}>
          {left === 0 ? t('assess.check.ready', { count: total }) : t('assess.check.later')}
        </p>
      </div>
      {left > 0 && <span className={styles.left}>{t('assess.left', { count: left })}</span>}
      <ActionLink
        look={left === 0 ? 'primary' : 'plain'}
        size={left === 0 ? 'large' : 'medium'}
        to={to('/assess/check')}
      >
        {left === 0 ? t('assess.check.open') : t('assess.check.look')}
      </ActionLink>
    </Card>
  );
}
