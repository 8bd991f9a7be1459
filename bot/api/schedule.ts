import { DEFAULT_SCHEDULE } from '../../lika/schedule/schedule.ts';
import { keepUnitSchedule } from '../acts/keep-schedule.ts';
import { Conflict } from '../errors.ts';
import { scheduleOfUnit } from '../store/schedules.ts';
import type { ScheduleRow } from '../store/schedules.ts';
import { findUnit } from './find.ts';
import { route } from './route.ts';
import { ScheduleWrite, UnitSchedule } from './schemas/schedule.ts';
import { UnitParams } from './units.ts';

const OFF = { schedule: DEFAULT_SCHEDULE, next: null, version: 0 };

const view = (row: ScheduleRow | null): UnitSchedule =>
  row ? { schedule: row.schedule, next: row.nextAt?.toISOString() ?? null, version: row.version } : OFF;

export const scheduleRoutes = [
  route({
    method: 'get',
    path: '/units/{unit}/schedule',
    summary: 'When the bot may speak in the unit’s team unasked',
    permission: 'plan.read',
    params: UnitParams,
    answers: { 200: UnitSchedule },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { found }) => ({ status: 200, body: view(await scheduleOfUnit(call.tx, found.unit.id)) }),
  }),
  route({
    method: 'put',
    path: '/units/{unit}/schedule',
    summary: 'Sets when the bot may speak in the unit’s team unasked, if the version seen is the latest',
    permission: 'schedule.write',
    params: UnitParams,
    body: ScheduleWrite,
    answers: { 200: UnitSchedule },
    find: (call, { params }) => findUnit(call, params.unit),
    handle: async (call, { body, found }) => {
      try {
        return { status: 200, body: view(await keepUnitSchedule(call, found.unit.id, body.schedule, body.version)) };
      } catch (error) {
        if (error instanceof Conflict) throw new Conflict(error.code, view(error.current as ScheduleRow | null));
        throw error;
      }
    },
  }),
];
