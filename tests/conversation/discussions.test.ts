import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerIn, buttons, cardOf, partsOf, personal, TalkStage, textOf, unitId } from './talk-stage.ts';
import type { Heard, Json, Message } from './talk-stage.ts';

let stage: TalkStage;
beforeAll(async () => {
  stage = await TalkStage.start();
});
afterAll(() => stage.stop());

const SJO = { team: 'sjoskolan' } as const;
const [HEAD, DEPUTY, TEACHER] = ['rektor-sjoskolan', 'bitradande-sjoskolan', 'larare-sjoskolan'] as const;
const NAMES = ['Rektor Sjöskolan', 'Biträdande rektor', 'Lärare Sjöskolan'];
const ALL = [HEAD, DEPUTY, TEACHER];

/** A discussion as it hangs in the conversation. */
interface Talk {
  readonly card: Message;
  readonly id: string;
  readonly options: readonly string[];
}

/** Begins one; each on an indicator of its own. */
async function begin(by: string = HEAD, text = 'diskutera'): Promise<Talk> {
  const card = await stage.ask(by, text, SJO);
  const votes = buttons(cardOf(card), 'discussion.vote');
  return { card, id: String(votes[0]?.['discussion']), options: votes.map(({ option }) => String(option)) };
}

const press = (person: string, { card, id }: Talk, verb: string, more: Json = {}): Promise<Heard> =>
  stage.press(person, card, SJO, `discussion.${verb}`, { discussion: id, ...more });
const vote = (person: string, talk: Talk, option: number, round = 1): Promise<Heard> =>
  press(person, talk, 'vote', { round, option: talk.options[option] });
async function voteAll(talk: Talk, options: readonly number[], round = 1): Promise<void> {
  for (const [index, option] of options.entries()) await vote(ALL[index] ?? '', talk, option, round);
}
const seen = async (talk: Talk, person: string = TEACHER) => textOf(await stage.shownTo(person, talk.card, SJO));
const row = async ({ id }: Talk): Promise<Json> =>
  (await stage.query('select * from discussion where id = $1', [id]))[0] ?? {};
/** Everything that anybody can read of it: in the conversation, and in an answer. */
async function everything(talk: Talk): Promise<string> {
  await stage.quiet();
  const messages = await Promise.all(ALL.map((person) => seen(talk, person)));
  return messages.join('\n');
}
/** The card shows how the answers fell. */
const SHOWN = /\d av \d svar/;

describe('votes', () => {
  it('are seen by nobody before they are shown, in no answer and no card; one’s own by oneself', async () => {
    const talk = await begin();
    const first = await vote(DEPUTY, talk, 1);
    expect(first).toMatchObject({ status: 200, body: { type: 'application/vnd.microsoft.card.adaptive' } });
    expect(answerIn(first)).toContain('Ditt svar');
    const second = await vote(TEACHER, talk, 3);
    const own = (answer: Heard) =>
      partsOf(answer.body?.['value'])
        .filter(({ type, title }) => type === 'Action.Execute' && String(title).startsWith('Ditt svar'))
        .map(({ data }) => (data as Json)['option']);
    expect([own(first), own(second)]).toEqual([[talk.options[1]], [talk.options[3]]]);
    await stage.quiet();
    const refreshed = await press(HEAD, talk, 'refresh');
    expect(answerIn(refreshed)).not.toContain('Ditt svar');
    expect(answerIn(refreshed)).not.toMatch(SHOWN);
    expect(await everything(talk)).not.toMatch(SHOWN);
    expect(await seen(talk, HEAD)).toContain('2 av 3 har svarat');
    expect(JSON.stringify((await stage.world.api(HEAD, 'GET', `/api/units/${unitId('sjoskolan')}`)).body)).not.toMatch(
      SHOWN,
    );
  });

  it('fewer than three are never shown, not to the head either', async () => {
    const talk = await begin();
    await vote(HEAD, talk, 0);
    await vote(DEPUTY, talk, 2);
    const refused = await press(HEAD, talk, 'reveal');
    expect([refused.status, answerIn(refused)]).toEqual([200, 'Svaren visas när minst tre har svarat.']);
    expect(await everything(talk)).not.toMatch(SHOWN);
    expect((await row(talk))['state']).toBe('open');
  });

  it('show themselves when all have voted, without a name', async () => {
    const talk = await begin();
    await voteAll(talk, [1, 2, 2]);
    await stage.waitForChange(TEACHER, talk.card, SJO, '2 av 3 svar');
    const card = cardOf(await stage.shownTo(TEACHER, talk.card, SJO));
    for (const name of NAMES) expect(JSON.stringify(card)).not.toContain(name);
    for (const person of ALL) expect(JSON.stringify(card)).not.toContain(stage.world.person(person).id);
    expect(await row(talk)).toMatchObject({ state: 'revealed', reveal_reason: 'all-voted' });
  });

  it('can be changed while they are open, and count once', async () => {
    const talk = await begin();
    await vote(TEACHER, talk, 0);
    await vote(TEACHER, talk, 3);
    const kept = await stage.query('select option from vote where discussion_id = $1', [talk.id]);
    expect(kept).toEqual([{ option: talk.options[3] }]);
  });

  it('outside the scale, of another round or after the end change nothing', async () => {
    const talk = await begin();
    for (const option of ['', 'fully', 'constructor', '__proto__', 'x'.repeat(65), 7, null, ['a'], { a: 1 }]) {
      const answer = await press(TEACHER, talk, 'vote', { round: 1, option });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
    }
    for (const round of [0, 2, 9, 10, -1, 1.5, '1', null]) {
      const answer = await press(TEACHER, talk, 'vote', { round, option: talk.options[0] });
      expect(answer.status).toBe(200);
    }
    expect(await stage.query('select 1 from vote where discussion_id = $1', [talk.id])).toEqual([]);
    await voteAll(talk, [1, 1, 1]);
    await vote(TEACHER, talk, 3);
    const kept = await stage.query('select distinct option from vote where discussion_id = $1', [talk.id]);
    expect(kept).toEqual([{ option: talk.options[1] }]);
  });
});

