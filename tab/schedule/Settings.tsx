import { Field, Select, Switch } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schedule } from '../../lika/schedule/schedule.ts';
import { Card } from '../parts/Card.tsx';
import { Segments } from '../parts/Segments.tsx';
import { capital } from '../parts/number-word.ts';
import type { Change } from './saver.ts';
import styles from './Settings.module.css';
import { useScheduleWords } from './words.ts';

const RHYTHMS = ['week', 'fortnight', 'month'] as const;
const WEEKDAYS = [1, 2, 3, 4, 5] as const;
/** What the bot may take up by itself. */
const KINDS = ['discussions', 'followUps', 'joys'] as const;
/** Half hours from 07:30 to 16:30, the first and the last time that the service takes. */
const FIRST_HALF_HOUR = 15;
const LAST_HALF_HOUR = 33;

function halfHours(): string[] {
  const count = LAST_HALF_HOUR - FIRST_HALF_HOUR + 1;
  return Array.from({ length: count }, (_, place) => {
    const half = FIRST_HALF_HOUR + place;
    return `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
  });
}

interface SettingsProps {
  readonly schedule: Schedule;
  readonly change: (change: Change) => void;
}

/** What the bot takes up, and when. */
export function Settings({ schedule, change }: SettingsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <Card>
        <h2 className={styles.heading}>{t('schedule.what')}</h2>
        <ul className={styles.kinds}>
          {KINDS.map((kind) => (
            <li key={kind}>
              <Switch
                className={styles.kind ?? ''}
                label={
                  <>
                    <span className={styles.name}>{t(`schedule.kind.${kind}`)}</span>
                    <span className={styles.hint}>{t(`schedule.hint.${kind}`)}</span>
                  </>
                }
                checked={schedule[kind]}
                onChange={(_, { checked }) => change({ [kind]: checked })}
              />
            </li>
          ))}
        </ul>
      </Card>
      <Card>
        <h2 className={styles.heading}>{t('schedule.when')}</h2>
        <When schedule={schedule} change={change} />
      </Card>
    </>
  );
}

function When({ schedule, change }: SettingsProps): ReactElement {
  const { t } = useTranslation();
  const words = useScheduleWords();
  const known = halfHours();
  // One set in the channel may be another than a half hour.
  const times = known.includes(schedule.time) ? known : [...known, schedule.time].sort();
  return (
    <div className={styles.when}>
      <Segments
        label={t('schedule.every')}
        isWide
        segments={RHYTHMS.map((every) => ({ value: every, label: t(`schedule.rhythm.${every}`) }))}
        value={schedule.every}
        choose={(every) => change({ every })}
      />
      <div className={styles.day}>
        <Field label={t('schedule.weekday')}>
          <Select
            value={String(schedule.weekday)}
            onChange={(_, { value }) => change({ weekday: WEEKDAYS.find((each) => String(each) === value) ?? 3 })}
          >
            {WEEKDAYS.map((weekday) => (
              <option key={weekday} value={weekday}>
                {capital(words.weekday(weekday))}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('schedule.time')}>
          <Select value={schedule.time} onChange={(_, { value }) => change({ time: value })}>
            {times.map((time) => (
              <option key={time} value={time}>
                {words.time(time)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </div>
  );
}
