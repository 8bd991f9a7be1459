import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { done } from '../api/calls.ts';
import { answerIn } from './talk-messages.ts';
import type { Message } from './talk-messages.ts';
import { DEPUTY, HEAD, TEACHER, TEAM, UNIT, UnaskedStage } from './unasked-stage.ts';

let stage: UnaskedStage;

beforeAll(async () => {
  // A Monday in term, in the evening.
  stage = await UnaskedStage.start('2030-09-02T18:00:00Z');
});
afterAll(() => stage.stop());

/** A whole assessment with the same answer everywhere, published. */
async function publish(option: string): Promise<Assessment> {
  const { world } = stage.talk;
  const instrument = await done<Instrument>(world, HEAD, 'GET', '/api/instruments/lika-skola/1?language=sv');
  const made = await done<Assessment>(world, HEAD, 'POST', `/api/units/${UNIT}/assessments`, { kind: 'unit' });
  for (const { indicator } of placedIndicators(instrument))
    await done(world, HEAD, 'PUT', `/api/assessments/${made.id}/answers/${indicator.id}`, {
      ...{ option, comment: null, version: 0 },
    });
  return done(world, HEAD, 'POST', `/api/assessments/${made.id}/publish`, { postCard: false });
}

describe('an action that is done', () => {
  it('is no joy where nobody has turned the schedule on', async () => {
    const action = await stage.action('Utan schema', {});
    await stage.change(action, { state: 'done' });
    expect(await stage.fate('action-done', action.id)).toBe('none');
  });

  it('is told in the team when it may, one a day, and not when it was taken back', async () => {
    await stage.schedule();
    const [first, second, back] = [
      await stage.action('Första klara', {}),
      await stage.action('Andra klara', {}),
      await stage.action('Inte klar ändå', {}),
    ];
    await stage.change(first, { state: 'done' });
    await stage.change(second, { state: 'done' });
    await stage.change(await stage.change(back, { state: 'done' }), { state: 'ongoing' });
    await stage.settled();
    expect(await stage.said('klara')).toEqual([]);
    await stage.at('2030-09-03T06:00:05Z');
    expect(await stage.said('klara')).toHaveLength(1);
    await stage.at('2030-09-04T06:00:05Z');
    expect(await stage.said('klara')).toHaveLength(2);
    expect(await stage.said('Inte klar ändå')).toEqual([]);
    expect(await stage.fate('action-done', back.id)).toBe('dropped: no-longer-true');
    expect(await stage.fate('action-done', first.id)).toBe('sent');
  });

  it('is told once, also when it goes back and forth', async () => {
    const action = await stage.action('Fram och tillbaka', {});
    const ready = await stage.change(action, { state: 'done' });
    await stage.at('2030-09-05T06:00:05Z');
    await stage.change(await stage.change(ready, { state: 'ongoing' }), { state: 'done' });
    await stage.at('2030-09-09T06:00:05Z');
    expect(await stage.said('Fram och tillbaka')).toHaveLength(1);
  });

  it('is a joy when it was told on the card of its follow-up, on another day than that card', async () => {
    const action = await stage.action('Klar på kortet', { followUp: '2030-09-10' });
    await stage.at('2030-09-10T06:00:05Z');
    const [card] = await stage.said('Klar på kortet');
    const said = { action: action.id, due: '2030-09-10', how: 'done', line: '' };
    await stage.talk.press(DEPUTY, card as Message, TEAM, 'followup.answer', said);
    await stage.settled();
    expect(await stage.said('Klar på kortet')).toHaveLength(1);
    await stage.at('2030-09-11T06:00:05Z');
    expect(await stage.said('Klar på kortet')).toHaveLength(2);
  });
});

describe('a step that is reached', () => {
  it('is told when the assessment before hadn’t reached it, and not when it was withdrawn first', async () => {
    await publish('planned');
    await stage.settled();
    expect(await stage.nudges('step-reached')).toEqual([]);
    const assessment = await publish('achieved');
    await publish('achieved');
    expect(await stage.nudges('step-reached')).toMatchObject([{ about: assessment.id, occasion: '3' }]);
    await stage.at('2030-09-16T06:00:05Z');
    // The assessment was replaced by another before there was room for it.
    expect(await stage.fate('step-reached', assessment.id)).toBe('dropped: no-longer-true');
    await publish('planned');
    const anew = await publish('achieved');
    await stage.at('2030-09-17T06:00:05Z');
    expect(await stage.fate('step-reached', anew.id)).toBe('sent');
    expect(await stage.said('Sjöskolan har nått steg 3')).toHaveLength(1);
  });

  it('is a joy that anyone in the team can turn off with one click', async () => {
    const [card] = await stage.said('Sjöskolan har nått steg 3');
    const heard = await stage.talk.press(TEACHER, card as Message, TEAM, 'joys.off', { unit: UNIT });
    expect(answerIn(heard)).not.toBe('null');
    const { schedule } = await done<UnitSchedule>(stage.talk.world, HEAD, 'GET', `/api/units/${UNIT}/schedule`);
    expect(schedule).toMatchObject({ on: true, joys: false, followUps: true });
    const action = await stage.action('Tyst klar', {});
    await stage.change(action, { state: 'done' });
    expect(await stage.fate('action-done', action.id)).toBe('none');
  });
});