/** One where a fourth is in the team, so that three votes don't show themselves. */
async function withFourth<T>(work: (talk: Talk) => Promise<T>, by: string = HEAD): Promise<T> {
  await stage.grant('it-pedagog-ekskolan', 'member', unitId('sjoskolan'));
  await stage.member(SJO, 'it-pedagog-ekskolan', 'add');
  try {
    return await work(await begin(by));
  } finally {
    await stage.member(SJO, 'it-pedagog-ekskolan', 'remove');
  }
}

describe('showing the votes', () => {
  it('is for whoever began it, and for the head; others are told so', async () => {
    await withFourth(async (talk) => {
      await voteAll(talk, [0, 1, 2]);
      const refused = await press(TEACHER, talk, 'reveal');
      expect(answerIn(refused)).toBe('Den som startade samtalet eller rektor visar svaren.');
      expect(await everything(talk)).not.toMatch(SHOWN);
      expect(answerIn(await press(DEPUTY, talk, 'reveal'))).toMatch(SHOWN);
    }, DEPUTY);
    await withFourth(async (talk) => {
      await voteAll(talk, [0, 1, 2]);
      expect(answerIn(await press(HEAD, talk, 'reveal'))).toMatch(SHOWN);
      await stage.waitForChange(TEACHER, talk.card, SJO, '1 av 3 svar');
    }, DEPUTY);
  });

  it('two at once is one', async () => {
    await withFourth(async (talk) => {
      await voteAll(talk, [0, 1, 2]);
      const answers = await Promise.all([press(HEAD, talk, 'reveal'), press(HEAD, talk, 'reveal')]);
      for (const answer of answers) expect(answerIn(answer)).toMatch(SHOWN);
      expect(
        await stage.query("select 1 from audit where what = 'discussion.reveal' and about = $1", [talk.id]),
      ).toHaveLength(1);
    });
  });

  it('once more asks again, for the one who leads; the second round is the last', async () => {
    const talk = await begin();
    await voteAll(talk, [0, 1, 3]);
    expect(answerIn(await press(TEACHER, talk, 'again'))).toBe('Det kan bara den göra som har rätt roll på enheten.');
    expect(answerIn(await press(HEAD, talk, 'again'))).toContain('Andra omgången');
    await stage.quiet();
    expect(await everything(talk)).not.toMatch(SHOWN);
    await vote(TEACHER, talk, 2, 1);
    expect(await stage.query('select 1 from vote where discussion_id = $1 and round = 2', [talk.id])).toEqual([]);
    await voteAll(talk, [2, 2, 2], 2);
    await stage.waitForChange(TEACHER, talk.card, SJO, '3 av 3 svar');
    await press(HEAD, talk, 'again');
    expect(await row(talk)).toMatchObject({ state: 'revealed', round: 2 });
  });
});

