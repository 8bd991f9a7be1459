import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action, Goal } from '../../bot/api/schemas/plan.ts';
import { Card } from '../parts/Card.tsx';
import { AddIcon } from '../parts/icons.tsx';
import { EditIcon } from '../parts/more-icons.tsx';
import { ActionDialog } from './ActionDialog.tsx';
import { ActionRow } from './ActionRow.tsx';
import { usePlanPage } from './context.ts';
import { GoalDialog } from './GoalDialog.tsx';
import { MoveButtons } from './MoveButtons.tsx';
import type { Place } from './MoveButtons.tsx';
import styles from './GoalCard.module.css';

interface GoalCardProps {
  readonly goal: Goal;
  readonly actions: readonly Action[];
  readonly place: Place;
  readonly isOrdering: boolean;
  readonly say: (words: string) => void;
}

/** A goal and the actions it owns. */
export function GoalCard({ goal, actions, place, isOrdering, say }: GoalCardProps): ReactElement {
  const { t } = useTranslation();
  const { placeOf, mayWrite } = usePlanPage();
  const [dialog, setDialog] = useState<'goal' | 'action' | null>(null);
  const close = (): void => setDialog(null);
  return (
    <Card padding="none">
      <section className={styles.goal}>
        <div className={styles.head}>
          <div className={styles.words}>
            <h3>{goal.text}</h3>
            <p className={styles.place}>{placeOf(goal.area, goal.step)}</p>
          </div>
          {isOrdering && <MoveButtons kind="goals" id={goal.id} name={goal.text} place={place} say={say} />}
          {mayWrite && !isOrdering && (
            <div className={styles.tools}>
              <button
                type="button"
                className={styles.tool}
                title={t('plan.goal.change')}
                aria-label={t('plan.goal.changeNamed', { goal: goal.text })}
                onClick={() => setDialog('goal')}
              >
                <EditIcon size={16} />
              </button>
              <button
                type="button"
                className={styles.tool}
                title={t('plan.action.new')}
                aria-label={t('plan.action.newNamed', { goal: goal.text })}
                onClick={() => setDialog('action')}
              >
                <AddIcon size={16} />
              </button>
            </div>
          )}
        </div>
        {actions.length === 0 ? (
          <p className={styles.none}>{t('plan.goal.noActions')}</p>
        ) : (
          <ul>
            {actions.map((action, at) => (
              <ActionRow
                key={action.id}
                action={action}
                place={{ at: at + 1, of: actions.length }}
                isOrdering={isOrdering}
                say={say}
              />
            ))}
          </ul>
        )}
      </section>
      {dialog === 'goal' && <GoalDialog goal={goal} close={close} />}
      {dialog === 'action' && <ActionDialog goal={goal} close={close} />}
    </Card>
  );
}
