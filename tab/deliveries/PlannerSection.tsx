import { useId } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannerDrift } from '../../bot/api/schemas/plan.ts';
import { Card } from '../parts/Card.tsx';
import { isStuck } from '../plan/planner/stuck.ts';
import { PlannerPlanRow } from './PlannerPlanRow.tsx';
import styles from './PlannerSection.module.css';

type DriftPlan = PlannerDrift['plans'][number];

interface PlannerSectionProps {
  readonly plans: readonly DriftPlan[];
  /** The plans are of many units, so that each says which and those in step are counted. */
  readonly isOfMany: boolean;
}

/** Whether all of the plan is as it should be, so that it needn't be told. */
const isInStep = (plan: DriftPlan): boolean =>
  plan.stage !== 'waiting' && !isStuck(plan) && plan.tasks.every(({ planner }) => planner.state === 'synced');

/** How the plans stand towards Planner; nothing where none was ever sent. */
export function PlannerSection({ plans, isOfMany }: PlannerSectionProps): ReactElement | null {
  const { t } = useTranslation();
  const heading = useId();
  if (plans.length === 0) return null;
  const shown = isOfMany ? plans.filter((plan) => !isInStep(plan)) : plans;
  const calm = plans.length - shown.length;
  return (
    <section aria-labelledby={heading} className={styles.section}>
      <h2 id={heading} className={styles.heading}>
        {t('delivery.planner.title')}
      </h2>
      <Card padding="none">
        {shown.map((plan) => (
          <PlannerPlanRow key={plan.unit.id} plan={plan} isUnitShown={isOfMany} />
        ))}
        {calm > 0 && <p className={`${styles.calm} ${styles.rest}`}>{t('delivery.planner.calm', { count: calm })}</p>}
      </Card>
    </section>
  );
}
