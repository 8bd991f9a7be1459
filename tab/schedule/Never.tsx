import { Field, Select } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../parts/Card.tsx';
import { CalendarIcon, CommentIcon } from '../parts/icons.tsx';
import { MoonIcon, StopIcon } from '../parts/talk-icons.tsx';
import styles from './Never.module.css';
import type { Change } from './saver.ts';

const WINTER_BREAK_WEEKS = [7, 8, 9, 10] as const;
const NEVER = [
  { key: 'quiet', Icon: MoonIcon },
  { key: 'free', Icon: CalendarIcon },
  { key: 'much', Icon: CommentIcon },
  { key: 'stopped', Icon: StopIcon },
] as const;

interface NeverProps {
  readonly week: number;
  /** Null for one who may not. */
  readonly change: ((change: Change) => void) | null;
}

/** What never happens, whatever is chosen; and the one break that differs between schools. */
export function Never({ week, change }: NeverProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Card>
      <h2 className={styles.heading}>{t('schedule.never.title')}</h2>
      <ul className={styles.list}>
        {NEVER.map(({ key, Icon }) => (
          <li key={key}>
            <Icon />
            <span>{t(`schedule.never.${key}`)}</span>
          </li>
        ))}
      </ul>
      {change ? (
        <Field className={styles.week ?? ''} label={t('schedule.winterBreak')}>
          <Select
            value={String(week)}
            onChange={(_, { value }) =>
              change({ winterBreakWeek: WINTER_BREAK_WEEKS.find((each) => String(each) === value) ?? 9 })
            }
          >
            {WINTER_BREAK_WEEKS.map((each) => (
              <option key={each} value={each}>
                {t('schedule.week', { week: each })}
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        <p className={styles.fact}>
          {t('schedule.winterBreak')}: {t('schedule.week', { week })}
        </p>
      )}
    </Card>
  );
}
