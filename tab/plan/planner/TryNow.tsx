import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../parts/ActionLink.tsx';
import { useUnit } from '../../parts/unit.ts';
import { useCommand } from '../commands.ts';
import { tryPlannerNow } from './commands.ts';

/** Försök nu: the plan and Planner are brought together now, for one who may. */
export function TryNow(): ReactElement {
  const { t } = useTranslation();
  const { id } = useUnit();
  const command = useCommand();
  return (
    <>
      <ActionButton look="plain" disabled={command.isBusy} onClick={() => void command.run(() => tryPlannerNow(id))}>
        {t('plan.planner.tryNow')}
      </ActionButton>
      {command.fault !== null && <span role="alert"> {command.fault}</span>}
    </>
  );
}
