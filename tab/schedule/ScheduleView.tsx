import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useMoreTexts } from '../parts/more-texts.ts';
import { NavEnd } from '../parts/NavEnd.tsx';
import { Page } from '../parts/Page.tsx';
import { SavedAt } from '../parts/SavedSign.tsx';
import type { SavedState } from '../parts/SavedSign.tsx';
import { scheduleQuery } from '../parts/talk-queries.ts';
import { useMay, useUnit, useUnitPath } from '../parts/unit.ts';
import { momentOf } from '../plan/moment.ts';
import { InForce } from './InForce.tsx';
import { Never } from './Never.tsx';
import { saverOf } from './saver.ts';
import type { ScheduleSaving } from './saver.ts';
import { Settings } from './Settings.tsx';
import styles from '../parts/MainAndSide.module.css';
import { ScheduleTrouble } from './Trouble.tsx';

/** När LIKA frågar: when the bot speaks in the unit's channel without being asked. */
export function ScheduleView(): ReactElement {
  useMoreTexts();
  const { t } = useTranslation();
  const unit = useUnit();
  const path = useUnitPath();
  const schedule = useQuery(scheduleQuery(unit.id));
  if (schedule.error && !schedule.data)
    return <ErrorState error={schedule.error} retry={() => void schedule.refetch()} />;
  if (!schedule.data) return <Loading />;
  const back = { to: path('/plan'), label: t('nav.plan') };
  if (unit.channel) return <Loaded back={back} held={schedule.data} />;
  return (
    <Page title={t('schedule.title')} back={back}>
      <EmptyState
        title={t('schedule.empty.title')}
        text={t('schedule.empty.text')}
        action={<ActionLink to={path('/plan')}>{t('now.plan.open')}</ActionLink>}
      />
    </Page>
  );
}

const SIGNS: Readonly<Record<ScheduleSaving['stage'], SavedState>> = {
  still: 'saved',
  resting: 'saving',
  sending: 'saving',
  waiting: 'memory',
  conflict: 'none',
  refused: 'none',
};

interface LoadedProps {
  readonly back: { readonly to: string; readonly label: string };
  readonly held: UnitSchedule;
}

function Loaded({ back, held }: LoadedProps): ReactElement {
  const { t } = useTranslation();
  const { id, name } = useUnit();
  const may = useMay();
  const path = useUnitPath();
  const saver = saverOf(id);
  const saving = useSyncExternalStore(saver.subscribe, saver.state);
  useEffect(() => () => saver.settle(), [saver]);
  const isMine = may('schedule.write');
  const shown = { ...held.schedule, ...saving.change };
  const at = saving.savedAt === null ? null : momentOf(saving.savedAt);
  const change = (settings: ScheduleSaving['change']): void => saver.change(held, settings);
  return (
    <Page
      title={t('schedule.title')}
      meta={name}
      back={back}
      end={
        <>
          {may('people.read') && (
            <ActionLink look="plain" to={path('/heads')}>
              {t('heads.title')}
            </ActionLink>
          )}
          {may('deliveries.read') && (
            <ActionLink look="plain" to={path('/deliveries')}>
              {t('schedule.deliveries')}
            </ActionLink>
          )}
        </>
      }
    >
      {isMine && (
        <NavEnd>
          <SavedAt state={saving.stage === 'still' && at === null ? 'none' : SIGNS[saving.stage]} at={at} />
        </NavEnd>
      )}
      <div className={styles.columns}>
        <div className={styles.main}>
          <ScheduleTrouble saver={saver} saving={saving} />
          <InForce
            schedule={{ ...held, schedule: shown }}
            isSettled={saving.stage === 'still'}
            change={isMine ? change : null}
          />
          {isMine && <Settings schedule={shown} change={change} />}
        </div>
        <Never week={shown.winterBreakWeek} change={isMine ? change : null} />
      </div>
    </Page>
  );
}
