import { nextMoment } from '../../lika/schedule/schedule.ts';
import type { Schedule } from '../../lika/schedule/schedule.ts';
import { Conflict } from '../errors.ts';
import { writeAudit } from '../store/audit.ts';
import { tell } from '../store/feed.ts';
import { unmute } from '../store/nudges.ts';
import { keepSchedule, scheduleOfUnit } from '../store/schedules.ts';
import type { ScheduleRow } from '../store/schedules.ts';
import type { Act } from './act.ts';
import { isWanted } from './wanted.ts';

/**
 * When the bot may speak unasked in the unit's team. Throws Conflict `stale-version` with what stands when the version
 * seen (0: there was none) isn't the latest.
 */
export async function keepUnitSchedule(act: Act, unit: string, schedule: Schedule, seen: number): Promise<ScheduleRow> {
  const nextAt = schedule.on ? nextMoment(schedule, act.now) : null;
  const { person } = act.actor;
  const before = await scheduleOfUnit(act.tx, unit);
  const kept = await keepSchedule(act.tx, { unit, schedule, nextAt, version: seen, by: person, at: act.now });
  if (!kept) throw new Conflict('stale-version', await scheduleOfUnit(act.tx, unit));
  await liftStops(act, unit, { before: before?.schedule, now: schedule });
  await writeAudit(act.tx, {
    ...{ at: act.now, person, what: 'schedule.write', unit, about: unit },
    detail: { ...schedule, version: seen + 1 },
  });
  await tell(act.tx, { unit, kind: 'schedule', id: unit, by: act.window });
  return { unit, schedule, nextAt, version: seen + 1 };
}

const OF_THE_TEAM = ['prompt', 'temperature', 'step-reached', 'action-done'] as const;

/** "Sluta påminna" in the team holds until its head wants such things anew. */
async function liftStops(
  act: Act,
  unit: string,
  schedule: { before: Schedule | undefined; now: Schedule },
): Promise<void> {
  for (const kind of OF_THE_TEAM)
    if (isWanted(schedule.now, kind) && !isWanted(schedule.before, kind)) await unmute(act.tx, `unit:${unit}`, kind);
}
