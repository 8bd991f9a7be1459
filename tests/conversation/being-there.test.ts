import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerIn, buttons, cardOf, partsOf, personal, textOf } from './talk-messages.ts';
import { TalkStage, unitId } from './talk-stage.ts';
import type { Json, Message, Where } from './talk-messages.ts';

let stage: TalkStage;
beforeAll(async () => {
  stage = await TalkStage.start();
});
afterAll(() => stage.stop());

const SJO = { team: 'sjoskolan' } as const;
const bots = async (where: Where, person: string): Promise<Message[]> =>
  (await stage.messages(where, person)).filter(({ from }) => from.kind === 'bot');
const last = async (where: Where, person: string): Promise<Message> => {
  const message = (await bots(where, person)).at(-1);
  if (!message) throw new Error('the bot has said nothing');
  return message;
};
/** The units that the card lets one choose. */
const choices = (message: Message): unknown[] =>
  partsOf(cardOf(message)).flatMap(({ type, choices: all }) =>
    type === 'Input.ChoiceSet' ? (all as Json[]).map(({ title }) => title) : [],
  );

describe('a team that the bot comes to', () => {
  it('is welcomed once, though Teams tells of the coming in two ways, and hears who brought it', async () => {
    const said = await bots(SJO, 'larare-sjoskolan');
    expect(said).toHaveLength(1);
    expect(textOf(said[0])).toContain('Rektor Sjöskolan lade till mig');
    expect(textOf(said[0])).toContain('Teamet hör till Sjöskolan');
  });

  it('is the only place where anything is said: nobody gets a word in private', async () => {
    const kinds = await stage.query("select kind from conversation where kind = 'personal'");
    expect(kinds).toEqual([]);
    for (const person of ['rektor-sjoskolan', 'larare-sjoskolan']) expect(await bots(personal, person)).toEqual([]);
  });

  it('is told no more after the bot has been taken away, and rows say why; coming back begins afresh', async () => {
    const team = { team: 'bjorkskolan' } as const;
    const head = 'rektor-bjorkskolan';
    await stage.world.sandbox('POST', '/faults', {
      ...{ target: 'connector', match: 'POST /v3/conversations/*', status: 429, retryAfter: 2 },
    });
    const before = (await bots(team, head)).length;
    await stage.say(head, 'status', team);
    await stage.install(team, 'remove', head);
    await stage.quiet();
    expect((await bots(team, head)).length).toBe(before);
    const [answer] = await stage.deliveries('answer');
    expect(answer).toMatchObject({ cause: 'bot-not-installed' });
    await stage.install(team, 'add', head);
    await stage.waitForCard(team, head, 'Rektor Björkskolan lade till mig', (await last(team, head)).id);
    expect(textOf(await stage.ask(head, 'hjälp', team))).toContain('Det här kan du fråga mig');
  });

  it('knows its unit also from words that don’t say which team they come from', async () => {
    const told = await stage.activity('larare-sjoskolan', SJO, { type: 'message', id: 'no-team', text: 'status' });
    const { tenant } = told['channelData'] as Json;
    const after = (await last(SJO, 'larare-sjoskolan')).id;
    expect((await stage.post({ ...told, channelData: { tenant } })).status).toBe(200);
    await stage.waitForCard(SJO, 'larare-sjoskolan', 'Sjöskolan', after);
    expect(textOf(await last(SJO, 'larare-sjoskolan'))).not.toContain('unit.choose');
  });
});

describe('a team of a unit that nobody has linked', () => {
  const TEAM = { team: 'norrskolan' } as const;
  beforeAll(async () => {
    await stage.install(TEAM, 'remove', 'rektor-norrskolan');
    await stage.query('delete from channel_link where unit_id = $1', [unitId('norrskolan')]);
    const after = (await last(TEAM, 'rektor-norrskolan')).id;
    await stage.install(TEAM, 'add', 'rektor-norrskolan');
    await stage.waitForCard(TEAM, 'rektor-norrskolan', 'lade till mig', after);
  });

  it('is offered the units that whoever brought the bot may choose, and no others', async () => {
    expect(choices(await last(TEAM, 'rektor-norrskolan'))).toEqual(['Norrskolan']);
  });

  it('is linked by the card; somebody else’s unit is refused', async () => {
    const welcome = await last(TEAM, 'rektor-norrskolan');
    const refused = await stage.press('rektor-norrskolan', welcome, TEAM, 'unit.choose', { unit: unitId('sjoskolan') });
    expect([refused.status, answerIn(refused)]).toEqual([200, 'Det kan bara den göra som har rätt roll på enheten.']);
    const gone = await stage.press('rektor-norrskolan', welcome, TEAM, 'unit.choose', { unit: unitId('grannskolan') });
    expect(answerIn(gone)).toBe('Det här finns inte kvar.');
    expect(
      await stage.query('select 1 from channel_link where channel = $1', [await stage.conversationId(TEAM, '')]),
    ).toEqual([]);
    const chosen = await stage.press('rektor-norrskolan', welcome, TEAM, 'unit.choose', { unit: unitId('norrskolan') });
    expect(answerIn(chosen)).toBe('Kopplat till Norrskolan.');
    await stage.waitForChange('rektor-norrskolan', welcome, TEAM, 'Nu pratar vi om Norrskolan');
    expect(textOf(await stage.ask('rektor-norrskolan', 'status', TEAM))).toContain('Norrskolan');
  });
});

