import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/until.ts';
import { answerIn, buttons, cardOf, partsOf, personal, TalkStage, unitId } from './talk-stage.ts';
import type { Heard, Json, Message } from './talk-stage.ts';

let stage: TalkStage;
beforeAll(async () => {
  stage = await TalkStage.start();
});
afterAll(() => stage.stop());

const SJO = { team: 'sjoskolan' } as const;
const CENTRAL = { team: 'centralskolan' } as const;
const [HEAD, DEPUTY, TEACHER] = ['rektor-sjoskolan', 'bitradande-sjoskolan', 'larare-sjoskolan'] as const;
const NOT_ALLOWED = 'Det kan bara den göra som har rätt roll på enheten.';
const GONE = 'Det här finns inte kvar.';
const UNKNOWN = 'Den knappen känner jag inte igen. Skriv hjälp, så börjar vi om.';

interface Talk {
  readonly card: Message;
  readonly id: string;
  readonly options: readonly string[];
}
async function begin(by: string = HEAD, where: { team: string } = SJO): Promise<Talk> {
  const card = await stage.ask(by, 'diskutera', where);
  const votes = buttons(cardOf(card), 'discussion.vote');
  if (votes.length === 0) throw new Error(`No discussion has begun: ${JSON.stringify(card)}`);
  return { card, id: String(votes[0]?.['discussion']), options: votes.map(({ option }) => String(option)) };
}
async function settled(): Promise<Talk> {
  const talk = await begin();
  for (const person of [HEAD, DEPUTY, TEACHER])
    await stage.press(person, talk.card, SJO, 'discussion.vote', vote(talk));
  await stage.press(HEAD, talk.card, SJO, 'discussion.settle', { discussion: talk.id });
  return talk;
}
const vote = ({ id, options }: Talk, more: Json = {}): Json => ({
  ...{ discussion: id, round: 1, option: options[1] },
  ...more,
});
const row = async (id: string): Promise<Json> =>
  (await stage.query('select * from discussion where id = $1', [id]))[0] ?? {};
const votes = async (id: string): Promise<number> =>
  (await stage.query('select 1 from vote where discussion_id = $1', [id])).length;
/** In the shape that Teams takes: a line or a card, and nothing else. */
function isAnswer(answer: { status: number; body: unknown }): void {
  expect(answer.status).toBe(200);
  const { statusCode, type, value } = answer.body as Json;
  expect(statusCode).toBe(200);
  if (type === 'application/vnd.microsoft.card.adaptive') expect(value).toMatchObject({ type: 'AdaptiveCard' });
  else {
    expect(type).toBe('application/vnd.microsoft.activity.message');
    expect(value).toMatch(/\S/);
  }
}

const VERBS = [
  ...['unit.choose', 'language.set', 'discuss.start', 'discussion.refresh', 'discussion.vote', 'discussion.reveal'],
  ...['discussion.again', 'discussion.settle', 'discussion.conclude', 'discussion.take', 'discussion.action'],
  ...['followup.refresh', 'followup.answer', 'followup.reassign', 'nudge.later', 'nudge.stop', 'schedule.save'],
  ...['schedule.off', 'joys.off', 'temperature.answer'],
];

describe('a card’s data', () => {
  it.each([...VERBS, '', 'no.such', 'constructor', '__proto__', 'toString', 'x'.repeat(101)])(
    '%s with anything in it gets a kind answer, and does nothing',
    async (verb) => {
      const talk = await settledOnce();
      const before = JSON.stringify([await row(talk.id), await plan(), await stage.query('select * from schedule')]);
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
      expect(JSON.stringify([await row(talk.id), await plan(), await stage.query('select * from schedule')])).toBe(
        before,
      );
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
    const theirs = await begin('rektor-centralskolan', CENTRAL);
    const mine = await begin();
    const before = JSON.stringify(await row(theirs.id));
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
    expect(JSON.stringify(await row(theirs.id))).toBe(before);
    expect(await votes(theirs.id)).toBe(0);
  });

  it('copied into another conversation of the same people shows and does nothing there', async () => {
    const CHAT = { chat: 'arbetslag-4-9-sjoskolan' } as const;
    const talk = await begin();
    await stage.install(CHAT, 'add', HEAD);
    const there = await stage.waitForCard(CHAT, HEAD, 'lade till mig');
    expect(answerIn(await stage.press(TEACHER, there, CHAT, 'discussion.vote', vote(talk)))).toBe(GONE);
    expect(await votes(talk.id)).toBe(0);
    const own = await stage.ask(TEACHER, 'hjälp', personal);
    expect(answerIn(await stage.press(TEACHER, own, personal, 'discussion.vote', vote(talk)))).toBe(GONE);
    expect(await votes(talk.id)).toBe(0);
  });
});

