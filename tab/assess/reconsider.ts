/** What has been done since last time, as the views ask for it. */
import type { Assessment, Reconsider } from '../../bot/api/schemas/assessments.ts';

/** By indicator. */
export function doingsOf({ reconsider }: Pick<Assessment, 'reconsider'>): ReadonlyMap<string, Reconsider['done']> {
  return new Map(reconsider.map(({ indicator, done }) => [indicator, done]));
}
