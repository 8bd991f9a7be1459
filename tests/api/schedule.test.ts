import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused } from './calls.ts';
import { EKSKOLAN, SJOSKOLAN } from './demo.ts';

const HEAD = 'rektor-sjoskolan';
const path = `/api/units/${SJOSKOLAN}/schedule`;

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const seen = (unit = SJOSKOLAN) => done<UnitSchedule>(world, HEAD, 'GET', `/api/units/${unit}/schedule`);
const put = (schedule: object, version: number) => done<UnitSchedule>(world, HEAD, 'PUT', path, { schedule, version });

describe('a unit’s schedule', () => {
  test('is off until someone turns it on, and has a suggestion to start from', async () => {
    expect(await seen()).toMatchObject({
      schedule: { on: false, every: 'fortnight', weekday: 3, time: '08:00' },
      next: null,
      version: 0,
    });
  });

  test('says when the next question comes as soon as it is on, and never again when it is off', async () => {
    const { schedule, version } = await seen();
    const on = await put({ ...schedule, on: true, every: 'week', weekday: 2, time: '09:30' }, version);
    const moment = new Date(on.next ?? 0);
    const inStockholm = { timeZone: 'Europe/Stockholm', weekday: 'long', hour: '2-digit', minute: '2-digit' } as const;
    expect(new Intl.DateTimeFormat('sv-SE', inStockholm).format(moment)).toBe('tisdag 09:30');
    expect(await seen()).toEqual(on);
    expect((await put({ ...on.schedule, on: false }, on.version)).next).toBeNull();
  });

  test('is not overwritten by one who has not seen the latest, who gets to see it', async () => {
    const { schedule, version } = await seen();
    const latest = await put({ ...schedule, weekday: 4 }, version);
    const stale = await refused(world, HEAD, 'PUT', path, { schedule: { ...schedule, weekday: 5 }, version });
    expect(stale).toMatchObject({ status: 409, code: 'stale-version', current: latest });
    expect(await seen()).toEqual(latest);
  });

  test.each([
    ['a Saturday', { weekday: 6 }, '/schedule/weekday'],
    ['a weekday that is a word', { weekday: 'onsdag' }, '/schedule/weekday'],
    ['a time in the quiet hours', { time: '06:00' }, '/schedule/time'],
    ['a time that is none', { time: '08:75' }, '/schedule/time'],
    ['a rhythm that there is not', { every: 'day' }, '/schedule/every'],
    ['a winter break in May', { winterBreakWeek: 20 }, '/schedule/winterBreakWeek'],
    ['a switch that is neither on nor off', { joys: 'maybe' }, '/schedule/joys'],
  ])('takes no %s, and says where the fault is', async (_, change, pointer) => {
    const { schedule, version } = await seen();
    const fault = await refused(world, HEAD, 'PUT', path, { schedule: { ...schedule, ...change }, version });
    expect(fault).toMatchObject({ status: 400, pointers: [pointer] });
    expect((await seen()).version).toBe(version);
  });

  test.each([
    ['nothing', undefined],
    ['no schedule', { version: 0 }],
    ['more than a schedule', { schedule: { on: true, hourly: true }, version: 0 }],
    ['a version that is no number', { schedule: {}, version: 'latest' }],
  ])('takes no body with %s', async (_, body) => {
    expect((await refused(world, HEAD, 'PUT', path, body)).status).toBe(400);
  });

  test('is another unit’s own', async () => {
    const { schedule } = await seen();
    const other = await refused(world, HEAD, 'PUT', `/api/units/${EKSKOLAN}/schedule`, { schedule, version: 0 });
    expect(other.status).toBe(403);
    expect((await refused(world, HEAD, 'GET', `/api/units/${EKSKOLAN}/schedule`)).status).toBe(403);
    expect(await done<UnitSchedule>(world, 'rektor-ekskolan', 'GET', `/api/units/${EKSKOLAN}/schedule`)).toMatchObject({
      version: 0,
    });
  });
});
