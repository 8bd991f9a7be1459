import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  begin,
  DEPUTY,
  HEAD,
  isAnswer,
  NOT_ALLOWED,
  plan,
  row,
  serviceFaults,
  settled,
  SJO,
  TEACHER,
  UNKNOWN,
  vote,
  votes,
} from './discussion-stage.ts';
import { answerIn, partsOf } from './talk-messages.ts';
import { TalkStage, unitId } from './talk-stage.ts';

let stage: TalkStage;
beforeAll(async () => {
  stage = await TalkStage.start();
});
afterAll(() => stage.stop());

describe('who presses', () => {
  it('is asked about anew: a role that has been taken away votes no more, and its card empties itself', async () => {
    const talk = await begin(stage);
    const id = stage.world.person(TEACHER).id;
    await stage.press(TEACHER, talk.card, SJO, 'discussion.vote', vote(talk));
    await stage.revoke(TEACHER);
    const refused = await stage.press(
      TEACHER,
      talk.card,
      SJO,
      'discussion.vote',
      vote(talk, { option: talk.options[0] }),
    );
    expect(answerIn(refused)).toBe(NOT_ALLOWED);
    const refreshed = await stage.press(
      TEACHER,
      talk.card,
      SJO,
      'discussion.refresh',
      { discussion: talk.id },
      { trigger: 'automatic' },
    );
    isAnswer(refreshed);
    expect(answerIn(refreshed)).not.toContain('discussion.vote');
    expect(
      await stage.query('select option from vote where discussion_id = $1 and person = $2', [talk.id, id]),
    ).toEqual([{ option: talk.options[1] }]);
    await stage.grant(TEACHER, 'teacher', unitId('sjoskolan'));
    isAnswer(await stage.press(TEACHER, talk.card, SJO, 'discussion.vote', vote(talk, { option: talk.options[0] })));
    expect(await votes(stage, talk)).toBe(1);
  });

  it('is answered in the own language, whatever the team’s is', async () => {
    const talk = await begin(stage);
    const english = { locale: 'en-GB' };
    const reveal = { discussion: talk.id };
    expect(answerIn(await stage.press(HEAD, talk.card, SJO, 'discussion.reveal', reveal, english))).toBe(
      'Answers are shown when at least three have answered.',
    );
    expect(answerIn(await stage.press(TEACHER, talk.card, SJO, 'discussion.settle', reveal, english))).toBe(
      'Only those with the right role at the unit can do that.',
    );
    expect(answerIn(await stage.press(TEACHER, talk.card, SJO, 'no.such', {}, english))).toContain('that button');
    expect(answerIn(await stage.press(TEACHER, talk.card, SJO, 'no.such', {}))).toBe(UNKNOWN);
  });

  it('without a role in the team changes neither its language nor its unit', async () => {
    await stage.member(SJO, 'elev-ekskolan', 'add');
    const card = await stage.ask(HEAD, 'språk', SJO);
    const answer = await stage.press('elev-ekskolan', card, SJO, 'language.set', { language: 'en' });
    expect(answerIn(answer)).toBe(NOT_ALLOWED);
    expect(answerIn(await stage.press('elev-ekskolan', card, SJO, 'unit.choose', { unit: unitId('ekskolan') }))).toBe(
      NOT_ALLOWED,
    );
    expect(await stage.query("select 1 from conversation where language = 'en'")).toEqual([]);
    await stage.member(SJO, 'elev-ekskolan', 'remove');
  });
});

describe('things that are no more', () => {
  it('a card’s action that was deleted is no longer linked from it', async () => {
    const talk = await settled(stage);
    await stage.press(HEAD, talk.card, SJO, 'discussion.action', { discussion: talk.id, title: 'Tas bort' });
    const action = String((await row(stage, talk))['action_id']);
    const version = partsOf(await plan(stage)).find((part) => part['id'] === action)?.['version'];
    const removed = await stage.world.api(HEAD, 'DELETE', `/api/actions/${action}`, {
      headers: { 'if-match': `"${String(version)}"` },
    });
    expect(removed.status).toBeLessThan(300);
    const refreshed = await stage.press(HEAD, talk.card, SJO, 'discussion.refresh', { discussion: talk.id });
    isAnswer(refreshed);
    expect(answerIn(refreshed)).not.toContain('Tas bort');
  });

  it('a discussion whose unit’s link is gone, and a card that was deleted, do no harm', async () => {
    const talk = await begin(stage);
    const id = await stage.conversationId(SJO, HEAD);
    const told = await stage.activity(TEACHER, SJO, {
      ...{ type: 'invoke', name: 'adaptiveCard/action', id: 'no-card', replyToId: '1' },
      value: { action: { verb: 'discussion.vote', data: vote(talk) } },
    });
    isAnswer(await stage.post(told));
    expect(await votes(stage, talk)).toBe(1);
    const links = await stage.query('delete from channel_link where channel = $1 returning *', [id]);
    expect(links).toHaveLength(1);
    isAnswer(await stage.press(DEPUTY, talk.card, SJO, 'discussion.vote', vote(talk)));
    isAnswer(await stage.press(HEAD, talk.card, SJO, 'discuss.start', { indicator: 'i-wireless' }));
    const anew = await stage.ask(HEAD, 'status', SJO);
    await stage.press(HEAD, anew, SJO, 'unit.choose', { unit: unitId('sjoskolan') });
  });
});

describe('the service', () => {
  it('has met no error in all this', () => {
    expect(serviceFaults(stage)).toEqual([]);
  });
});
