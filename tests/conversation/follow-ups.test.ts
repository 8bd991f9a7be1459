import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import type { FollowUpAnswers } from '../../bot/api/schemas/talk.ts';
import { done } from '../api/calls.ts';
import { answerIn, buttons, cardOf } from './talk-messages.ts';
import type { Heard, Message } from './talk-messages.ts';
import { DEPUTY, HEAD, TEACHER, TEAM, UNIT, UnaskedStage } from './unasked-stage.ts';

let stage: UnaskedStage;

beforeAll(async () => {
  // A Monday in term.
  stage = await UnaskedStage.start('2030-09-02T06:30:00Z');
});
afterAll(() => stage.stop());

const actionNow = async (id: string): Promise<Action> => {
  const plan = await done<Plan>(stage.talk.world, HEAD, 'GET', `/api/units/${UNIT}/plan`);
  const found = plan.actions.find((action) => action.id === id);
  if (!found) throw new Error('the action is gone');
  return found;
};
const answers = async (action: string) =>
  (await done<FollowUpAnswers>(stage.talk.world, TEACHER, 'GET', `/api/units/${UNIT}/follow-ups`)).followUps.filter(
    (one) => one.action === action,
  );

/** The card that asks about the action; there is one. */
async function asked(title: string): Promise<Message> {
  const cards = await stage.said(title);
  expect(cards).toHaveLength(1);
  return cards[0] as Message;
}

const answer = (person: string, card: Message, action: Action, due: string, how: string, line = ''): Promise<Heard> =>
  stage.talk.press(person, card, TEAM, 'followup.answer', { action: action.id, due, how, line });

