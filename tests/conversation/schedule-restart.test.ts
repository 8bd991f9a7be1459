import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, momentOf, schoolDayFrom } from '../../lika/schedule/calendar.ts';
import { UnaskedStage } from './unasked-stage.ts';

let stage: UnaskedStage;

beforeAll(async () => {
  // A Monday in term.
  stage = await UnaskedStage.start('2030-09-02T06:30:00Z');
  await stage.schedule();
});
afterAll(() => stage.stop());

const realPause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('what is due when the service is killed', () => {
  // The sweep looks once a second and the service asks for the time once a second: the kill falls before, in and after.
  it.each([0, 900, 1300, 1500, 1700, 1900, 2300])(
    '%i ms after its time comes once, or its row says that it may have gone',
    async (after) => {
      const earlier = (await stage.nudges('follow-up')).at(-1)?.occasion ?? '2030-09-02';
      const day = schoolDayFrom(addDays(earlier, 3));
      const title = `Dödad efter ${String(after)}`;
      const action = await stage.action(title, { followUp: day });
      await stage.talk.world.sandbox('POST', '/clock', { set: momentOf(day, '08:00').toISOString() });
      await realPause(after);
      await stage.talk.world.killService();
      await stage.talk.world.restartService();
      await stage.settled();
      const fate = await stage.fate('follow-up', action.id);
      const cards = await stage.said(title);
      expect(['sent', 'sent: unclear']).toContain(fate);
      if (fate === 'sent') expect(cards).toHaveLength(1);
      else expect(cards.length).toBeLessThanOrEqual(1);
    },
  );
});
