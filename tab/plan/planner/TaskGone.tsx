import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../../bot/api/schemas/plan.ts';
import { ActionButton } from '../../parts/ActionLink.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { useCommand } from '../commands.ts';
import { usePlanPage } from '../context.ts';
import { settleGone } from './commands.ts';

/** The action's task was taken away in Planner: it is made again, or the action lives on here alone. */
export function TaskGone({ action }: { readonly action: Action }): ReactElement {
  const { t } = useTranslation();
  const { unit, mayWrite } = usePlanPage();
  const command = useCommand();
  const choose = (choice: 'again' | 'leave'): void => void command.run(() => settleGone(unit.id, action.id, choice));
  return (
    <Notice
      tone="trouble"
      title={t('plan.planner.cause.task-gone')}
      actions={
        mayWrite && (
          <>
            <ActionButton look="plain" disabled={command.isBusy} onClick={() => choose('again')}>
              {t('plan.planner.gone.again')}
            </ActionButton>
            <ActionButton look="plain" disabled={command.isBusy} onClick={() => choose('leave')}>
              {t('plan.planner.gone.leave')}
            </ActionButton>
          </>
        )
      }
    >
      {t('plan.planner.gone.text')}
      {command.fault !== null && <p role="alert">{command.fault}</p>}
    </Notice>
  );
}