describe('an action’s follow-up', () => {
  it('is asked about at eight on the day, in the channel, when the schedule is on', async () => {
    await stage.schedule();
    const action = await stage.action('Bygga ut nätet', { followUp: '2030-09-03' });
    await stage.at('2030-09-03T05:59:00Z');
    expect(await stage.said('Bygga ut nätet')).toEqual([]);
    await stage.at('2030-09-03T06:00:05Z');
    const card = await asked('Bygga ut nätet');
    expect(buttons(cardOf(card), 'followup.answer').map(({ how }) => how)).toEqual(['done', 'well', 'late', 'help']);
    expect(await stage.fate('follow-up', action.id)).toBe('sent');
  });

  it('is answered by the one responsible: the action follows, and all see how it stands', async () => {
    const card = await asked('Bygga ut nätet');
    const [{ action: id = '' } = {}] = buttons(cardOf(card), 'followup.answer') as { action?: string }[];
    const before = await actionNow(id);
    expect(before.state).toBe('decided');
    const refused = await answer(TEACHER, card, before, '2030-09-03', 'done');
    expect(answerIn(refused)).toContain('Det kan bara den göra');
    expect(await answers(id)).toEqual([]);

    const heard = await answer(DEPUTY, card, before, '2030-09-03', 'well', 'Kablarna är på plats.');
    expect(answerIn(heard)).toContain('Kablarna är på plats.');
    const after = await actionNow(id);
    expect(after).toMatchObject({ state: 'ongoing', version: before.version + 1 });
    expect(await answers(id)).toMatchObject([{ how: 'well', line: 'Kablarna är på plats.', due: '2030-09-03' }]);
    const audit = await stage.talk.query('select what, person from audit where about = $1 order by at', [id]);
    expect(audit.slice(-2)).toEqual(
      ['action.change', 'action.follow-up'].map((what) => ({ what, person: stage.talk.world.person(DEPUTY).id })),
    );
    await stage.talk.waitForChange(TEACHER, card, TEAM, 'Kablarna är på plats.');
    expect(await stage.fate('follow-up', id)).toBe('answered');
  });

  it('is answered once: an old card shows what stands', async () => {
    const card = await asked('Bygga ut nätet');
    const id = (await stage.nudges('follow-up')).find(({ state }) => state === 'answered')?.about ?? '';
    const again = await answer(HEAD, card, await actionNow(id), '2030-09-03', 'done', 'Nej, klart.');
    expect(answerIn(again)).toContain('Kablarna är på plats.');
    expect(await actionNow(id)).toMatchObject({ state: 'ongoing' });
    expect(await answers(id)).toHaveLength(1);
  });

  it('tells the head in private, once, when help is needed', async () => {
    const action = await stage.action('Skriva regler för AI', { followUp: '2030-09-04' });
    await stage.at('2030-09-04T06:00:05Z');
    const card = await asked('Skriva regler för AI');
    await answer(DEPUTY, card, action, '2030-09-04', 'help', 'Vi behöver tid.');
    await stage.settled();
    const told = await stage.told(HEAD, 'Vi behöver tid.');
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).toContain('Skriva regler för AI');
    expect(await actionNow(action.id)).toMatchObject({ state: 'decided', version: action.version });
    expect(await stage.told(TEACHER, 'Vi behöver tid.')).toEqual([]);
  });

  it('is given to somebody else by the head alone, and only to one who has a role here', async () => {
    const action = await stage.action('Handledning i klassrummet', { followUp: '2030-09-05' });
    await stage.at('2030-09-05T06:00:05Z');
    const card = await asked('Handledning i klassrummet');
    const give = (by: string, to: string) =>
      stage.talk.press(by, card, TEAM, 'followup.reassign', {
        ...{ action: action.id, due: '2030-09-05', person: stage.talk.world.person(to).id },
      });
    const own = (await stage.talk.press(HEAD, card, TEAM, 'followup.refresh', { action: action.id, due: '2030-09-05' }))
      .body?.['value'];
    expect(buttons(own, 'followup.reassign')).toHaveLength(1);
    expect(answerIn(await give(TEACHER, TEACHER))).toContain('Det kan bara den göra');
    await give(HEAD, 'rektor-ekskolan');
    expect((await actionNow(action.id)).responsible).toBe(action.responsible);
    await give(HEAD, TEACHER);
    expect((await actionNow(action.id)).responsible).toBe(stage.talk.world.person(TEACHER).id);
    await stage.talk.waitForChange(DEPUTY, card, TEAM, stage.talk.world.person(TEACHER).name);
  });

  it('has no effect for another day, another school’s action, or what isn’t there', async () => {
    const card = await asked('Handledning i klassrummet');
    const id = (await stage.nudges('follow-up')).find(({ occasion }) => occasion === '2030-09-05')?.about ?? '';
    const before = await actionNow(id);
    const ours = await stage.action('Utan uppföljning ännu', { followUp: '2030-12-03' });
    for (const [action, due] of [
      [id, '2030-09-06'],
      [id, '2030-13-45'],
      [id, 'igår'],
      [ours.id, '2030-12-03'],
      [ours.id, '2030-09-05'],
      ['00000000-0000-4000-8000-000000000000', '2030-09-05'],
      ["' or 1=1", '2030-09-05'],
      [null, null],
    ] as const)
      for (const verb of ['followup.answer', 'followup.reassign', 'followup.refresh']) {
        const person = stage.talk.world.person(DEPUTY).id;
        const heard = await stage.talk.press(HEAD, card, TEAM, verb, { action, due, how: 'done', line: '', person });
        expect(heard.status).toBe(200);
      }
    expect(await actionNow(id)).toEqual(before);
    expect(await actionNow(ours.id)).toEqual(ours);
    expect([...(await answers(id)), ...(await answers(ours.id))]).toEqual([]);
  });

  it('comes again in a week when it is put off, and never when somebody says stop', async () => {
    const card = await asked('Handledning i klassrummet');
    const [nudge] = (await stage.nudges('follow-up')).filter(({ occasion }) => occasion === '2030-09-05');
    const later = await stage.talk.press(DEPUTY, card, TEAM, 'nudge.later', { nudge: nudge?.id });
    expect(answerIn(later)).toContain('12 september');
    await stage.at('2030-09-12T06:00:05Z');
    const cards = await stage.said('Handledning i klassrummet');
    expect(cards).toHaveLength(2);
    await stage.talk.press(TEACHER, cards[1] as Message, TEAM, 'nudge.stop', { nudge: nudge?.id });
    const moved = await stage.change(await actionNow(nudge?.about ?? ''), {
      followUp: { on: '2030-09-13', how: null },
    });
    await stage.at('2030-09-13T06:00:05Z');
    expect(await stage.said('Handledning i klassrummet')).toHaveLength(2);
    expect(await stage.fate('follow-up', moved.id)).toBe('stopped, dropped: stopped');
  });
});
