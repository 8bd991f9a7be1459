import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../bot/api/schemas/plan.ts';
import { ActionButton, ActionLink } from '../parts/ActionLink.tsx';
import { Notice } from '../parts/Notice.tsx';
import { scheduleQuery } from '../parts/talk-queries.ts';
import { useUnitPath } from '../parts/unit.ts';
import { putSchedule, rememberSchedule } from '../schedule/saver.ts';
import { useScheduleWords } from '../schedule/words.ts';
import { useCommand } from './commands.ts';
import { usePlanPage } from './context.ts';
import styles from './ScheduleNotice.module.css';

/** A plan is there to be kept alive when it is confirmed, or something in it is decided. */
function isDecided({ confirmed, actions }: Plan): boolean {
  return confirmed !== null || actions.some(({ state }) => state === 'decided' || state === 'ongoing');
}

const keyOf = (person: string, unit: string): string => `lika schedule not now ${person} ${unit}`;

function wasDeclined(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

/** Once, when there is a plan to keep alive and nobody has set a schedule: shall the bot help? */
export function ScheduleNotice(): ReactElement | null {
  const { t } = useTranslation();
  const path = useUnitPath();
  const words = useScheduleWords();
  const { unit, me, plan } = usePlanPage();
  const key = keyOf(me.id, unit.id);
  const [isDeclined, setDeclined] = useState(() => wasDeclined(key));
  const [isTurnedOn, setTurnedOn] = useState(false);
  const command = useCommand();
  const isAsked = unit.may.includes('schedule.write') && unit.channel !== null && isDecided(plan) && !isDeclined;
  const held = useQuery({ ...scheduleQuery(unit.id), enabled: isAsked }).data;
  if (!isAsked || !held) return null;
  const turnOn = async (): Promise<void> => {
    const kept = await command.run(() => putSchedule(unit.id, { ...held.schedule, on: true }, held.version));
    if (!kept) return;
    setTurnedOn(true);
    rememberSchedule(unit.id, kept);
  };
  const decline = (): void => {
    setDeclined(true);
    try {
      localStorage.setItem(key, '1');
    } catch {
      // Without storage it is asked again another time.
    }
  };
  if (isTurnedOn)
    return (
      <div className={styles.notice} role="status">
        <Notice
          title={t('schedule.suggest.done')}
          actions={
            <ActionLink look="plain" to={path('/schedule')}>
              {t('schedule.suggest.change')}
            </ActionLink>
          }
        >
          {words.next(held)}
        </Notice>
      </div>
    );
  // Someone who has turned it off has answered.
  if (held.schedule.on || held.version > 0) return null;
  return (
    <div className={styles.notice}>
      <Notice
        title={t('schedule.suggest.title')}
        actions={
          <>
            <ActionButton look="plain" disabled={command.isBusy} onClick={() => void turnOn()}>
              {t('schedule.suggest.turnOn')}
            </ActionButton>
            <ActionLink look="plain" to={path('/schedule')}>
              {t('schedule.suggest.change')}
            </ActionLink>
            <ActionButton look="plain" onClick={decline}>
              {t('schedule.suggest.notNow')}
            </ActionButton>
          </>
        }
      >
        {t('schedule.suggest.text')}
        {command.fault !== null && <p role="alert">{command.fault}</p>}
      </Notice>
    </div>
  );
}
