import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { Ask } from '../fluent/Ask.tsx';
import { CheckIcon } from '../parts/icons.tsx';
import { sendToPlanner, useCommand } from './commands.ts';
import { usePlanPage } from './context.ts';
import styles from './dialogs.module.css';

interface PlannerDialogProps {
  readonly actions: readonly Action[];
  readonly close: () => void;
}

const FACTS = ['place', 'task', 'checklist', 'stays'] as const;

/** Till Planner: which actions, and what becomes of them there, said before anything is sent. */
export function PlannerDialog({ actions, close }: PlannerDialogProps): ReactElement {
  const { t } = useTranslation();
  const { unit } = usePlanPage();
  const command = useCommand();
  const send = async (): Promise<void> => {
    const ids = actions.map(({ id }) => id);
    if (await command.run(() => sendToPlanner(unit.id, ids))) close();
  };
  return (
    <Ask
      title={t('plan.planner.title')}
      verb={t('plan.planner.verb', { count: actions.length })}
      act={() => void send()}
      close={close}
      isBusy={command.isBusy}
      fault={command.fault}
    >
      <ul className={styles.list}>
        {actions.map(({ id, title }) => (
          <li key={id}>
            <strong>{title}</strong>
          </li>
        ))}
      </ul>
      <ul className={styles.facts}>
        {FACTS.map((fact) => (
          <li key={fact}>
            <CheckIcon size={16} />
            {t(`plan.planner.fact.${fact}`)}
          </li>
        ))}
      </ul>
    </Ask>
  );
}
