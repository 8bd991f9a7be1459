import type { Schedule } from '../../lika/schedule/schedule.ts';
import type { NudgeKind } from '../store/talk-tables.ts';

/** Whether the team's schedule wants such a thing said in its channel unasked; none does before somebody has set it. */
export function isWanted(schedule: Schedule | undefined, kind: NudgeKind): boolean {
  if (!schedule?.on) return false;
  if (kind === 'follow-up') return schedule.followUps;
  return kind === 'prompt' || kind === 'temperature' ? schedule.discussions : schedule.joys;
}