describe('a group chat', () => {
  const CHAT = { chat: 'arbetslag-4-9-sjoskolan' } as const;
  const [HEAD, TEACHER] = ['rektor-sjoskolan', 'larare-sjoskolan'] as const;

  it('gets a card with the units of whoever brought the bot, and is linked by it', async () => {
    await stage.install(CHAT, 'add', TEACHER);
    const welcome = await stage.waitForCard(CHAT, HEAD, 'Lärare Sjöskolan lade till mig i chatten');
    expect(choices(welcome)).toEqual(['Sjöskolan']);
    expect(buttons(cardOf(welcome), 'unit.choose')).toHaveLength(1);
    await stage.press(TEACHER, welcome, CHAT, 'unit.choose', { unit: unitId('sjoskolan') });
    await stage.waitForChange(HEAD, welcome, CHAT, 'Nu pratar vi om Sjöskolan');
    expect(textOf(await stage.ask(TEACHER, 'status', CHAT))).toContain('Sjöskolan');
  });

  it('has no say in which unit a chat of another school is about', async () => {
    await stage.install({ chat: 'ledningsgruppen-ekskolan' }, 'add', 'rektor-ekskolan');
    const welcome = await stage.waitForCard({ chat: 'ledningsgruppen-ekskolan' }, 'rektor-ekskolan', 'lade till mig');
    const chosen = await stage.press('rektor-ekskolan', welcome, { chat: 'ledningsgruppen-ekskolan' }, 'unit.choose', {
      unit: unitId('sjoskolan'),
    });
    expect(answerIn(chosen)).toBe('Det kan bara den göra som har rätt roll på enheten.');
    expect(
      await stage.query('select 1 from conversation where unit_id = $1 and kind = $2 and id = $3', [
        unitId('sjoskolan'),
        'group',
        await stage.conversationId({ chat: 'ledningsgruppen-ekskolan' }, ''),
      ]),
    ).toEqual([]);
  });

  it('shows nothing of the school from the moment that somebody from another one joins, also in cards that hang there', async () => {
    const card = await stage.ask(TEACHER, 'diskutera', CHAT);
    expect(textOf(card)).toContain('discussion.vote');
    const data = buttons(cardOf(card), 'discussion.vote')[0];
    await stage.member(CHAT, 'rektor-ekskolan', 'add');
    const status = await stage.ask(TEACHER, 'status', CHAT);
    expect(textOf(status)).toContain('Alla här har inte en roll på Sjöskolan');
    await stage.quiet();
    expect(textOf(await stage.shownTo('rektor-ekskolan', card, CHAT))).not.toContain('discussion.vote');
    await stage.press(TEACHER, card, CHAT, 'discussion.vote', data);
    await stage.quiet();
    const seen = await stage.shownTo('rektor-ekskolan', card, CHAT);
    expect(textOf(seen)).not.toContain('discussion.vote');
    for (const word of ['resultat', 'insatser', 'mina insatser', 'påminn', 'diskutera', 'schema'])
      expect(textOf(await stage.ask(TEACHER, word, CHAT))).toContain('Alla här har inte en roll');
    await stage.member(CHAT, 'rektor-ekskolan', 'remove');
    expect(textOf(await stage.ask(TEACHER, 'status', CHAT))).not.toContain('Alla här har inte en roll');
  });

  it('of two schools and their chief is told why nothing is shown', async () => {
    const MIXED = { chat: 'skolutveckling-sodra' } as const;
    await stage.install(MIXED, 'add', HEAD);
    const welcome = await stage.waitForCard(MIXED, HEAD, 'lade till mig');
    expect(choices(welcome)).toEqual(['Sjöskolan']);
    await stage.press(HEAD, welcome, MIXED, 'unit.choose', { unit: unitId('sjoskolan') });
    expect(textOf(await stage.ask(HEAD, 'resultat', MIXED))).toContain('Alla här har inte en roll på Sjöskolan');
    expect(textOf(await stage.ask('omradeschef-sodra', 'diskutera', MIXED))).not.toContain('discussion.vote');
  });
});
