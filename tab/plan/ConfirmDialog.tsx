import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Ask } from '../fluent/Ask.tsx';
import { CheckIcon, LockIcon } from '../parts/icons.tsx';
import { EditIcon } from '../parts/more-icons.tsx';
import { confirmPlan, useCommand } from './commands.ts';
import { usePlanPage } from './context.ts';
import styles from './dialogs.module.css';

/** Fastställ, with what it means said before. */
export function ConfirmDialog({ close }: { readonly close: () => void }): ReactElement {
  const { t } = useTranslation();
  const { unit, plan } = usePlanPage();
  const command = useCommand();
  const [proposed] = useState(() => plan.actions.filter(({ state }) => state === 'proposed').length);
  const confirm = async (): Promise<void> => {
    if (await command.run(() => confirmPlan(unit.id).then(() => true))) close();
  };
  return (
    <Ask
      title={t('plan.confirm.title')}
      verb={t('plan.confirm.verb')}
      act={() => void confirm()}
      close={close}
      isBusy={command.isBusy}
      fault={command.fault}
    >
      <ul className={styles.facts}>
        <li>
          <CheckIcon size={16} />
          {t('plan.confirm.copy', {
            goals: t('plan.goals', { count: plan.goals.length }),
            actions: t('plan.actions', { count: plan.actions.length }),
          })}
        </li>
        <li>
          <LockIcon size={16} />
          {t('plan.confirm.fixed')}
        </li>
        <li>
          <EditIcon size={16} />
          {t('plan.confirm.livesOn')}
        </li>
      </ul>
      {proposed > 0 && <p className={styles.note}>{t('plan.confirm.proposed', { count: proposed })}</p>}
    </Ask>
  );
}