async function settled(): Promise<Talk> {
  const talk = await begin();
  await voteAll(talk, [1, 2, 2]);
  expect(answerIn(await press(HEAD, talk, 'settle'))).toContain('Skriv en slutsats');
  return talk;
}

describe('what comes of it', () => {
  it('nothing can be taken or made of it before the votes stand', async () => {
    const talk = await begin();
    for (const [verb, more] of [
      ['conclude', { conclusion: 'Klart' }],
      ['take', { option: talk.options[0] }],
      ['action', { title: 'Gör det' }],
      ['settle', {}],
      ['again', {}],
    ] as const)
      expect((await press(HEAD, talk, verb, more)).status).toBe(200);
    expect(await row(talk)).toMatchObject({ state: 'open', conclusion: null, taken_option: null, action_id: null });
  });

  it('a conclusion is kept and shown as it was written; one too long is refused with words that help', async () => {
    const talk = await settled();
    const written = 'Vi står *mitt i* steg 2. <b>[Läs](http://x.se)</b> & vänta';
    const answer = await press(TEACHER, talk, 'conclude', { conclusion: written });
    const read = partsOf(answer.body?.['value']).flatMap(({ type, text }) =>
      type === 'TextBlock' ? [String(text)] : [],
    );
    expect(read.join(' ')).toContain('steg 2');
    for (const markup of ['[Läs](http://x.se)', '*mitt i*', '<b>']) expect(read.join(' ')).not.toContain(markup);
    expect((await row(talk))['conclusion']).toBe(written);
    const card = textOf(await stage.shownTo(HEAD, talk.card, SJO));
    for (const name of NAMES) expect(card).not.toContain(name);
    const long = await press(TEACHER, talk, 'conclude', { conclusion: 'å'.repeat(601) });
    expect(answerIn(long)).toBe('Texten är för lång. Korta den lite och försök igen.');
    expect(answerIn(await press(TEACHER, talk, 'conclude', { conclusion: '   ' }))).toBe('Skriv några ord först.');
    for (const bad of ['a\u0000b', 7, null, ['x'], {}])
      expect((await press(TEACHER, talk, 'conclude', { conclusion: bad })).status).toBe(200);
    expect((await row(talk))['conclusion']).toBe(written);
    const longest = '👩‍👩‍👧‍👦'.repeat(85);
    await press(TEACHER, talk, 'conclude', { conclusion: longest });
    expect((await row(talk))['conclusion']).toBe(longest);
  });

  it('the head takes the answer into the draft, with the conclusion as comment where there is none', async () => {
    const talk = await settled();
    await press(TEACHER, talk, 'conclude', { conclusion: 'Vi är på väg' });
    const option = talk.options[2];
    const unit = unitId('sjoskolan');
    const assessments = async () => {
      const { body } = await stage.world.api(HEAD, 'GET', `/api/units/${unit}/assessments`);
      return JSON.stringify(body);
    };
    const before = await assessments();
    const none = await press(HEAD, talk, 'take', { option });
    expect(answerIn(none)).toBe('Ni har ingen skattning på gång. Börja en i Skatta, så kan du ta med svaret.');
    expect(await assessments()).toBe(before);
    await stage.world.api(HEAD, 'POST', `/api/units/${unit}/assessments`, { body: { kind: 'unit' } });
    for (const person of [TEACHER, DEPUTY])
      expect(answerIn(await press(person, talk, 'take', { option }))).toBe(
        'Det kan bara den göra som har rätt roll på enheten.',
      );
    expect(answerIn(await press(HEAD, talk, 'take', { option: 'nonsense' }))).toBe('Det här finns inte kvar.');
    const taken = await press(HEAD, talk, 'take', { option });
    expect(answerIn(taken)).toContain('är taget in i utkastet');
    const [open] = await stage.query(
      "select id from assessment where unit_id = $1 and kind = 'unit' and state in ('draft', 'shared')",
      [unit],
    );
    const { body } = await stage.world.api(HEAD, 'GET', `/api/assessments/${String(open?.['id'])}`);
    const indicator = (await row(talk))['indicator'];
    const answer = partsOf(body).find((part) => part['indicator'] === indicator && 'option' in part);
    expect(answer).toMatchObject({ option, comment: 'Vi är på väg' });
    await press(TEACHER, talk, 'conclude', { conclusion: 'Vi har ändrat oss' });
    await press(HEAD, talk, 'take', { option: talk.options[1] });
    const again = (await stage.world.api(HEAD, 'GET', `/api/assessments/${String(open?.['id'])}`)).body;
    expect(partsOf(again).find((part) => part['indicator'] === indicator && 'option' in part)).toMatchObject({
      option: talk.options[1],
      comment: 'Vi är på väg',
    });
  });

  it('the head makes it an action in the plan, once', async () => {
    const talk = await settled();
    const title = 'Prova <i>ett</i> arbetslag i taget';
    for (const person of [TEACHER, DEPUTY])
      expect(answerIn(await press(person, talk, 'action', { title }))).toBe(
        'Det kan bara den göra som har rätt roll på enheten.',
      );
    expect(answerIn(await press(HEAD, talk, 'action', { title: '' }))).toBe('Skriv några ord först.');
    expect(answerIn(await press(HEAD, talk, 'action', { title: 'x'.repeat(201) }))).toContain('för lång');
    const [first] = await Promise.all([press(HEAD, talk, 'action', { title }), press(HEAD, talk, 'action', { title })]);
    await press(HEAD, talk, 'action', { title: 'En till' });
    expect(first.status).toBe(200);
    const { body } = await stage.world.api(HEAD, 'GET', `/api/units/${unitId('sjoskolan')}/plan`);
    const made = partsOf(body).filter((part) => part['title'] === title || part['title'] === 'En till');
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ state: 'proposed' });
    await stage.waitForChange(TEACHER, talk.card, SJO, 'Det blev en insats');
  });

  it('goes on where it was after the service has been killed', async () => {
    const talk = await begin();
    await vote(HEAD, talk, 1);
    await stage.world.killService();
    await stage.world.restartService();
    await vote(DEPUTY, talk, 1);
    await vote(TEACHER, talk, 1);
    await stage.waitForChange(TEACHER, talk.card, SJO, 'Ni är eniga');
  });
});

