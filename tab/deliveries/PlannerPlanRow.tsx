import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PlannerDrift } from '../../bot/api/schemas/plan.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { openLink } from '../parts/teams.ts';
import { unitPath } from '../parts/unit.ts';
import { PlannerMark } from '../plan/planner/PlannerMark.tsx';
import { usePlannerWords } from '../plan/planner/words.ts';
import { UnitTryNow } from './UnitTryNow.tsx';
import styles from './PlannerSection.module.css';

type DriftPlan = PlannerDrift['plans'][number];

/** One plan: how it stands as a whole, and its tasks, those that aren't in step first. */
export function PlannerPlanRow({
  plan,
  isUnitShown,
}: {
  readonly plan: DriftPlan;
  readonly isUnitShown: boolean;
}): ReactElement {
  const { t } = useTranslation();
  const words = usePlanWords();
  const { unit, url, tasks, inStep } = plan;
  const others = tasks.filter(({ planner }) => planner.state !== 'synced');
  const calm = tasks.filter(({ planner }) => planner.state === 'synced');
  return (
    <div className={styles.plan}>
      <div className={styles.head}>
        <div className={styles.words}>
          {isUnitShown && (
            <h3 className={styles.unit}>
              <Link className={styles.way} to={unitPath(unit.id, '/plan')}>
                {unit.name}
              </Link>
            </h3>
          )}
          <p className={styles.fact}>{words(plan)}</p>
        </div>
        <div className={styles.ways}>
          {url !== null && plan.cause !== 'plan-gone' && (
            <ActionButton look="plain" onClick={() => void openLink(url)}>
              {t('plan.planner.open')}
            </ActionButton>
          )}
          {!isUnitShown && <UnitTryNow />}
        </div>
      </div>
      {others.length > 0 && <TaskList plan={plan} tasks={others} />}
      {calm.length > 0 ? (
        <details className={styles.calm}>
          <summary>{t('delivery.planner.inStep', { count: inStep })}</summary>
          <TaskList plan={plan} tasks={calm} />
        </details>
      ) : (
        inStep > 0 && <p className={styles.calm}>{t('delivery.planner.inStep', { count: inStep })}</p>
      )}
    </div>
  );
}

/** How the whole plan stands: in step and when it was seen, or why not and when it is tried again. */
function usePlanWords(): (plan: DriftPlan) => string {
  const { t } = useTranslation();
  const { moment, cause, retry } = usePlannerWords();
  return (plan) => {
    const seen = plan.at === null ? '' : t('delivery.planner.seen', { at: moment(plan.at) });
    switch (plan.stage) {
      case 'in-step':
        return plan.at === null ? t('plan.planner.synced') : t('plan.planner.seen', { at: moment(plan.at) });
      case 'due':
        return [t('plan.planner.queuedLong'), seen].join(' ').trim();
      default:
        return [cause(plan.cause), plan.stage === 'waiting' ? retry(plan.until) : '', seen].filter(Boolean).join(' ');
    }
  };
}

function TaskList({ plan, tasks }: { readonly plan: DriftPlan; readonly tasks: DriftPlan['tasks'] }): ReactElement {
  const { cause, retry } = usePlannerWords();
  return (
    <ul className={styles.tasks}>
      {tasks.map(({ action, title, planner }) => (
        <li key={action} className={styles.task}>
          <div className={styles.words}>
            <Link className={styles.way} to={unitPath(plan.unit.id, '/plan', { search: { action } })}>
              {title}
            </Link>
            {planner.cause !== null && planner.state !== 'synced' && (
              <p className={styles.fact}>
                {cause(planner.cause)} {planner.state === 'waiting' && retry(planner.until)}
              </p>
            )}
          </div>
          <span className={styles.mark}>
            <PlannerMark planner={planner} />
          </span>
        </li>
      ))}
    </ul>
  );
}
