import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../parts/ActionLink.tsx';
import { AddIcon } from '../parts/icons.tsx';
import { OrderIcon } from '../parts/more-icons.tsx';
import { usePlanPage } from './context.ts';
import { EmptyPlan } from './EmptyPlan.tsx';
import { Filters } from './Filters.tsx';
import { GoalCard } from './GoalCard.tsx';
import { GoalDialog } from './GoalDialog.tsx';
import { actionsOf, isShown, NO_FILTER } from './model.ts';
import styles from './Goals.module.css';

/** With fewer actions than this everything is in sight anyway. */
const FILTER_FROM = 4;

/** Valda mål: each goal with its actions. */
export function Goals(): ReactElement {
  const { t } = useTranslation();
  const { plan, mayWrite } = usePlanPage();
  const [filter, setFilter] = useState(NO_FILTER);
  const [isOrdering, setOrdering] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const [said, say] = useState('');
  const heading = useId();
  const isFiltered = filter.state !== 'all' || filter.responsible !== 'all';
  const goals = [...plan.goals]
    .sort((a, b) => a.position - b.position)
    .map((goal) => ({ goal, actions: actionsOf(plan, goal.id).filter((action) => isShown(filter, action)) }))
    .filter(({ actions }) => !isFiltered || actions.length > 0);
  if (plan.goals.length === 0) return <EmptyPlan />;
  return (
    <section aria-labelledby={heading} className={styles.goals}>
      <div className={styles.head}>
        <h2 id={heading}>{t('plan.chosenGoals')}</h2>
        {mayWrite && (
          <div className={styles.tools}>
            <button
              type="button"
              className={styles.tool}
              aria-pressed={isOrdering}
              onClick={() => setOrdering(!isOrdering)}
            >
              <OrderIcon size={16} />
              {isOrdering ? t('plan.order.done') : t('plan.order.start')}
            </button>
            <button type="button" className={styles.tool} onClick={() => setAdding(true)}>
              <AddIcon size={16} />
              {t('plan.goal.new')}
            </button>
          </div>
        )}
      </div>
      {plan.actions.length >= FILTER_FROM && <Filters filter={filter} change={setFilter} />}
      <div className={styles.cards}>
        {goals.map(({ goal, actions }, place) => (
          <GoalCard
            key={goal.id}
            goal={goal}
            actions={actions}
            place={{ at: place + 1, of: goals.length }}
            isOrdering={isOrdering && !isFiltered}
            say={say}
          />
        ))}
      </div>
      {goals.length === 0 && (
        <p className={styles.none}>
          {t('plan.filter.none')}{' '}
          <ActionButton look="plain" onClick={() => setFilter(NO_FILTER)}>
            {t('plan.filter.clear')}
          </ActionButton>
        </p>
      )}
      {isOrdering && isFiltered && <p className={styles.none}>{t('plan.order.notFiltered')}</p>}
      <p role="status" className="visually-hidden">
        {said}
      </p>
      {isAdding && <GoalDialog goal={null} close={() => setAdding(false)} />}
    </section>
  );
}
