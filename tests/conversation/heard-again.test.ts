import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/until.ts';
import {
  begin,
  DEPUTY,
  HEAD,
  isAnswer,
  NOT_ALLOWED,
  plan,
  serviceFaults,
  settled,
  SJO,
  TEACHER,
  vote,
} from './discussion-stage.ts';
import type { Talk } from './discussion-stage.ts';
import { partsOf } from './talk-messages.ts';
import type { Heard, Json } from './talk-messages.ts';
import { TalkStage } from './talk-stage.ts';

let stage: TalkStage;
beforeAll(async () => {
  stage = await TalkStage.start();
});
afterAll(() => stage.stop());

describe('the same activity twice', () => {
  it('has one effect: a word is answered once', async () => {
    const told = await stage.activity(HEAD, SJO, { type: 'message', id: 'twice', text: '<at>LIKA</at> diskutera' });
    const before = (await stage.query('select 1 from discussion')).length;
    const answers = await Promise.all([stage.post(told), stage.post(told), stage.post(told)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await stage.post(told)).status).toBe(200);
    expect((await stage.query('select 1 from discussion')).length).toBe(before + 1);
  });

  it('has one effect: a press that comes back late doesn’t undo what came after it', async () => {
    const talk = await begin(stage);
    const press = async (option: string | undefined, id: string) =>
      stage.activity(TEACHER, SJO, {
        ...{ type: 'invoke', name: 'adaptiveCard/action', id, replyToId: talk.card.id },
        value: {
          action: { type: 'Action.Execute', verb: 'discussion.vote', data: vote(talk, { option }) },
          trigger: 'manual',
        },
      });
    const first = await press(talk.options[0], 'first');
    isAnswer(await stage.post(first));
    isAnswer(await stage.post(await press(talk.options[2], 'second')));
    isAnswer(await stage.post(first));
    const kept = await stage.query('select option from vote where discussion_id = $1', [talk.id]);
    expect(kept).toEqual([{ option: talk.options[2] }]);
  });

  it('has one effect: whoever makes it an action twice has one', async () => {
    const talk = await settled(stage);
    const title = 'En gång räcker';
    const told = await stage.activity(HEAD, SJO, {
      ...{ type: 'invoke', name: 'adaptiveCard/action', id: 'action-twice', replyToId: talk.card.id },
      value: { action: { verb: 'discussion.action', data: { discussion: talk.id, title } } },
    });
    for (const answer of await Promise.all([stage.post(told), stage.post(told)])) isAnswer(answer);
    expect(partsOf(await plan(stage)).filter((part) => part['title'] === title)).toHaveLength(1);
  });

  it('is known for two days, then forgotten', async () => {
    await stage.query(
      `insert into seen_activity (municipality_id, conversation, activity, at)
       select municipality_id, conversation, 'long ago', '2000-01-01' from seen_activity where activity = 'twice'`,
    );
    const known = () => stage.query("select activity from seen_activity where activity in ('twice', 'long ago')");
    expect(await known()).toHaveLength(2);
    await stage.world.killService();
    await stage.world.restartService();
    await until('what was heard long ago is forgotten', async () => (await known()).length === 1);
    expect(await known()).toEqual([{ activity: 'twice' }]);
  });
});

describe('a client that knows no Action.Execute', () => {
  const submit = (person: string, talk: Talk, verb: string, data: Json): Promise<Heard> =>
    stage.press(person, talk.card, SJO, verb, data, { submit: true });
  const lastWords = async () =>
    (await stage.messages(SJO, HEAD)).filter(({ from }) => from.kind === 'bot').at(-1)?.text;

  it('does the same with a value, from vote to action', async () => {
    const talk = await begin(stage);
    for (const person of [HEAD, DEPUTY, TEACHER])
      expect((await submit(person, talk, 'discussion.vote', vote(talk))).status).toBe(200);
    await stage.waitForChange(TEACHER, talk.card, SJO, 'Ni är eniga');
    await submit(HEAD, talk, 'discussion.again', { discussion: talk.id });
    await stage.waitForChange(TEACHER, talk.card, SJO, 'Andra omgången');
    for (const person of [HEAD, DEPUTY, TEACHER])
      await submit(person, talk, 'discussion.vote', vote(talk, { round: 2 }));
    await stage.waitForChange(TEACHER, talk.card, SJO, 'Ni är eniga');
    await submit(HEAD, talk, 'discussion.settle', { discussion: talk.id });
    await submit(TEACHER, talk, 'discussion.conclude', { discussion: talk.id, conclusion: 'Så blir det' });
    await stage.waitForChange(TEACHER, talk.card, SJO, 'Så blir det');
    await submit(HEAD, talk, 'discussion.action', { discussion: talk.id, title: 'Börja med årskurs 4' });
    await stage.waitForChange(TEACHER, talk.card, SJO, 'Börja med årskurs 4');
  });

  it('is told what can’t be done by a message, once, though it is brought again', async () => {
    const talk = await begin(stage);
    await submit(HEAD, talk, 'discussion.reveal', { discussion: talk.id });
    await stage.quiet();
    expect(await lastWords()).toBe('Svaren visas när minst tre har svarat.');
    await submit(TEACHER, talk, 'discussion.settle', { discussion: talk.id });
    await stage.quiet();
    expect(await lastWords()).toBe(NOT_ALLOWED);
    const count = (await stage.messages(SJO, HEAD)).length;
    const told = await stage.activity(TEACHER, SJO, {
      ...{ type: 'message', id: 'submit-twice', replyToId: talk.card.id },
      value: { verb: 'discussion.settle', discussion: talk.id },
    });
    await stage.post(told);
    await stage.post(told);
    await stage.quiet();
    expect((await stage.messages(SJO, HEAD)).length).toBe(count + 1);
  });

  it('gets no error when the answer can’t be posted', async () => {
    const talk = await begin(stage);
    await stage.world.sandbox('POST', '/faults', { target: 'connector', match: 'POST *', status: 502, times: 3 });
    expect((await submit(TEACHER, talk, 'discussion.settle', { discussion: talk.id })).status).toBe(200);
    await stage.quiet();
    await stage.world.sandbox('DELETE', '/faults');
  });
});

describe('the service', () => {
  it('has met no error in all this', () => {
    expect(serviceFaults(stage)).toEqual([]);
  });
});
