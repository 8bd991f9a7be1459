import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, isSchoolDay, momentOf, stockholm, weekNumber } from '../../lika/schedule/calendar.ts';
import { QUIET_FROM, QUIET_UNTIL } from '../../lika/schedule/schedule.ts';
import { UnaskedStage } from './unasked-stage.ts';

const FIRST_DAY = '2030-09-09';
const DAYS = 21;
const FOLLOW_UPS = 7;
let stage: UnaskedStage;

beforeAll(async () => {
  // A Friday in term.
  stage = await UnaskedStage.start('2030-09-06T06:30:00Z');
});
afterAll(() => stage.stop());

describe('however much is due at once', () => {
  it('the channel hears one thing a day, three a week, never at night, follow-ups first, and all of them in the end', async () => {
    await stage.schedule({ discussions: true, every: 'week', weekday: 1, time: '07:30' });
    for (let index = 0; index < FOLLOW_UPS; index += 1)
      await stage.action(`Uppföljning ${String(index)}`, { followUp: index < 5 ? FIRST_DAY : addDays(FIRST_DAY, 2) });
    for (let index = 0; index < 3; index += 1) {
      const action = await stage.action(`Klar ${String(index)}`, { followUp: '2031-03-03' });
      if (index === 0) await stage.at('2030-09-06T16:00:00Z');
      await stage.change(action, { state: 'done' });
    }
    const [hours = []] = fc.sample(fc.array(fc.integer({ min: 0, max: 23 }), { minLength: DAYS, maxLength: DAYS }), {
      ...{ numRuns: 1, seed: 3 },
    });
    for (let ahead = 0; ahead < DAYS; ahead += 1) {
      const day = addDays(FIRST_DAY, ahead);
      const hour = String(hours[ahead] ?? 0).padStart(2, '0');
      // On Mondays a question has its time half an hour before the follow-ups have theirs.
      const early = ahead % 7 === 0 ? ['07:31'] : [];
      const times = isSchoolDay(day) ? [...early, '08:01', ...(hour > '08' ? [`${hour}:30`] : [])] : [`${hour}:30`];
      for (const time of times) await stage.at(momentOf(day, time).toISOString());
    }
    const rows = await stage.talk.query(
      "select kind, changed_at as at from delivery where unasked and stage = 'sent' and target like '19:%' order by at",
    );
    const sent = rows.map(({ kind, at }) => ({ kind: String(kind), ...stockholm(at as Date) }));
    const days = sent.map(({ day }) => day);
    expect(new Set(days).size).toBe(days.length);
    for (const { day, time } of sent) {
      expect(isSchoolDay(day)).toBe(true);
      expect(time >= QUIET_UNTIL && time < QUIET_FROM).toBe(true);
      expect(days.filter((other) => weekNumber(other) === weekNumber(day)).length).toBeLessThanOrEqual(3);
    }
    expect(sent.slice(0, FOLLOW_UPS).map(({ kind }) => kind)).toEqual(Array(FOLLOW_UPS).fill('follow-up'));
    expect(sent).toHaveLength(9);
    // What still waits has its turn to come.
    expect(await stage.nudges('follow-up')).toHaveLength(FOLLOW_UPS);
    for (const { state, cause } of await stage.nudges('action-done'))
      expect([state, cause]).toEqual(state === 'due' ? ['due', 'budget'] : ['sent', null]);
  });
});