describe('a button that the card doesn’t show', () => {
  it('ends no vote: a conclusion is written once whoever leads has let the votes stand', async () => {
    const talk = await begin();
    for (const person of [HEAD, DEPUTY, TEACHER])
      await stage.press(person, talk.card, SJO, 'discussion.vote', vote(talk));
    const conclusion = { discussion: talk.id, conclusion: 'Nu räcker det' };
    isAnswer(await stage.press(TEACHER, talk.card, SJO, 'discussion.conclude', conclusion));
    expect(await row(talk.id)).toMatchObject({ state: 'revealed', conclusion: null });
    isAnswer(await stage.press(HEAD, talk.card, SJO, 'discussion.conclude', conclusion));
    expect(await row(talk.id)).toMatchObject({ state: 'settled', conclusion: 'Nu räcker det' });
  });
});

let once: Talk | undefined;
async function settledOnce(): Promise<Talk> {
  once ??= await settled();
  await stage.quiet();
  return once;
}
const plan = async (): Promise<unknown> =>
  (await stage.world.api(HEAD, 'GET', `/api/units/${unitId('sjoskolan')}/plan`)).body;

describe('who presses', () => {
  it('is asked about anew: a role that has been taken away votes no more, and its card empties itself', async () => {
    const talk = await begin();
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
    expect(await votes(talk.id)).toBe(1);
  });

  it('is answered in the own language, whatever the team’s is', async () => {
    const talk = await begin();
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
    const talk = await begin();
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
    const talk = await settled();
    const title = 'En gång räcker';
    const told = await stage.activity(HEAD, SJO, {
      ...{ type: 'invoke', name: 'adaptiveCard/action', id: 'action-twice', replyToId: talk.card.id },
      value: { action: { verb: 'discussion.action', data: { discussion: talk.id, title } } },
    });
    for (const answer of await Promise.all([stage.post(told), stage.post(told)])) isAnswer(answer);
    expect(partsOf(await plan()).filter((part) => part['title'] === title)).toHaveLength(1);
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
    const talk = await begin();
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
    const talk = await begin();
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
    const talk = await begin();
    await stage.world.sandbox('POST', '/faults', { target: 'connector', match: 'POST *', status: 502, times: 3 });
    expect((await submit(TEACHER, talk, 'discussion.settle', { discussion: talk.id })).status).toBe(200);
    await stage.quiet();
    await stage.world.sandbox('DELETE', '/faults');
  });
});

describe('things that are no more', () => {
  it('a card’s action that was deleted is no longer linked from it', async () => {
    const talk = await settled();
    await stage.press(HEAD, talk.card, SJO, 'discussion.action', { discussion: talk.id, title: 'Tas bort' });
    const action = String((await row(talk.id))['action_id']);
    const version = partsOf(await plan()).find((part) => part['id'] === action)?.['version'];
    const removed = await stage.world.api(HEAD, 'DELETE', `/api/actions/${action}`, {
      headers: { 'if-match': `"${String(version)}"` },
    });
    expect(removed.status).toBeLessThan(300);
    const refreshed = await stage.press(HEAD, talk.card, SJO, 'discussion.refresh', { discussion: talk.id });
    isAnswer(refreshed);
    expect(answerIn(refreshed)).not.toContain('Tas bort');
  });

  it('a discussion whose unit’s link is gone, and a card that was deleted, do no harm', async () => {
    const talk = await begin();
    const id = await stage.conversationId(SJO, HEAD);
    const told = await stage.activity(TEACHER, SJO, {
      ...{ type: 'invoke', name: 'adaptiveCard/action', id: 'no-card', replyToId: '1' },
      value: { action: { verb: 'discussion.vote', data: vote(talk) } },
    });
    isAnswer(await stage.post(told));
    expect(await votes(talk.id)).toBe(1);
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
    const faults = stage.world
      .serviceLog()
      .split('\n')
      .filter((line) => /"level":50|could not be done|turn of the bot failed/.test(line));
    expect(faults).toEqual([]);
  });
});

describe('while the database is away', () => {
  it('nobody gets an error: they are told that nothing has changed, and can try again', async () => {
    const talk = await begin();
    await stage.quiet();
    await stage.withoutDatabase(async () => {
      const answer = await stage.press(TEACHER, talk.card, SJO, 'discussion.vote', vote(talk));
      isAnswer(answer);
      expect(answerIn(answer)).toContain('Inget har ändrats. Försök igen om en stund.');
      expect((await stage.say(TEACHER, 'status', SJO)).status).toBe(200);
    });
    await until('the vote is taken again', async () => {
      isAnswer(await stage.press(TEACHER, talk.card, SJO, 'discussion.vote', vote(talk)));
      return (await votes(talk.id)) === 1;
    });
  });
});
