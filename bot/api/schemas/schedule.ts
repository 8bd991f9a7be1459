import { z } from 'zod';
import { ScheduleSchema } from '../../../lika/schedule/schedule.ts';
import { Moment, Version } from './common.ts';

/** When the bot may speak in a unit's team unasked. `version` is 0 before anybody has set it. */
export const UnitSchedule = z.object({
  schedule: ScheduleSchema,
  /** The next question to talk about; null while it is off. */
  next: Moment.nullable(),
  version: Version,
});
export type UnitSchedule = z.infer<typeof UnitSchedule>;

/** `version` is the one that the writer saw. */
export const ScheduleWrite = z.object({ schedule: ScheduleSchema, version: Version });
export type ScheduleWrite = z.infer<typeof ScheduleWrite>;
