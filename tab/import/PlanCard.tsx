import { Checkbox } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '../../bot/api/schemas/imports.ts';
import { Card } from '../parts/Card.tsx';
import { StatusTag } from '../parts/StatusTag.tsx';
import styles from './lists.module.css';

interface PlanCardProps {
  readonly plan: NonNullable<ImportPreview['plan']>;
  readonly isWanted: boolean;
  readonly want: (isWanted: boolean) => void;
}

/** What our own workbook would change in the plan. */
export function PlanCard({ plan, isWanted, want }: PlanCardProps): ReactElement {
  const { t } = useTranslation();
  const count = planChanges(plan);
  return (
    <Card padding="none">
      <div className={styles.head}>
        <h2>{t('import.plan.title', { count })}</h2>
        <p className={styles.text}>{t('import.plan.about')}</p>
      </div>
      <div className={styles.choice}>
        <Checkbox
          label={t('import.plan.take')}
          checked={isWanted}
          onChange={(_, { checked }) => want(checked === true)}
        />
      </div>
      <ul>
        {plan.changes.map(({ what, isNew, title }, at) => (
          <li key={at} className={styles.row}>
            <div className={styles.words}>
              <p className={styles.small}>{t(`import.plan.${what}`)}</p>
              <p className={styles.name}>{title}</p>
            </div>
            <StatusTag tone="quiet">{t(isNew ? 'import.plan.new' : 'import.plan.changed')}</StatusTag>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** How many things of the plan would change. */
export function planChanges({ goals, actions }: Pick<NonNullable<ImportPreview['plan']>, 'goals' | 'actions'>): number {
  return goals.added + goals.changed + actions.added + actions.changed;
}
