/** What stands between the plan and Planner, in words. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format.ts';
import { swedishDay, useShortDay, useToday } from '../../parts/short-day.ts';

export interface PlannerWords {
  /** 14.05 · 24 nov 14.05 when it is another day. */
  readonly moment: (at: string) => string;
  /** A sentence or two: why, and what helps. */
  readonly cause: (cause: string | null) => string;
  /** When it is tried again; empty when nobody knows. */
  readonly retry: (until: string | null) => string;
}

/** The words for causes and moments, in the reader's language. */
export function usePlannerWords(): PlannerWords {
  const { t, i18n } = useTranslation();
  const { time } = useFormat();
  const shortDay = useShortDay();
  const today = useToday();
  const moment = (at: string): string => {
    const day = swedishDay(at);
    return day === today ? time(at) : `${shortDay(day)} ${time(at)}`;
  };
  return {
    moment,
    cause: (cause) => {
      const key = `plan.planner.cause.${cause ?? 'other'}`;
      return t(i18n.exists(key) ? key : 'plan.planner.cause.other');
    },
    retry: (until) => (until === null ? '' : t('plan.planner.retry', { at: moment(until) })),
  };
}
