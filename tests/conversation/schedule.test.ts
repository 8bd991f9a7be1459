import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import { done } from '../api/calls.ts';
import { answerIn, buttons, cardOf, personal, textOf } from './talk-messages.ts';
import type { Message } from './talk-messages.ts';
import { DEPUTY, HEAD, TEACHER, TEAM, UNIT, UnaskedStage } from './unasked-stage.ts';

const SUGGESTION = 'Ska jag hjälpa er att hålla planen vid liv?';
let stage: UnaskedStage;

beforeAll(async () => {
  // A Thursday in term.
  stage = await UnaskedStage.start('2030-09-05T08:30:00Z');
});
afterAll(() => stage.stop());

const schedule = () => done<UnitSchedule>(stage.talk.world, DEPUTY, 'GET', `/api/units/${UNIT}/schedule`);
const confirm = () => done(stage.talk.world, HEAD, 'POST', `/api/units/${UNIT}/plan/confirmations`);
const discussions = async (): Promise<string[]> =>
  (await stage.talk.query('select indicator from discussion order by started_at')).map((row) =>
    String(row['indicator']),
  );

describe('a schedule', () => {
  it('is off until someone turns it on, and is suggested to the head in private the morning after a plan was confirmed', async () => {
    expect(await schedule()).toMatchObject({ schedule: { on: false }, next: null, version: 0 });
    await stage.action('Planens insats', { followUp: '2031-03-03' });
    await confirm();
    await stage.settled();
    expect(await stage.told(HEAD, SUGGESTION)).toEqual([]);
    await stage.at('2030-09-06T05:59:00Z');
    expect(await stage.told(HEAD, SUGGESTION)).toEqual([]);
    await stage.at('2030-09-06T06:00:05Z');
    expect(await stage.told(HEAD, SUGGESTION)).toHaveLength(1);
    for (const person of [DEPUTY, TEACHER]) expect(await stage.told(person, SUGGESTION)).toEqual([]);
    expect(await stage.said(SUGGESTION)).toEqual([]);
  });

  it('isn’t set by a member’s press that only makes the bot quieter', async () => {
    const [card] = await stage.talk.messages(TEAM, TEACHER);
    await stage.talk.press(TEACHER, card as Message, TEAM, 'joys.off', { unit: UNIT });
    expect(await schedule()).toMatchObject({ version: 0 });
  });

  it('is suggested once', async () => {
    await confirm();
    await stage.at('2030-09-09T06:00:05Z');
    await stage.at('2030-09-10T06:00:05Z');
    expect(await stage.told(HEAD, SUGGESTION)).toHaveLength(1);
  });

  it('is turned on from the suggestion, and the channel and the tab say the same', async () => {
    const [card] = await stage.told(HEAD, SUGGESTION);
    const [data] = buttons(cardOf(card), 'schedule.save');
    await stage.talk.press(HEAD, card as Message, personal, 'schedule.save', data);
    expect(await schedule()).toMatchObject({ schedule: { on: true, every: 'fortnight', weekday: 3, time: '08:00' } });
    const told = textOf(await stage.talk.ask(TEACHER, 'schema', TEAM));
    expect(told).toContain('Varannan onsdag klockan 08.00');
    expect(told).toContain('Rektor kan ändra schemat.');
  });

  it('is changed in the channel by the head alone', async () => {
    const card = await stage.talk.ask(HEAD, 'schema', TEAM);
    const wanted = { unit: UNIT, every: 'week', weekday: '2', time: '09:30', discussions: 'true', followUps: 'true' };
    const asMember = await stage.talk.press(DEPUTY, card, TEAM, 'schedule.save', { ...wanted, joys: 'true' });
    expect(answerIn(asMember)).toContain('Det kan bara den göra');
    for (const odd of [{ weekday: '7' }, { time: '23:00' }, { every: 'day' }, { unit: 'x' }, { joys: 'kanske' }])
      await stage.talk.press(HEAD, card, TEAM, 'schedule.save', { ...wanted, joys: 'true', ...odd });
    expect(await schedule()).toMatchObject({ schedule: { every: 'fortnight' }, version: 1 });
    await stage.talk.press(HEAD, card, TEAM, 'schedule.save', { ...wanted, joys: 'false' });
    const now = await schedule();
    expect(now).toMatchObject({
      schedule: { on: true, every: 'week', weekday: 2, time: '09:30', discussions: true, joys: false },
      version: 2,
    });
    expect(now.next).toBe('2030-09-10T07:30:00.000Z');
    await stage.talk.waitForChange(TEACHER, card, TEAM, 'Varje tisdag klockan 09.30');
  });

  it('brings a question at its moment, and another the next time', async () => {
    await stage.at('2030-09-10T07:29:00Z');
    expect(await discussions()).toEqual([]);
    await stage.at('2030-09-10T07:30:05Z');
    const [first, ...none] = await discussions();
    expect(none).toEqual([]);
    expect(first).toBeDefined();
    await stage.at('2030-09-17T07:30:05Z');
    const [, second, ...more] = await discussions();
    expect(more).toEqual([]);
    expect(second).not.toBe(first);
    expect(await stage.nudges('prompt')).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
  });

  it('doesn’t catch up with a moment that nobody was there for', async () => {
    const before = (await discussions()).length;
    await stage.at('2030-10-07T07:00:05Z');
    expect(await discussions()).toHaveLength(before);
    expect((await stage.nudges('prompt')).at(-1)).toMatchObject({ state: 'dropped', cause: 'too-late' });
    await stage.at('2030-10-08T07:30:05Z');
    expect(await discussions()).toHaveLength(before + 1);
  });

  it('is silent in holidays', async () => {
    await stage.at('2030-10-28T08:00:00Z');
    const before = (await discussions()).length;
    await stage.at('2030-10-29T09:00:05Z');
    expect(await discussions()).toHaveLength(before);
    expect((await schedule()).next).toBe('2030-11-05T08:30:00.000Z');
  });

  it('is turned off in the channel: nothing more is said unasked, and it isn’t suggested again', async () => {
    const card = await stage.talk.ask(HEAD, 'schema', TEAM);
    await stage.talk.press(HEAD, card, TEAM, 'schedule.off', { unit: UNIT });
    expect(await schedule()).toMatchObject({ schedule: { on: false }, next: null });
    const before = (await discussions()).length;
    await confirm();
    await stage.at('2030-11-05T08:30:05Z');
    await stage.at('2030-11-06T08:30:05Z');
    expect(await discussions()).toHaveLength(before);
    expect(await stage.nudges('suggestion')).toHaveLength(1);
  });

  it('is turned on in the tab', async () => {
    await stage.schedule({ discussions: true, weekday: 4, every: 'week' });
    expect(textOf(await stage.talk.ask(TEACHER, 'schema', TEAM))).toContain('Varje torsdag klockan 08.00');
    await stage.at('2030-11-07T07:00:05Z');
    expect((await stage.nudges('prompt')).at(-1)).toMatchObject({ occasion: '2030-11-07', state: 'sent' });
  });
});
