/** What has been done since the last result, and which indicators are therefore worth another look. */
import type { Action } from './plan.ts';

/** An action that is done, and since when (ISO, UTC). */
export interface DoneAction extends Pick<Action, 'id' | 'title' | 'indicators'> {
  readonly doneAt: string;
}

/** What was done about an indicator, the latest first. */
export type Reconsidered = ReadonlyMap<string, readonly DoneAction[]>;

/**
 * The indicators of an open assessment to be reconsidered: those that actions were about which were done after the
 * moment (ISO, UTC) that the last result was published. Without a result there is nothing to reconsider: everything is
 * answered for the first time. Indicators that the instrument doesn't have (any more) are left out.
 */
export function reconsider(
  indicators: readonly string[],
  done: readonly DoneAction[],
  publishedAt: string | null,
): Reconsidered {
  if (publishedAt === null) return new Map();
  const since = Date.parse(publishedAt);
  const news = done
    .filter(({ doneAt }) => Date.parse(doneAt) > since)
    .sort((a, b) => Date.parse(b.doneAt) - Date.parse(a.doneAt) || a.id.localeCompare(b.id));
  return new Map(
    indicators.flatMap((indicator) => {
      const about = news.filter((action) => action.indicators.includes(indicator));
      return about.length > 0 ? [[indicator, about] as const] : [];
    }),
  );
}