describe('in a group chat', () => {
  const CHAT = { chat: 'arbetslag-4-9-sjoskolan' } as const;

  it('a discussion goes its whole way', async () => {
    await stage.install(CHAT, 'add', TEACHER);
    const welcome = await stage.waitForCard(CHAT, HEAD, 'lade till mig i chatten');
    await stage.press(TEACHER, welcome, CHAT, 'unit.choose', { unit: unitId('sjoskolan') });
    const card = await stage.ask(TEACHER, 'diskutera', CHAT);
    const [first] = buttons(cardOf(card), 'discussion.vote');
    for (const person of ALL) await stage.press(person, card, CHAT, 'discussion.vote', first);
    await stage.waitForChange(HEAD, card, CHAT, 'Ni är eniga');
    // The teacher began it, and leads it.
    await stage.press(TEACHER, card, CHAT, 'discussion.settle', { discussion: first?.['discussion'] });
    await stage.waitForChange(HEAD, card, CHAT, 'Skriv en slutsats');
  });

  it('is begun by nobody alone with the bot', async () => {
    const card = await stage.ask(HEAD, 'status', personal);
    const answer = await stage.press(HEAD, card, personal, 'discuss.start', { indicator: 'i-wireless' });
    expect(answerIn(answer)).toContain('Ett samtal behöver fler än du och jag');
  });
});

// Last, as it moves the clock.
describe('at closing time', () => {
  it('enough votes are shown, and too few are not, ever', async () => {
    const [again, enough, few] = [
      await withFourth(async (talk) => {
        await voteAll(talk, [0, 1, 2]);
        await press(HEAD, talk, 'reveal');
        await press(HEAD, talk, 'again');
        await vote(TEACHER, talk, 4, 2);
        return talk;
      }),
      await withFourth(async (talk) => {
        await voteAll(talk, [0, 1, 2]);
        return talk;
      }),
      await begin(),
    ];
    await vote(TEACHER, few, 3);
    await stage.moveClock({ advance: 'P14D' });
    await stage.waitForChange(TEACHER, enough.card, SJO, '1 av 3 svar');
    // What has been shown once stays, when too few have voted again.
    await stage.waitForChange(TEACHER, again.card, SJO, '1 av 3 svar');
    expect(await row(again)).toMatchObject({ state: 'settled', round: 1 });
    await stage.waitForChange(TEACHER, few.card, SJO, 'Samtalet stängde med 1 svar');
    expect(await everything(few)).not.toMatch(SHOWN);
    await vote(HEAD, few, 1);
    await press(HEAD, few, 'reveal');
    expect(await row(few)).toMatchObject({ state: 'closed' });
    expect(await stage.query('select 1 from vote where discussion_id = $1', [few.id])).toHaveLength(1);
    expect(await row(enough)).toMatchObject({ state: 'revealed', reveal_reason: 'closing-time' });
  });
});
