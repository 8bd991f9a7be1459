import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ActionButton, ActionLink } from '../parts/ActionLink.tsx';
import { useFormat } from '../parts/format.ts';
import { ClockIcon, DocumentIcon, OpenIcon, TasksIcon } from '../parts/more-icons.tsx';
import { openLink } from '../parts/teams.ts';
import { useUnitPath } from '../parts/unit.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { usePlanPage } from './context.ts';
import { unsent } from './model.ts';
import { PlannerDialog } from './planner/PlannerDialog.tsx';
import { PlannerLine } from './planner/PlanState.tsx';
import styles from './PlanHead.module.css';

/** How much there is, that the plan lives on, and when it was last confirmed. */
export function PlanMeta(): ReactElement {
  const { t } = useTranslation();
  const { date } = useFormat();
  const path = useUnitPath();
  const { plan } = usePlanPage();
  const { confirmed } = plan;
  if (plan.goals.length + plan.actions.length === 0 && !confirmed) return <span>{t('plan.nothingYet')}</span>;
  return (
    <>
      <span>
        {t('plan.goals', { count: plan.goals.length })}, {t('plan.actions', { count: plan.actions.length })}
      </span>
      {confirmed && <span className={styles.living}>{t('plan.living')}</span>}
      {confirmed && (
        <Link className={styles.link} to={path('/plan', { search: { confirmation: confirmed.id } })}>
          {t('plan.confirmed.on', { date: date(confirmed.at) })}
        </Link>
      )}
      <PlannerLine />
    </>
  );
}

/** What can be done with the plan as a whole. */
export function PlanEnd(): ReactElement {
  const { t } = useTranslation();
  const path = useUnitPath();
  const { plan, maySend, mayConfirm } = usePlanPage();
  const [dialog, setDialog] = useState<'planner' | 'confirm' | null>(null);
  const close = (): void => setDialog(null);
  const toSend = unsent(plan);
  const plannerUrl = plan.planner?.cause === 'plan-gone' ? null : (plan.planner?.url ?? null);
  const isEmpty = plan.goals.length === 0 && plan.actions.length === 0;
  return (
    <>
      <span className={styles.quiet}>
        <ActionLink look="plain" icon={<ClockIcon size={16} />} to={path('/schedule')}>
          {t('schedule.title')}
        </ActionLink>
      </span>
      <span className={styles.quiet}>
        <ActionLink look="plain" icon={<DocumentIcon size={16} />} to={path('/documents')}>
          {t('nav.documents')}
        </ActionLink>
      </span>
      {plannerUrl !== null && (
        <span className={styles.quiet}>
          <ActionButton look="plain" icon={<OpenIcon size={16} />} onClick={() => void openLink(plannerUrl)}>
            {t('plan.planner.open')}
          </ActionButton>
        </span>
      )}
      {maySend && toSend.length > 0 && (
        <ActionButton look="secondary" icon={<TasksIcon size={16} />} onClick={() => setDialog('planner')}>
          {t('plan.planner.send')}
        </ActionButton>
      )}
      {mayConfirm && !isEmpty && (
        <ActionButton look="secondary" onClick={() => setDialog('confirm')}>
          {t('plan.confirm.button')}
        </ActionButton>
      )}
      {dialog === 'planner' && <PlannerDialog actions={toSend} close={close} />}
      {dialog === 'confirm' && <ConfirmDialog close={close} />}
    </>
  );
}
