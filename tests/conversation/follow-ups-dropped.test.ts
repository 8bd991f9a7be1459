import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { done } from '../api/calls.ts';
import { EKSKOLAN } from '../api/demo.ts';
import { until } from '../support/until.ts';
import { answerIn } from './talk-messages.ts';
import type { Message } from './talk-messages.ts';
import { DEPUTY, TEACHER, TEAM, UnaskedStage } from './unasked-stage.ts';

let stage: UnaskedStage;

beforeAll(async () => {
  // A Monday in term.
  stage = await UnaskedStage.start('2030-09-02T06:30:00Z');
});
afterAll(() => stage.stop());

const closed = { state: 'closed', reason: 'Vi väljer annat.' };
/** The next post to a channel is turned away once, and tried again after the seconds. */
const hold = (retryAfter: number) =>
  stage.talk.world.sandbox('POST', '/faults', {
    ...{ target: 'connector', match: 'POST /v3/conversations', status: 429, retryAfter, times: 1, mode: 'refuse' },
  });
const isHeld = () =>
  until('the card is held up', async () => (await stage.talk.deliveries('follow-up'))[0]?.cause === 'too-busy');

describe('a follow-up', () => {
  it('isn’t asked about while the schedule is off, or without follow-ups', async () => {
    const action = await stage.action('Ingen frågar', { followUp: '2030-09-03' });
    await stage.at('2030-09-03T06:00:05Z');
    await stage.schedule({ followUps: false });
    await stage.settled();
    expect(await stage.fate('follow-up', action.id)).toBe('none');
    expect(await stage.said('Ingen frågar')).toEqual([]);
    await stage.change(action, closed);
  });

  it('is dropped when there is nothing to ask any more, without taking the day from another', async () => {
    await stage.schedule();
    const names = ['Avslutad', 'Klar', 'Flyttad', 'Borttagen', 'Kvar'];
    const actions = [];
    for (const name of names) actions.push(await stage.action(name, { followUp: '2030-09-04' }));
    const [over, finished, moved, gone, left] = actions;
    if (!over || !finished || !moved || !gone || !left) throw new Error('an action is missing');
    await stage.at('2030-09-04T05:30:00Z');
    expect(await stage.nudges('follow-up')).toHaveLength(5);
    await stage.change(over, closed);
    await stage.change(finished, { state: 'done' });
    await stage.change(moved, { followUp: { on: '2030-12-05', how: null } });
    await stage.talk.query('delete from action where id = $1', [gone.id]);
    await stage.at('2030-09-04T06:00:05Z');
    expect(await stage.fate('follow-up', over.id)).toBe('dropped: action-over');
    expect(await stage.fate('follow-up', finished.id)).toBe('dropped: action-over');
    expect(await stage.fate('follow-up', moved.id)).toBe('dropped: follow-up-moved');
    expect(await stage.fate('follow-up', gone.id)).toBe('dropped: action-gone');
    expect(await stage.fate('follow-up', left.id)).toBe('sent');
  });

  it('is dropped when it was closed, or the schedule turned off, while Teams held it up', async () => {
    const action = await stage.action('Hålls upp', { followUp: '2030-09-05' });
    await hold(3);
    await stage.talk.moveClock({ set: '2030-09-05T06:00:05Z' });
    await isHeld();
    await stage.change(action, closed);
    await stage.settled();
    expect(await stage.fate('follow-up', action.id)).toBe('dropped: action-over');

    const second = await stage.action('Hålls också upp', { followUp: '2030-09-06' });
    await hold(3);
    await stage.talk.moveClock({ set: '2030-09-06T06:00:05Z' });
    await isHeld();
    await stage.schedule({ on: false });
    await stage.settled();
    await stage.settled();
    expect(await stage.fate('follow-up', second.id)).toBe('dropped: not-wanted');
    expect(await stage.said('Hålls')).toEqual([]);
    await stage.schedule();
  });

  it('waits for the morning when Teams held it up past five in the afternoon', async () => {
    const action = await stage.action('Sent på dagen', { followUp: '2030-09-09' });
    await stage.at('2030-09-09T05:30:00Z');
    await hold(2);
    await stage.talk.moveClock({ set: '2030-09-09T14:59:50Z' });
    await isHeld();
    await stage.talk.moveClock({ set: '2030-09-09T15:00:30Z' });
    await until('it waits', async () => (await stage.talk.deliveries('follow-up'))[0]?.cause === 'quiet-hours');
    expect(await stage.said('Sent på dagen')).toEqual([]);
    await stage.at('2030-09-10T05:00:10Z');
    expect(await stage.said('Sent på dagen')).toHaveLength(1);
    expect(await stage.fate('follow-up', action.id)).toBe('sent');
  });

  it('may have gone: it is known again when its card is answered', async () => {
    const action = await stage.action('Oklart svar', { followUp: '2030-09-11' });
    await stage.talk.world.sandbox('POST', '/faults', {
      ...{ target: 'connector', match: 'POST /v3/conversations', status: 502, times: 1, mode: 'after-commit' },
    });
    await stage.at('2030-09-11T06:00:05Z');
    await stage.settled();
    expect(await stage.fate('follow-up', action.id)).toBe('sent: unclear');
    const [card, ...more] = await stage.said('Oklart svar');
    expect(more).toEqual([]);
    const said = { action: action.id, due: '2030-09-11', how: 'late', line: 'Efter lovet.' };
    await stage.talk.press(DEPUTY, card as Message, TEAM, 'followup.answer', said);
    await stage.talk.waitForChange(TEACHER, card as Message, TEAM, 'Efter lovet.');
  });

  it('that Teams refuses is over, and its row says why', async () => {
    const action = await stage.action('Nekad', { followUp: '2030-09-12' });
    await stage.talk.world.sandbox('POST', '/faults', {
      ...{ target: 'connector', match: 'POST /v3/conversations', status: 400, times: 1, mode: 'refuse' },
    });
    await stage.at('2030-09-12T06:00:05Z');
    await stage.settled();
    expect(await stage.fate('follow-up', action.id)).toBe('dropped: refused');
    expect(await stage.said('Nekad')).toEqual([]);
  });

  it('can’t be answered with the card of another school, also by one who has a role in both', async () => {
    await stage.talk.grant(DEPUTY, 'head', EKSKOLAN);
    const [card] = await stage.said('Oklart svar');
    const path = `/api/units/${EKSKOLAN}/plan/actions`;
    const goal = { text: 'Mål', area: 'ledning', step: 1, indicators: ['l-vision'] };
    const made = { title: 'Deras insats', goal: { new: goal }, area: 'ledning', indicators: [], activities: [] };
    const head = stage.talk.world.person('rektor-ekskolan');
    const theirs = await done<{ id: string }>(stage.talk.world, head.id, 'POST', path, made);
    await done(stage.talk.world, head.id, 'PATCH', `/api/actions/${theirs.id}`, {
      ...{ version: 1, state: 'decided', responsible: head.id, due: '2030-12-01' },
      followUp: { on: '2030-09-11', how: null },
    });
    const data = { action: theirs.id, due: '2030-09-11', how: 'done', line: '' };
    const heard = await stage.talk.press(DEPUTY, card as Message, TEAM, 'followup.answer', data);
    expect(heard.status).toBe(200);
    expect(answerIn(heard)).not.toContain('Deras insats');
    const [row] = await stage.talk.query('select state, version from action where id = $1', [theirs.id]);
    expect(row).toEqual({ state: 'decided', version: 2 });
  });

  it('moves to the next school day at eight from a holiday or a break', async () => {
    const action = await stage.action('I höstlovet', { followUp: '2030-10-30' });
    await stage.at('2030-10-30T07:00:05Z');
    expect(await stage.said('I höstlovet')).toEqual([]);
    await stage.at('2030-11-04T06:59:00Z');
    expect(await stage.said('I höstlovet')).toEqual([]);
    await stage.at('2030-11-04T07:00:05Z');
    expect(await stage.said('I höstlovet')).toHaveLength(1);
    expect(await stage.fate('follow-up', action.id)).toBe('sent');
  });

  it('isn’t shown in a channel with somebody who has no role, nor where the bot is gone', async () => {
    const stranger = 'rektor-norrskolan';
    await stage.talk.member(TEAM, stranger, 'add');
    const action = await stage.action('Inte för alla', { followUp: '2030-11-05' });
    await stage.at('2030-11-05T07:00:05Z');
    expect(await stage.fate('follow-up', action.id)).toBe('dropped: not-for-all');
    await stage.talk.member(TEAM, stranger, 'remove');
    await stage.talk.install(TEAM, 'remove');
    const next = await stage.action('Efter att boten togs bort', { followUp: '2030-11-06' });
    await stage.at('2030-11-06T07:00:05Z');
    expect(await stage.fate('follow-up', next.id)).toBe('dropped: channel-not-linked');
  });
});
