import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buttons, cardOf, partsOf, personal, textOf } from './talk-messages.ts';
import { TalkStage, unitId } from './talk-stage.ts';
import type { Json, Message, Where } from './talk-messages.ts';

let stage: TalkStage;
beforeAll(async () => {
  stage = await TalkStage.start();
});
afterAll(() => stage.stop());

const SJO = { team: 'sjoskolan' } as const;
const [HEAD, TEACHER] = ['rektor-sjoskolan', 'larare-sjoskolan'] as const;
/** Stands in the plan, which is the school's own. */
const SECRET = 'Få nätet i hus C att hålla';
const words = (message: Message): string =>
  [
    message.text ?? '',
    ...partsOf(cardOf(message)).flatMap(({ text, title, placeholder }) => [text, title, placeholder]),
  ]
    .filter((one) => typeof one === 'string')
    .join(' | ');
const ask = async (person: string, text: string, where: Where, locale = 'sv-SE'): Promise<string> =>
  words(await stage.ask(person, text, where, { locale }));

/** What is written, and what the answer says. */
const SAID: readonly (readonly [string, string, string])[] = [
  ['sv-SE', 'hjälp', 'Det här kan du fråga mig'],
  ['sv-SE', 'Hjälp!!', 'Det här kan du fråga mig'],
  ['sv-SE', 'HJLÄP', 'Det här kan du fråga mig'],
  ['sv-SE', 'hej', 'Det här kan du fråga mig'],
  ['sv-SE', 'status', 'Sjöskolan'],
  ['sv-SE', 'Satus', 'Sjöskolan'],
  ['sv-SE', 'hur går det?', 'Sjöskolan'],
  ['sv-SE', 'resultat', 'Sjöskolan'],
  ['sv-SE', 'reslutat', 'Sjöskolan'],
  ['sv-SE', 'insatser', SECRET],
  ['sv-SE', 'inssatser', SECRET],
  ['sv-SE', 'mina insatser', 'insats'],
  ['sv-SE', 'påminn', ''],
  ['sv-SE', 'schema', 'Schema'],
  ['sv-SE', 'språk', 'Svenska'],
  ['sv-SE', 'tack', 'Varsågod'],
  ['en-US', 'help', 'ask me'],
  ['en-US', 'hepl', 'ask me'],
  ['en-US', 'hello', 'ask me'],
  ['en-US', 'status', 'Sjöskolan'],
  ['en-US', 'result', 'Sjöskolan'],
  ['en-US', 'actions', SECRET],
  ['en-US', 'my actions', 'action'],
  ['en-US', 'remind', ''],
  ['en-US', 'schedule', 'chedule'],
  ['en-US', 'language', 'English'],
  ['en-US', 'thanks', 'welcome'],
];

describe('in one’s own chat', () => {
  it.each(SAID)('%s: "%s" is understood without a mention', async (locale, text, answer) => {
    expect(await ask(HEAD, text, personal, locale)).toContain(answer);
  });

  it('who is responsible is said by name, also for those who aren’t in the chat', async () => {
    const said = await ask(HEAD, 'insatser', personal);
    expect(said).toContain('Biträdande rektor Sjöskolan');
    expect(said).not.toContain('att hålla för en hel årskurs Pågår · Ingen ansvarig än');
  });

  it('a discussion is sent to where there are others', async () => {
    expect(await ask(HEAD, 'diskutera lösenord', personal)).toContain('Ett samtal behöver fler än du och jag');
    expect(await ask(HEAD, 'discuss', personal, 'en-US')).toContain('takes more than you and me');
  });

  it('what isn’t understood is answered with something useful, also a word that only looks like a command', async () => {
    for (const text of ['blå kastrull', 'xyzzy', '?', '???', '…', 'kan du boka en tid hos tandläkaren på torsdag'])
      expect(await ask(HEAD, text, personal)).toMatch(/Det här kan du fråga mig|förstod inte|Det förstår jag inte/i);
  });
});

