import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { progress } from '../../lika/plan/decide.ts';
import { isLate } from '../../lika/plan/late.ts';
import { WarningIcon } from '../parts/icons.tsx';
import { useUnitPath } from '../parts/unit.ts';
import styles from './PlanProgress.module.css';

const PARTS = ['done', 'ongoing', 'decided'] as const;

interface PlanProgressProps {
  readonly actions: readonly Action[];
  /** `YYYY-MM-DD`; null while it isn't known. */
  readonly today: string | null;
}

/** How far the plan's decided work has come, as a bar and in words, and what was to be done by now. Proposals aren't work yet. */
export function PlanProgress({ actions, today }: PlanProgressProps): ReactElement | null {
  const { t } = useTranslation();
  const to = useUnitPath();
  const counts = progress({ actions });
  const whole = counts.done + counts.ongoing + counts.decided;
  if (whole === 0) return null;
  const parts = PARTS.filter((part) => counts[part] > 0);
  const late = today === null ? [] : actions.filter((action) => isLate(action, today));
  const [first] = late;
  return (
    <div className={styles.progress}>
      <p className={styles.words}>
        <strong>{t('now.plan.doneOf', { count: whole, done: counts.done })}</strong>
        {parts
          .filter((part) => part !== 'done')
          .map((part) => `, ${t(`now.plan.state.${part}`, { count: counts[part] })}`)
          .join('')}
      </p>
      <div className={styles.bar} aria-hidden="true">
        {parts.map((part) => (
          <span key={part} className={styles[part]} style={{ flexGrow: counts[part] }} />
        ))}
      </div>
      {first && (
        <p className={styles.late}>
          <WarningIcon size={16} />
          <span>
            {t('now.plan.late', { count: late.length })}{' '}
            <Link className={styles.link} to={to('/plan', { search: { action: first.id } })}>
              {first.title}
            </Link>
            {late.length > 1 && ` ${t('now.plan.lateMore', { count: late.length - 1 })}`}
          </span>
        </p>
      )}
    </div>
  );
}
