import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL, begin, DEPUTY, HEAD, row, settled, SJO, TEACHER } from './discussion-stage.ts';
import type { Talk } from './discussion-stage.ts';
import { answerIn, buttons, cardOf, partsOf, personal, textOf } from './talk-messages.ts';
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

describe('what comes of it', () => {
  it('nothing can be taken or made of it before the votes stand', async () => {
    const talk = await begin(stage);
    for (const [verb, more] of [
      ['conclude', { conclusion: 'Klart' }],
      ['take', { option: talk.options[0] }],
      ['action', { title: 'Gör det' }],
      ['settle', {}],
      ['again', {}],
    ] as const)
      expect((await press(HEAD, talk, verb, more)).status).toBe(200);
    expect(await row(stage, talk)).toMatchObject({
      state: 'open',
      conclusion: null,
      taken_option: null,
      action_id: null,
    });
  });

  it('a conclusion is kept and shown as it was written; one too long is refused with words that help', async () => {
    const talk = await settled(stage);
    const written = 'Vi står *mitt i* steg 2. <b>[Läs](http://x.se)</b> & vänta';
    const answer = await press(TEACHER, talk, 'conclude', { conclusion: written });
    const read = partsOf(answer.body?.['value']).flatMap(({ type, text }) =>
      type === 'TextBlock' ? [String(text)] : [],
    );
    expect(read.join(' ')).toContain('steg 2');
    for (const markup of ['[Läs](http://x.se)', '*mitt i*', '<b>']) expect(read.join(' ')).not.toContain(markup);
    expect((await row(stage, talk))['conclusion']).toBe(written);
    const card = textOf(await stage.shownTo(HEAD, talk.card, SJO));
    for (const name of NAMES) expect(card).not.toContain(name);
    const long = await press(TEACHER, talk, 'conclude', { conclusion: 'å'.repeat(601) });
    expect(answerIn(long)).toBe('Texten är för lång. Korta den lite och försök igen.');
    expect(answerIn(await press(TEACHER, talk, 'conclude', { conclusion: '   ' }))).toBe('Skriv några ord först.');
    for (const bad of ['a\u0000b', 7, null, ['x'], {}])
      expect((await press(TEACHER, talk, 'conclude', { conclusion: bad })).status).toBe(200);
    expect((await row(stage, talk))['conclusion']).toBe(written);
    const longest = '👩‍👩‍👧‍👦'.repeat(85);
    await press(TEACHER, talk, 'conclude', { conclusion: longest });
    expect((await row(stage, talk))['conclusion']).toBe(longest);
  });

  it('the head takes the answer into the draft, with the conclusion as comment where there is none', async () => {
    const talk = await settled(stage);
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
    const indicator = (await row(stage, talk))['indicator'];
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
    const talk = await settled(stage);
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
