import { Switch } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import { Card } from '../parts/Card.tsx';
import styles from './InForce.module.css';
import type { Change } from './saver.ts';
import { useScheduleWords } from './words.ts';

interface InForceProps {
  readonly schedule: UnitSchedule;
  /** False while a change is under way: then nobody knows yet when the next time is. */
  readonly isSettled: boolean;
  /** Null for one who may not. */
  readonly change: ((change: Change) => void) | null;
}

/** What is in force, in a sentence, and whether it is at all. */
export function InForce({ schedule, isSettled, change }: InForceProps): ReactElement {
  const { t } = useTranslation();
  const words = useScheduleWords();
  const [first, ...rest] = words.sentences(schedule.schedule);
  const { on } = schedule.schedule;
  const next = isSettled ? words.next(schedule) : null;
  return (
    <Card isNext={on}>
      <div className={styles.head}>
        <div className={styles.words} aria-live="polite">
          <h2 className={styles.first}>{first}</h2>
          {next !== null && <p className={styles.next}>{next}</p>}
          {rest.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {!on && <p>{t(change ? 'schedule.offText' : 'schedule.offReader')}</p>}
        </div>
        {change && (
          <Switch
            className={styles.switch ?? ''}
            label={t('schedule.on')}
            labelPosition="before"
            checked={on}
            onChange={(_, { checked }) => change({ on: checked })}
          />
        )}
      </div>
      {!change && <p className={styles.who}>{t('schedule.whoMay')}</p>}
    </Card>
  );
}
