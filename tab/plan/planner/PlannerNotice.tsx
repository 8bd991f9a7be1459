import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../../bot/api/schemas/plan.ts';
import { ActionButton, ActionLink } from '../../parts/ActionLink.tsx';
import { ClockIcon, SyncIcon } from '../../parts/more-icons.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { openLink } from '../../parts/teams.ts';
import { useUnitPath } from '../../parts/unit.ts';
import { RightNotice } from '../../rights/RightNotice.tsx';
import { useCommand } from '../commands.ts';
import { usePlanPage } from '../context.ts';
import { sendToPlanner } from './commands.ts';
import { isTrouble } from './PlannerMark.tsx';
import styles from './PlannerNotice.module.css';
import { Questions } from './Questions.tsx';
import { TaskGone } from './TaskGone.tsx';
import { TryNow } from './TryNow.tsx';
import { usePlannerWords } from './words.ts';

interface Props {
  readonly action: Action;
}

/** How the action stands towards Planner: a quiet line when all is well, what to do when it isn't. */
export function PlannerNotice({ action }: Props): ReactElement {
  return (
    <>
      <State action={action} />
      <Questions action={action} />
    </>
  );
}

function State({ action }: Props): ReactElement | null {
  const { state, cause } = action.planner;
  if (state === 'none' || (action.state === 'closed' && !isTrouble(action.planner))) return null;
  switch (state) {
    case 'needs-you':
      return cause === 'task-gone' ? <TaskGone action={action} /> : null;
    case 'failed':
      return <Trouble action={action} />;
    case 'waiting-for-person':
      return cause === 'consent-needed' ? <RightNotice right="planner" cause={cause} /> : <Line action={action} />;
    default:
      return <Line action={action} />;
  }
}

function Line({ action }: Props): ReactElement {
  const { t } = useTranslation();
  const words = usePlannerWords();
  const { maySend } = usePlanPage();
  const { state, cause, at, until, url } = action.planner;
  const isSynced = state === 'synced';
  const waits = state === 'waiting' || state === 'waiting-for-person';
  const text = isSynced
    ? at === null
      ? t('plan.planner.synced')
      : t('plan.planner.seen', { at: words.moment(at) })
    : waits
      ? `${words.cause(cause)} ${words.retry(until)}`.trim()
      : t('plan.planner.queuedLong');
  return (
    <p className={styles.line}>
      {isSynced ? <SyncIcon size={16} /> : <ClockIcon size={16} />}
      <span>
        {text}
        {isSynced && url !== null && (
          <>
            {' '}
            <ActionButton look="plain" onClick={() => void openLink(url)}>
              {t('plan.planner.openTask')}
            </ActionButton>
          </>
        )}
        {waits && maySend && (
          <>
            {' '}
            <TryNow />
          </>
        )}
      </span>
    </p>
  );
}

/** What LIKA has given up until somebody does something about it. */
function Trouble({ action }: Props): ReactElement {
  const { t } = useTranslation();
  const words = usePlannerWords();
  const { unit, maySend } = usePlanPage();
  const path = useUnitPath();
  const command = useCommand();
  const { cause } = action.planner;
  const isMember = cause === 'not-team-member';
  const again = (): void => void command.run(() => sendToPlanner(unit.id, [action.id]));
  return (
    <Notice
      tone="trouble"
      title={t('plan.planner.needsYouTitle')}
      actions={
        <>
          {isMember && unit.channel && (
            <ActionButton look="plain" onClick={() => void openLink(teamLink(unit.channel))}>
              {t('plan.planner.openTeam')}
            </ActionButton>
          )}
          {cause === 'limit-person-full' && (
            <ActionButton look="plain" onClick={() => document.getElementById('action-responsible')?.focus()}>
              {t('plan.planner.changeResponsible')}
            </ActionButton>
          )}
          {maySend && (
            <ActionButton look="plain" disabled={command.isBusy} onClick={again}>
              {t('plan.planner.tryNow')}
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
      {words.cause(cause)}
      {command.fault !== null && <p role="alert">{command.fault}</p>}
    </Notice>
  );
}

/** The team in Teams, where members are invited. Source: Teams' deep links, `l/team`. */
function teamLink(channel: { readonly team: string; readonly channel: string } | null): string {
  const { team = '', channel: id = '' } = channel ?? {};
  return `https://teams.microsoft.com/l/team/${encodeURIComponent(id)}/conversations?groupId=${encodeURIComponent(team)}`;
}
