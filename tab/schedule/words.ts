/** A schedule in words. */
import { useTranslation } from 'react-i18next';
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import type { Schedule } from '../../lika/schedule/schedule.ts';
import { dateOf } from '../parts/clock.ts';
import { capital } from '../parts/number-word.ts';

const LOCALE: Readonly<Record<string, string>> = { sv: 'sv-SE', en: 'en-GB' };
/** A week that begins on a Monday, to take the weekdays' names from. */
const A_MONDAY = '2024-01-0';

export interface ScheduleWords {
  /** onsdag · Wednesday */
  weekday(weekday: number): string;
  /** 08.00 · 08:00 */
  time(time: string): string;
  /** onsdag 9 december · Wednesday 9 December, where the schools are. */
  day(moment: string): string;
  /** What is in force, one sentence each. */
  sentences(schedule: Schedule): string[];
  /** Nästa gång: onsdag 9 december. Null when no question is to come. */
  next(schedule: UnitSchedule): string | null;
}

/** With `useMoreTexts`. */
export function useScheduleWords(): ScheduleWords {
  const { t, i18n } = useTranslation();
  const locale = LOCALE[i18n.language] ?? 'sv-SE';
  const format = (options: Intl.DateTimeFormatOptions, moment: string): string =>
    new Intl.DateTimeFormat(locale, options).format(dateOf(moment)).replace(',', '');
  const weekday = (number: number): string => format({ weekday: 'long' }, `${A_MONDAY}${number}T12:00:00`);
  const time = (text: string): string => (i18n.language === 'sv' ? text.replace(':', '.') : text);
  const day = (moment: string): string =>
    format({ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'Europe/Stockholm' }, moment);
  return {
    weekday,
    time,
    day,
    sentences: (schedule) => {
      if (!schedule.on) return [t('schedule.says.off')];
      const { every, discussions, followUps, joys } = schedule;
      const said = [
        ...(discussions
          ? [t(`schedule.says.${every}`, { weekday: weekday(schedule.weekday), time: time(schedule.time) })]
          : []),
        ...(followUps ? [t('schedule.says.followUps')] : []),
        ...(joys ? [t('schedule.says.joys')] : []),
      ];
      return said.length > 0 ? said.map(capital) : [t('schedule.says.nothing')];
    },
    next: ({ schedule, next }) =>
      schedule.on && schedule.discussions && next !== null ? t('schedule.next', { day: day(next) }) : null,
  };
}
