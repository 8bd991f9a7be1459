import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL, begin, DEPUTY, HEAD, row, SJO, TEACHER } from './discussion-stage.ts';
import type { Talk } from './discussion-stage.ts';
import { answerIn, cardOf, partsOf, textOf } from './talk-messages.ts';
import type { Heard, Json } from './talk-messages.ts';
import { TalkStage, unitId } from './talk-stage.ts';

let stage: TalkStage;
beforeAll(async () => {
  stage = await TalkStage.start();
});
afterAll(() => stage.stop());

const NAMES = ['Rektor Sjöskolan', 'Biträdande rektor', 'Lärare Sjöskolan'];

const press = (person: string, { card, id }: Talk, verb: string, more: Json = {}): Promise<Heard> =>
  stage.press(person, card, SJO, `discussion.${verb}`, { discussion: id, ...more });
const vote = (person: string, talk: Talk, option: number, round = 1): Promise<Heard> =>
  press(person, talk, 'vote', { round, option: talk.options[option] });
async function voteAll(talk: Talk, options: readonly number[], round = 1): Promise<void> {
  for (const [index, option] of options.entries()) await vote(ALL[index] ?? '', talk, option, round);
}
const seen = async (talk: Talk, person: string = TEACHER) => textOf(await stage.shownTo(person, talk.card, SJO));
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
    const talk = await begin(stage);
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
    const talk = await begin(stage);
    await vote(HEAD, talk, 0);
    await vote(DEPUTY, talk, 2);
    const refused = await press(HEAD, talk, 'reveal');
    expect([refused.status, answerIn(refused)]).toEqual([200, 'Svaren visas när minst tre har svarat.']);
    expect(await everything(talk)).not.toMatch(SHOWN);
    expect((await row(stage, talk))['state']).toBe('open');
  });

  it('show themselves when all have voted, without a name', async () => {
    const talk = await begin(stage);
    await voteAll(talk, [1, 2, 2]);
    await stage.waitForChange(TEACHER, talk.card, SJO, '2 av 3 svar');
    const card = cardOf(await stage.shownTo(TEACHER, talk.card, SJO));
    for (const name of NAMES) expect(JSON.stringify(card)).not.toContain(name);
    for (const person of ALL) expect(JSON.stringify(card)).not.toContain(stage.world.person(person).id);
    expect(await row(stage, talk)).toMatchObject({ state: 'revealed', reveal_reason: 'all-voted' });
  });

  it('can be changed while they are open, and count once', async () => {
    const talk = await begin(stage);
    await vote(TEACHER, talk, 0);
    await vote(TEACHER, talk, 3);
    const kept = await stage.query('select option from vote where discussion_id = $1', [talk.id]);
    expect(kept).toEqual([{ option: talk.options[3] }]);
  });

  it('outside the scale, of another round or after the end change nothing', async () => {
    const talk = await begin(stage);
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
    return await work(await begin(stage, by));
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
    const talk = await begin(stage);
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
    expect(await row(stage, talk)).toMatchObject({ state: 'revealed', round: 2 });
  });
});

describe('a service that is killed', () => {
  it('goes on where it was after the service has been killed', async () => {
    const talk = await begin(stage);
    await vote(HEAD, talk, 1);
    await stage.world.killService();
    await stage.world.restartService();
    await vote(DEPUTY, talk, 1);
    await vote(TEACHER, talk, 1);
    await stage.waitForChange(TEACHER, talk.card, SJO, 'Ni är eniga');
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
      await begin(stage),
    ];
    await vote(TEACHER, few, 3);
    await stage.moveClock({ advance: 'P14D' });
    await stage.waitForChange(TEACHER, enough.card, SJO, '1 av 3 svar');
    // What has been shown once stays, when too few have voted again.
    await stage.waitForChange(TEACHER, again.card, SJO, '1 av 3 svar');
    expect(await row(stage, again)).toMatchObject({ state: 'settled', round: 1 });
    await stage.waitForChange(TEACHER, few.card, SJO, 'Samtalet stängde med 1 svar');
    expect(await everything(few)).not.toMatch(SHOWN);
    await vote(HEAD, few, 1);
    await press(HEAD, few, 'reveal');
    expect(await row(stage, few)).toMatchObject({ state: 'closed' });
    expect(await stage.query('select 1 from vote where discussion_id = $1', [few.id])).toHaveLength(1);
    expect(await row(stage, enough)).toMatchObject({ state: 'revealed', reveal_reason: 'closing-time' });
  });
});