describe('in the team’s channel', () => {
  it.each(SAID.filter(([locale]) => locale === 'sv-SE'))(
    '%s: "%s" is answered in its thread',
    async (_, text, answer) => {
      const message = await stage.ask(TEACHER, text, SJO);
      expect(words(message)).toContain(answer);
      const asked = (await stage.messages(SJO, TEACHER)).filter(({ from }) => from.kind === 'person').at(-1);
      expect(message.replyToId).toBe(asked?.id);
    },
  );

  it('a word further down in a thread is answered in that thread', async () => {
    const first = await stage.say(TEACHER, 'Vi ses på konferensen', SJO, { unmentioned: true });
    const message = await stage.ask(HEAD, 'status', SJO, { replyTo: first.id });
    expect(message.replyToId).toBe(first.id);
  });

  it('a topic is found by its words, and several are offered', async () => {
    expect(textOf(await stage.ask(TEACHER, 'diskutera lösenord', SJO))).toMatch(/discussion\.vote|discuss\.start/);
    const message = await stage.ask(TEACHER, 'diskutera nätet', SJO);
    const [first] = buttons(cardOf(message), 'discuss.start');
    expect(first).toMatchObject({ indicator: expect.any(String) });
    const begun = await stage.press(TEACHER, message, SJO, 'discuss.start', first);
    expect(begun.body).toMatchObject({ value: 'Samtalet startar här.' });
    await stage.waitForCard(SJO, TEACHER, 'discussion.vote', message.id);
  });

  it('the team’s language is spoken, whoever asks, until someone with a role there changes it', async () => {
    expect(await ask(TEACHER, 'help', SJO, 'en-US')).toContain('Det här kan du fråga mig');
    expect(await ask(TEACHER, 'språk engelska', SJO)).toContain('I write in English from here on');
    expect(await ask(HEAD, 'hjälp', SJO)).toContain('ask me');
    expect(await ask(HEAD, 'hjälp', personal)).toContain('Det här kan du fråga mig');
    const card = await stage.ask(HEAD, 'language', SJO);
    const pressed = await stage.press(HEAD, card, SJO, 'language.set', { language: 'sv' });
    expect(pressed.body).toMatchObject({ value: 'Jag skriver på svenska härifrån.' });
    await stage.quiet();
    expect(await ask(HEAD, 'hjälp', SJO)).toContain('Det här kan du fråga mig');
  });

  it('one’s own chat keeps the language that one has chosen, whatever Teams is set to', async () => {
    expect(await ask('bitradande-sjoskolan', 'språk engelska', personal)).toContain('I write in English');
    expect(await ask('bitradande-sjoskolan', 'hjälp', personal, 'sv-SE')).toContain('ask me');
  });
});

describe('odd words', () => {
  const long = 'Vi har talat länge om nätet. '.repeat(800);
  it.each([
    ['20 kB', long],
    ['20 kB without a space', 'å'.repeat(20_000)],
    ['emoji', '👩‍👩‍👧‍👦🏳️‍🌈🙏🏽'],
    ['5,000 emoji', '👩‍👩‍👧‍👦'.repeat(5000)],
    ['markup', '<b>status</b><script>alert(1)</script> [länk](http://x.se) **fet**'],
    ['half a tag', '<at>LIKA</at> <at <<< >'],
    ['from right to left', '‮sutats مرحبا بالعالم'],
    ['zero-width', 's\u200bt\u200ba\u200bt\u200bu\u200bs'],
    ['control characters', 'sta\u0000tus\u0007\u001b[31m'],
    ['half a surrogate', 'status \ud83d'],
    ['names of things that every object has', 'constructor __proto__ toString'],
    ['a template', '{{unit}} ${status} %s {0}'],
  ])('%s get an answer, within two seconds and without an error', async (_what, text) => {
    for (const where of [personal, SJO]) {
      const said = await stage.say(HEAD, text, where);
      expect(said.status).toBe(200);
      expect(said.milliseconds).toBeLessThan(2000);
      await stage.waitForCard(where, HEAD, '', said.id);
    }
    expect(stage.world.serviceLog()).not.toContain('could not be done');
  });

  it('a message without text, or with a text that is none, is no error', async () => {
    for (const more of [{}, { text: null }, { text: '' }, { text: '   ' }, { value: { verb: 7 } }, { value: [] }]) {
      const id = `odd-${JSON.stringify(more)}`;
      const told = await stage.activity(HEAD, SJO, { type: 'message', id, ...more });
      expect((await stage.post(told)).status).toBe(200);
    }
    for (const type of ['typing', 'messageReaction', 'event', 'constructor']) {
      const told = await stage.activity(HEAD, SJO, { type, id: `odd-${type}` });
      expect((await stage.post(told)).status).toBe(200);
    }
  });
});

