import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { ActionButton, ActionLink } from '../parts/ActionLink.tsx';
import { useFormat } from '../parts/format.ts';
import { ClockIcon, SyncIcon } from '../parts/more-icons.tsx';
import { Notice } from '../parts/Notice.tsx';
import { openLink } from '../parts/teams.ts';
import { useUnitPath } from '../parts/unit.ts';
import { sendToPlanner, useCommand } from './commands.ts';
import { usePlanPage } from './context.ts';
import styles from './PlannerNotice.module.css';

/** Causes with words of their own; another one is told in general. */
const CAUSES = [
  'person-away',
  'consent-needed',
  'not-allowed',
  'not-team-member',
  'not-found',
  'too-busy',
  'unclear',
  'unreachable',
  'planner-limit',
  'channel-not-linked',
] as const;

/** How the action stands towards Planner: a quiet line when all is well, who and what when it isn't. */
export function PlannerNotice({ action }: { readonly action: Action }): ReactElement | null {
  const { t } = useTranslation();
  const { date, time } = useFormat();
  const { planner } = action;
  if (planner.state === 'none' || action.state === 'closed') return null;
  if (planner.state === 'queued')
    return (
      <p className={styles.line}>
        <ClockIcon size={16} />
        {t('plan.planner.queuedLong')}
      </p>
    );
  if (planner.state === 'synced') {
    const { url, at } = planner;
    return (
      <p className={styles.line}>
        <SyncIcon size={16} />
        <span>
          {at === null ? t('plan.planner.synced') : t('plan.planner.syncedAt', { date: date(at), time: time(at) })}
          {url !== null && (
            <>
              {' '}
              <ActionButton look="plain" onClick={() => void openLink(url)}>
                {t('plan.planner.openTask')}
              </ActionButton>
            </>
          )}
        </span>
      </p>
    );
  }
  return <PlannerTrouble action={action} />;
}

function PlannerTrouble({ action }: { readonly action: Action }): ReactElement {
  const { t } = useTranslation();
  const { unit, nameOf, maySend } = usePlanPage();
  const path = useUnitPath();
  const command = useCommand();
  const { cause } = action.planner;
  const known = CAUSES.find((each) => each === cause) ?? 'other';
  const name = action.responsible === null ? null : nameOf(action.responsible);
  const isMember = known === 'not-team-member';
  const again = (): void => void command.run(() => sendToPlanner(unit.id, [action.id]));
  return (
    <Notice
      tone="trouble"
      title={t('plan.planner.needsYouTitle')}
      actions={
        <>
          {isMember && unit.channel && (
            <ActionButton look="plain" onClick={() => void openLink(teamLink(unit.channel))}>
              {t('plan.planner.invite', { name: firstName(name) ?? t('plan.person.them') })}
            </ActionButton>
          )}
          {isMember && (
            <ActionButton look="plain" onClick={() => document.getElementById('action-responsible')?.focus()}>
              {t('plan.planner.changeResponsible')}
            </ActionButton>
          )}
          {maySend && (
            <ActionButton look="plain" disabled={command.isBusy} onClick={again}>
              {t('plan.planner.again')}
            </ActionButton>
          )}
          {unit.may.includes('deliveries.read') && (
            <ActionLink look="plain" to={path('/deliveries')}>
              {t('plan.planner.deliveries')}
            </ActionLink>
          )}
        </>
      }
    >
      {t(`plan.planner.cause.${known}`, { name: name ?? t('plan.person.responsibleOne') })}
      {command.fault !== null && <p role="alert">{command.fault}</p>}
    </Notice>
  );
}

function firstName(name: string | null): string | null {
  return name === null ? null : (name.split(' ')[0] ?? name);
}

/** The team in Teams, where members are invited. Source: Teams' deep links, `l/team`. */
function teamLink(channel: { readonly team: string; readonly channel: string } | null): string {
  const { team = '', channel: id = '' } = channel ?? {};
  return `https://teams.microsoft.com/l/team/${encodeURIComponent(id)}/conversations?groupId=${encodeURIComponent(team)}`;
}
