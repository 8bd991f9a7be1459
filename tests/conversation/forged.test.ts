import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/until.ts';
import {
  begin,
  DEPUTY,
  GONE,
  HEAD,
  isAnswer,
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
import type { Talk } from './discussion-stage.ts';
import { answerIn, personal } from './talk-messages.ts';
import type { Json } from './talk-messages.ts';
import { TalkStage, unitId } from './talk-stage.ts';

let stage: TalkStage;
beforeAll(async () => {
  stage = await TalkStage.start();
});
afterAll(() => stage.stop());

const CENTRAL = { team: 'centralskolan' } as const;

const VERBS = [
  ...['unit.choose', 'language.set', 'discuss.start', 'discussion.refresh', 'discussion.vote', 'discussion.reveal'],
  ...['discussion.again', 'discussion.settle', 'discussion.conclude', 'discussion.take', 'discussion.action'],
  ...['followup.refresh', 'followup.answer', 'followup.reassign', 'nudge.later', 'nudge.stop', 'schedule.save'],
  ...['schedule.off', 'joys.off', 'temperature.answer'],
];

let once: Talk | undefined;
async function settledOnce(): Promise<Talk> {
  once ??= await settled(stage);
  await stage.quiet();
  return once;
}

describe('a card’s data', () => {
  it.each([...VERBS, '', 'no.such', 'constructor', '__proto__', 'toString', 'x'.repeat(101)])(
    '%s with anything in it gets a kind answer, and does nothing',
    async (verb) => {
      const talk = await settledOnce();
      const before = JSON.stringify([
        await row(stage, talk),
        await plan(stage),
        await stage.query('select * from schedule'),
      ]);
      const strange: unknown[] = [
        ...[null, 7, 'x', [], [{ discussion: talk.id }], {}, { discussion: 'no guid' }, { discussion: [talk.id] }],
        { discussion: '00000000-0000-4000-8000-000000000000', round: 1, option: 'a', title: 'x', conclusion: 'x' },
        { discussion: { $ne: null }, unit: { $ne: null }, action: ['x'], nudge: ['x'], due: 'yesterday' },
        {
          unit: '00000000-0000-4000-8000-000000000000',
          action: '00000000-0000-4000-8000-000000000000',
          due: '2026-11-25',
        },
        { unit: unitId('centralskolan'), discussion: talk.id, indicator: 'constructor', language: 'de' },
        { nudge: '00000000-0000-4000-8000-000000000000', language: 'sv\u0000', round: 1e99, option: { key: 'x' } },
        { discussion: talk.id, conclusion: 'å'.repeat(20_000), title: 'å'.repeat(20_000), line: 'å'.repeat(20_000) },
        { discussion: talk.id, conclusion: 'a\ud83d', title: 'a\u0000', option: 'x'.repeat(20_000) },
        JSON.parse('{"__proto__":{"discussion":"x"},"constructor":{"prototype":{}}}') as unknown,
      ];
      for (const data of strange) isAnswer(await stage.press(TEACHER, talk.card, SJO, verb, data));
      expect(
        JSON.stringify([await row(stage, talk), await plan(stage), await stage.query('select * from schedule')]),
      ).toBe(before);
    },
  );

  it('as a whole may be anything, also without an action', async () => {
    const talk = await settledOnce();
    const values = [
      undefined,
      null,
      'x',
      7,
      [],
      {},
      { action: null },
      { action: 'x' },
      { action: { verb: 7 } },
      { action: { data: {} } },
    ];
    for (const [index, value] of values.entries()) {
      const told = await stage.activity(TEACHER, SJO, {
        ...{ type: 'invoke', name: 'adaptiveCard/action', id: `odd-${String(index)}`, replyToId: talk.card.id, value },
      });
      const answer = await stage.post(told);
      isAnswer(answer);
      expect((answer.body as Json)['value']).toBe(UNKNOWN);
    }
  });

  it('of another school’s discussion shows and does nothing', async () => {
    const theirs = await begin(stage, 'rektor-centralskolan', CENTRAL);
    const mine = await begin(stage);
    const before = JSON.stringify(await row(stage, theirs));
    for (const [verb, more] of [
      ['discussion.vote', { round: 1, option: theirs.options[0] }],
      ...(['discussion.reveal', 'discussion.again', 'discussion.settle'] as const).map((one) => [one, {}] as const),
      ['discussion.conclude', { conclusion: 'Vi var här' }],
      ['discussion.take', { option: theirs.options[0] }],
      ['discussion.action', { title: 'Vi var här' }],
    ] as const) {
      const answer = await stage.press(HEAD, mine.card, SJO, verb, { discussion: theirs.id, ...more });
      expect(answerIn(answer)).toBe(GONE);
    }
    const refreshed = await stage.press(HEAD, mine.card, SJO, 'discussion.refresh', { discussion: theirs.id });
    isAnswer(refreshed);
    expect(answerIn(refreshed)).not.toContain(theirs.id);
    expect(JSON.stringify(await row(stage, theirs))).toBe(before);
    expect(await votes(stage, theirs)).toBe(0);
  });

  it('copied into another conversation of the same people shows and does nothing there', async () => {
    const CHAT = { chat: 'arbetslag-4-9-sjoskolan' } as const;
    const talk = await begin(stage);
    await stage.install(CHAT, 'add', HEAD);
    const there = await stage.waitForCard(CHAT, HEAD, 'lade till mig');
    expect(answerIn(await stage.press(TEACHER, there, CHAT, 'discussion.vote', vote(talk)))).toBe(GONE);
    expect(await votes(stage, talk)).toBe(0);
    const own = await stage.ask(TEACHER, 'hjälp', personal);
    expect(answerIn(await stage.press(TEACHER, own, personal, 'discussion.vote', vote(talk)))).toBe(GONE);
    expect(await votes(stage, talk)).toBe(0);
  });
});

describe('a button that the card doesn’t show', () => {
  it('ends no vote: a conclusion is written once whoever leads has let the votes stand', async () => {
    const talk = await begin(stage);
    for (const person of [HEAD, DEPUTY, TEACHER])
      await stage.press(person, talk.card, SJO, 'discussion.vote', vote(talk));
    const conclusion = { discussion: talk.id, conclusion: 'Nu räcker det' };
    isAnswer(await stage.press(TEACHER, talk.card, SJO, 'discussion.conclude', conclusion));
    expect(await row(stage, talk)).toMatchObject({ state: 'revealed', conclusion: null });
    isAnswer(await stage.press(HEAD, talk.card, SJO, 'discussion.conclude', conclusion));
    expect(await row(stage, talk)).toMatchObject({ state: 'settled', conclusion: 'Nu räcker det' });
  });
});

describe('the service', () => {
  it('has met no error in all this', () => {
    expect(serviceFaults(stage)).toEqual([]);
  });
});

describe('while the database is away', () => {
  it('nobody gets an error: they are told that nothing has changed, and can try again', async () => {
    const talk = await begin(stage);
    await stage.quiet();
    await stage.withoutDatabase(async () => {
      const answer = await stage.press(TEACHER, talk.card, SJO, 'discussion.vote', vote(talk));
      isAnswer(answer);
      expect(answerIn(answer)).toContain('Inget har ändrats. Försök igen om en stund.');
      expect((await stage.say(TEACHER, 'status', SJO)).status).toBe(200);
    });
    await until('the vote is taken again', async () => {
      isAnswer(await stage.press(TEACHER, talk.card, SJO, 'discussion.vote', vote(talk)));
      return (await votes(stage, talk)) === 1;
    });
  });
});
