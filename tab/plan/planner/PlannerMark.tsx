import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannerStatus } from '../../../bot/api/schemas/plan.ts';
import { WarningIcon } from '../../parts/icons.tsx';
import { ClockIcon, PersonIcon, SyncIcon } from '../../parts/more-icons.tsx';
import styles from './PlannerMark.module.css';
import { usePlannerWords } from './words.ts';

/** Whether somebody has to do something about it. */
export function isTrouble({ state, cause }: PlannerStatus): boolean {
  return state === 'needs-you' || state === 'failed' || (state === 'waiting-for-person' && cause === 'consent-needed');
}

/** How an action stands towards Planner, in two or three words; nothing for one that was never sent. */
export function PlannerMark({ planner }: { readonly planner: PlannerStatus }): ReactElement | null {
  const { t } = useTranslation();
  const { moment } = usePlannerWords();
  const { state, until } = planner;
  if (state === 'none') return null;
  if (isTrouble(planner))
    return (
      <Mark icon={<WarningIcon size={16} />} isTrouble>
        {t('plan.planner.needsYou')}
      </Mark>
    );
  if (state === 'synced') return <Mark icon={<SyncIcon size={16} />}>{t('plan.planner.synced')}</Mark>;
  if (state === 'waiting-for-person')
    return <Mark icon={<PersonIcon size={16} />}>{t('plan.planner.waitsForPerson')}</Mark>;
  return (
    <Mark icon={<ClockIcon size={16} />}>
      {state === 'waiting' && until !== null
        ? t('plan.planner.waitsUntil', { at: moment(until) })
        : t('plan.planner.queued')}
    </Mark>
  );
}

interface MarkProps {
  readonly icon: ReactNode;
  readonly isTrouble?: boolean;
  readonly children: ReactNode;
}

function Mark({ icon, isTrouble: isLoud = false, children }: MarkProps): ReactElement {
  return (
    <span className={`${styles.mark} ${isLoud ? styles.trouble : ''}`}>
      {icon}
      {children}
    </span>
  );
}
