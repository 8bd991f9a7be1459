import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { WarningIcon } from '../parts/icons.tsx';
import { ClockIcon, SyncIcon } from '../parts/more-icons.tsx';
import styles from './PlannerMark.module.css';

/** How an action stands towards Planner, in two or three words; nothing for one that was never sent. */
export function PlannerMark({ planner }: { readonly planner: Action['planner'] }): ReactElement | null {
  const { t } = useTranslation();
  switch (planner.state) {
    case 'none':
      return null;
    case 'queued':
      return (
        <span className={styles.mark}>
          <ClockIcon size={16} />
          {t('plan.planner.queued')}
        </span>
      );
    case 'synced':
      return (
        <span className={styles.mark}>
          <SyncIcon size={16} />
          {t('plan.planner.synced')}
        </span>
      );
    default:
      return (
        <span className={`${styles.mark} ${styles.trouble}`}>
          <WarningIcon size={16} />
          {t('plan.planner.needsYou')}
        </span>
      );
  }
}