describe('who may not see it', () => {
  it('a person without a role is told so, in a way that helps', async () => {
    for (const text of ['status', 'hjälp', 'resultat', 'insatser', 'mina insatser', 'blå kastrull'])
      expect(await ask('elev-ekskolan', text, personal)).toContain('Jag hittar ingen roll för dig i LIKA');
  });

  it('nothing of the school is shown in a channel with a pupil in it, whoever asks', async () => {
    const EK = { team: 'ekskolan' } as const;
    for (const person of ['rektor-ekskolan', 'larare-ekskolan'])
      for (const text of ['status', 'resultat', 'insatser', 'mina insatser', 'schema', 'påminn', 'diskutera'])
        expect(await ask(person, text, EK)).toContain('Alla här har inte en roll på Ekskolan');
    expect(await ask('elev-ekskolan', 'status', EK)).toContain('Jag hittar ingen roll för dig');
    expect(await ask('larare-ekskolan', 'hjälp', EK)).toContain('Det här kan du fråga mig');
  });

  it('chiefs and the municipality see what is published of a school, and neither plan nor draft', async () => {
    for (const person of ['omradeschef-sodra', 'kommunansvarig']) {
      const choose = await stage.ask(person, 'status', personal);
      expect(words(choose)).toContain('Vilken enhet gäller det?');
      await stage.press(person, choose, personal, 'unit.choose', { unit: unitId('sjoskolan') });
      await stage.quiet();
      expect(await ask(person, 'status', personal)).toContain('Sjöskolan');
      expect(await ask(person, 'resultat', personal)).toContain('Sjöskolan');
      for (const text of ['insatser', 'schema'])
        expect(await ask(person, text, personal)).toContain('Din roll ger dig inte rätt');
      for (const text of ['mina insatser', 'påminn', 'status'])
        expect(await ask(person, text, personal)).not.toContain(SECRET);
    }
  });

  it('a chief chooses among the schools of the area alone', async () => {
    const choose = await stage.ask('omradeschef-norra', 'status', personal);
    const names = partsOf(cardOf(choose)).flatMap(({ choices }) =>
      Array.isArray(choices) ? (choices as Json[]).map(({ title }) => title) : [],
    );
    expect(names).toContain('Norrskolan');
    expect(names).not.toContain('Sjöskolan');
    const forged = await stage.press('omradeschef-norra', choose, personal, 'unit.choose', {
      unit: unitId('sjoskolan'),
    });
    expect(forged.body).toMatchObject({ value: 'Det kan bara den göra som har rätt roll på enheten.' });
  });

  it('whoever has several schools changes between them by their names', async () => {
    const person = 'kommunansvarig';
    const status = await ask(person, 'status centralskolan', personal);
    expect(status).toContain('Centralskolan');
    expect(await ask(person, 'Ekskolan', personal)).toContain('Nu pratar vi om Ekskolan. Skriv namnet på en annan');
    expect(await ask(person, 'hur är läget', personal)).toContain('Ekskolan');
    expect(await ask(person, 'visa norrskolans status', personal)).toContain('Norrskolan');
    expect(await ask(person, 'byt enhet', personal)).toContain('Vilken enhet gäller det?');
    expect(await ask('omradeschef-sodra', 'status norrskolan', personal)).not.toContain('Norrskolan');
    expect(await ask('omradeschef-sodra', 'Norrskolan', personal)).not.toContain('Nu pratar vi om');
  });

  it('whoever has left the school that they had chosen is answered about the one they are at', async () => {
    const person = 'bitradande-ekskolan';
    await stage.grant(person, 'member', unitId('norrskolan'));
    const choose = await stage.ask(person, 'status', personal);
    await stage.press(person, choose, personal, 'unit.choose', { unit: unitId('ekskolan') });
    await stage.quiet();
    expect(await ask(person, 'status', personal)).toContain('Ekskolan');
    await stage.revoke(person);
    await stage.grant(person, 'member', unitId('norrskolan'));
    expect(await ask(person, 'status', personal)).toContain('Norrskolan');
  });

  it('a viewer of the municipality has no single school to see', async () => {
    for (const text of ['status', 'resultat', 'insatser']) {
      const said = await ask('namndledamot', text, personal);
      expect(said).toContain('Det finns ingen enhet som du kan välja');
      expect(said).not.toContain('Sjöskolan');
    }
  });

  it('a neighbour sees the neighbour’s school, and nothing of this one', async () => {
    const said = await ask('rektor-grannskolan', 'status', personal);
    expect(said).toContain('Grannskolan');
    const forged = await stage.press(
      'rektor-grannskolan',
      await stage.ask('rektor-grannskolan', 'språk', personal),
      personal,
      'unit.choose',
      { unit: unitId('sjoskolan') },
    );
    expect(forged.body).toMatchObject({ value: 'Det här finns inte kvar.' });
  });

  it('a tenant that nobody knows gets silence', async () => {
    const told = await stage.activity(HEAD, SJO, { type: 'message', id: 'stranger', text: 'status' });
    const tenantId = '00000000-0000-4000-8000-000000000001';
    const before = (await stage.messages(SJO, HEAD)).length;
    const strange = {
      ...told,
      conversation: { ...(told['conversation'] as Json), tenantId },
      channelData: { tenant: { id: tenantId } },
    };
    expect((await stage.post(strange)).status).toBe(200);
    const invoke = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { verb: 'unit.choose', data: {} } },
    };
    expect(await stage.post({ ...strange, id: 'stranger-2', ...invoke })).toMatchObject({ status: 200 });
    await stage.quiet();
    expect((await stage.messages(SJO, HEAD)).length).toBe(before);
  });

  it('whose role has been taken away is told so at the next word', async () => {
    await stage.revoke('larare-ekskolan');
    expect(await ask('larare-ekskolan', 'status', personal)).toContain('Jag hittar ingen roll för dig');
  });
});
