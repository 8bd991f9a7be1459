import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import { done } from '../api/calls.ts';
import { until } from '../support/until.ts';
import { buttons, cardOf, textOf } from './talk-messages.ts';
import type { Message } from './talk-messages.ts';
import { DEPUTY, HEAD, TEACHER, TEAM, UNIT, UnaskedStage } from './unasked-stage.ts';

const ROOT = 'Märks planen än?';
let stage: UnaskedStage;

beforeAll(async () => {
  // A Thursday in term; half a year later is a Wednesday in term.
  stage = await UnaskedStage.start('2030-09-12T08:30:00Z');
  await stage.action('Planens insats', { followUp: '2031-05-20' });
  await done(stage.talk.world, HEAD, 'POST', `/api/units/${UNIT}/plan/confirmations`);
});
afterAll(() => stage.stop());

/** So rare that its own questions don't come in the way. */
const turnOn = (): Promise<UnitSchedule> => stage.schedule({ discussions: true, every: 'month', weekday: 5 });
/** The check's first card, and the talks below it. */
async function thread(): Promise<{ root: Message | undefined; below: Message[] }> {
  const all = await stage.talk.messages(TEAM, TEACHER);
  const root = all.find((one) => textOf(one).includes('Temperaturmätning'));
  return { root, below: all.filter(({ replyToId }) => root !== undefined && replyToId === root.id) };
}
const waiting = async (): Promise<number> =>
  (textOf((await thread()).root).match(/Väntar på era svar\./g) ?? []).length;

describe('the temperature check', () => {
  it('comes half a year after a plan was confirmed: one thread, with three talks below', async () => {
    await turnOn();
    await stage.at('2031-03-12T06:59:00Z');
    expect(await stage.said(ROOT)).toEqual([]);
    await stage.at('2031-03-12T07:00:05Z');
    await stage.settled();
    const [root, ...more] = await stage.said(ROOT);
    expect(more).toEqual([]);
    expect(root).toBeDefined();
    expect(await waiting()).toBe(3);
    expect((await thread()).below).toHaveLength(3);
  });

  it('tells how it stands now as each is shown, and then of the trend', async () => {
    const { below } = await thread();
    for (const [index, talk] of below.entries()) {
      const votes = buttons(cardOf(talk), 'discussion.vote').filter(({ option }) => option === 'started');
      for (const person of [HEAD, DEPUTY, TEACHER])
        await stage.talk.press(person, talk, TEAM, 'discussion.vote', votes[0]);
      const left = below.length - 1 - index;
      await until(`${String(left)} wait`, async () => (await waiting()) === left);
    }
    expect(await stage.said('Så har det gått sedan planen')).toHaveLength(1);
  });

  it('is stopped for the team by anyone in it, until the head turns such things on anew', async () => {
    const stops = () => stage.talk.query('select kind from mute where scope = $1', [`unit:${UNIT}`]);
    const { root } = await thread();
    const [nudge] = await stage.nudges('temperature');
    await stage.talk.press(TEACHER, root as Message, TEAM, 'nudge.stop', { nudge: nudge?.id });
    expect(await stops()).toEqual([{ kind: 'temperature' }]);
    await stage.schedule({ discussions: true, every: 'week' });
    expect(await stops()).toHaveLength(1);
    await stage.schedule({ on: false });
    await turnOn();
    expect(await stops()).toEqual([]);
  });

  it('is never done twice', async () => {
    await stage.at('2031-03-13T07:00:05Z');
    await stage.at('2031-03-19T07:00:05Z');
    expect(await stage.nudges('temperature')).toHaveLength(1);
    expect((await thread()).below).toHaveLength(3);
  });
});
