import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { conversation, message, startBotWorld } from './bot-world.ts';
import type { BotWorld } from './bot-world.ts';
import { errorOf } from './microsoft365.ts';
import type { Json } from './microsoft365.ts';

let world: BotWorld;
const BOT = '28:b1d0c0de-0000-4000-8000-00000000a001';
const CHAT = 'ledningsgruppen-ekskolan';

beforeAll(async () => {
  world = await startBotWorld();
});
afterAll(() => world.stop());
afterEach(() => {
  world.bot.answer = () => ({ status: 200 });
  world.teams.pass(61_000);
});

const chatId = () => world.teams.context.directory.chat(CHAT)?.id ?? '';
const install = (body: Json) => world.teams.ask('POST /connector/install', { body });
const members = (body: Json) => world.teams.ask('POST /connector/members', { body });
/** What the bot has been sent since, without repetitions. */
const since = (count: number) => {
  const activities = world.bot.received.slice(count).map(({ activity }) => activity);
  return activities.filter((each, index) => activities.findIndex((other) => other.id === each.id) === index);
};
const said = async (id: string) => world.call(`POST ${conversation(id)}/activities`, { body: message('Hej') });
const openChat = (person: string) => {
  const { id, tenant } = world.teams.person(person);
  return world.call('POST /conversations', { body: { isGroup: false, members: [{ id }], tenantId: tenant } });
};

describe('A group chat', () => {
  test('has no bot until somebody adds it; then the bot is told as Teams tells it, and can speak', async () => {
    expect(errorOf(await said(chatId())).code).toBe('BotNotInConversationRoster');
    const before = world.bot.received.length;
    const { body } = await install({ chat: CHAT, by: 'rektor-ekskolan', action: 'add', locale: 'en-US' });
    expect(body).toMatchObject({ changed: true, here: true, statuses: [200, 200] });
    const [installed, joined] = since(before);
    const rektor = world.teams.person('rektor-ekskolan');
    const common = {
      channelId: 'msteams',
      locale: 'en-US',
      from: { id: expect.stringMatching(/^29:1/), aadObjectId: rektor.id },
      conversation: { isGroup: true, conversationType: 'groupChat', tenantId: rektor.tenant, id: chatId() },
      channelData: { tenant: { id: rektor.tenant } },
    };
    expect(installed).toMatchObject({ ...common, type: 'installationUpdate', action: 'add' });
    expect(joined).toMatchObject({ ...common, type: 'conversationUpdate', membersAdded: [{ id: BOT }] });
    expect((joined?.channelData as Json).team).toBeUndefined();
    expect((await install({ chat: CHAT, action: 'add' })).body).toMatchObject({ changed: false });

    const sent = await said(chatId());
    expect(sent.status).toBe(201);
    const address = `${conversation(chatId())}/activities/${String(sent.body.id)}`;
    expect((await world.call(`PUT ${address}`, { body: message('Hej igen') })).status).toBe(200);
    const { body: page } = await world.call(`GET ${conversation(chatId())}/pagedmembers`);
    expect((page.members as Json[]).map(({ name }) => name)).toContain('Förstelärare Ekskolan');
    expect(page.members).toHaveLength(6);
    expect(await world.shown('it-pedagog-ekskolan', `chat=${CHAT}`)).toMatchObject([
      { text: 'Hej igen', replyToId: null },
    ]);
  });

  test('is heard by the bot when it is mentioned, and only then', async () => {
    await install({ chat: CHAT, action: 'add' });
    const write = (text: string) =>
      world.teams.ask('POST /connector/outbox', { body: { person: 'it-pedagog-ekskolan', chat: CHAT, text } });
    const before = world.bot.received.length;
    expect((await write('vi ses kl 14')).body).toMatchObject({ heard: false });
    expect((await write('@LIKA hjälp')).body).toMatchObject({ heard: true, status: 200 });
    const heard = since(before);
    expect(heard).toMatchObject([
      { text: '<at>LIKA</at> hjälp', entities: [{ type: 'mention' }, { type: 'clientInfo' }] },
    ]);
    expect((await world.shown('rektor-ekskolan', `chat=${CHAT}`)).slice(-2).map(({ text }) => text)).toEqual([
      'vi ses kl 14',
      '@LIKA hjälp',
    ]);
  });

  test('is for its members alone', async () => {
    const outsider = 'rektor-sjoskolan';
    const write = { person: outsider, chat: CHAT, text: '@LIKA hej' };
    expect((await world.teams.ask('POST /connector/outbox', { body: write })).status).toBe(403);
    expect((await world.teams.ask(`GET /connector/messages?chat=${CHAT}&person=${outsider}`)).status).toBe(403);
    expect((await install({ chat: CHAT, by: outsider, action: 'remove' })).status).toBe(403);
  });
});

describe('Taking the app away', () => {
  test('from a team: the bot hears of it, is refused there, and is let in again when it is added', async () => {
    const root = await world.post('Här');
    const before = world.bot.received.length;
    await install({ team: 'sjoskolan', by: 'rektor-sjoskolan', action: 'remove' });
    const told = since(before);
    expect(told).toMatchObject([
      { type: 'conversationUpdate', membersRemoved: [{ id: BOT }], channelData: { eventType: 'teamMemberRemoved' } },
      { type: 'installationUpdate', action: 'remove', conversation: { id: world.channel } },
    ]);
    for (const refused of [await said(world.channel), await said(String(root.id))])
      expect([refused.status, errorOf(refused).code]).toEqual([403, 'BotNotInConversationRoster']);
    expect((await world.call(`GET ${conversation(world.channel)}/members`)).status).toBe(403);
    const pressing = { person: 'larare-sjoskolan', team: 'sjoskolan', replyToId: root.activityId, verb: 'x' };
    expect((await world.teams.ask('POST /connector/outbox', { body: pressing })).status).toBe(403);
    await install({ team: 'sjoskolan', action: 'add' });
    expect((await said(world.channel)).status).toBe(201);
  });

  test('from one’s own chat: the bot may not write there, and the person adds it before writing again', async () => {
    const person = 'larare-sjoskolan';
    await world.teams.ask('POST /connector/outbox', { body: { person, text: 'hej' } });
    const chat = String((await openChat(person)).body.id);
    const before = world.bot.received.length;
    await install({ person, action: 'remove' });
    expect(since(before)).toMatchObject([
      { type: 'installationUpdate', action: 'remove', conversation: { conversationType: 'personal', id: chat } },
    ]);
    const refused = await said(chat);
    expect([refused.status, errorOf(refused).code]).toEqual([403, 'MessageWritesBlocked']);
    expect(errorOf(await openChat(person)).code).toBe('MessageWritesBlocked');
    expect((await world.teams.ask('POST /connector/outbox', { body: { person, text: 'hej' } })).status).toBe(403);
    const again = world.bot.received.length;
    await install({ person, action: 'add' });
    expect(since(again)).toMatchObject([
      { type: 'installationUpdate', action: 'add' },
      { membersAdded: [{ id: BOT }, { aadObjectId: world.teams.person(person).id }] },
    ]);
    expect((await said(chat)).status).toBe(201);
  });

  test('a person can block the bot, which is not told', async () => {
    const before = world.bot.received.length;
    await install({ person: 'bitradande-sjoskolan', action: 'block' });
    expect(since(before)).toEqual([]);
    expect(errorOf(await openChat('bitradande-sjoskolan')).code).toBe('MessageWritesBlocked');
  });

  test('whoever meets the bot in no team or chat is not reached by it', async () => {
    expect(errorOf(await openChat('rektor-lillans-forskola')).code).toBe('ForbiddenOperationException');
    expect((await openChat('rektor-norrskolan')).status).toBe(201);
  });
});

describe('People', () => {
  test('who join and leave a team are told of, and the roster is the new one', async () => {
    const person = world.teams.person('it-pedagog-ekskolan');
    const before = world.bot.received.length;
    await members({ team: 'sjoskolan', person: person.key, action: 'add' });
    const roster = async () => {
      const { body } = await world.call(`GET ${conversation(world.channel)}/members`);
      return (body as unknown as Json[]).map(({ aadObjectId }) => aadObjectId);
    };
    expect(await roster()).toContain(person.id);
    expect(person.teams).toContain(world.teams.team('sjoskolan').id);
    expect(await world.shown(person.key)).toBeInstanceOf(Array);
    await members({ team: 'sjoskolan', person: person.key, action: 'remove' });
    expect(await roster()).not.toContain(person.id);
    expect((await members({ team: 'sjoskolan', person: person.key, action: 'remove' })).body.changed).toBe(false);
    const one = { id: expect.stringMatching(/^29:1/), aadObjectId: person.id };
    expect(since(before)).toMatchObject([
      { membersAdded: [one], channelData: { eventType: 'teamMemberAdded', team: { id: world.channel } } },
      { membersRemoved: [one], channelData: { eventType: 'teamMemberRemoved' }, from: one },
    ]);
    const left = await world.call(`GET ${conversation(world.channel)}/members/${person.id}`);
    expect(errorOf(left).code).toBe('MemberNotFoundInConversation');
  });

  test('of another tenant stay out', async () => {
    const answer = await members({ team: 'sjoskolan', person: 'rektor-grannskolan', action: 'add' });
    expect(answer.status).toBe(403);
  });

  test('who leave a chat see it no more', async () => {
    await install({ chat: CHAT, action: 'add' });
    await members({ chat: CHAT, person: 'forstelarare-ekskolan', action: 'remove' });
    const look = `GET /connector/messages?chat=${CHAT}&person=forstelarare-ekskolan`;
    expect((await world.teams.ask(look)).status).toBe(403);
    await members({ chat: CHAT, person: 'forstelarare-ekskolan', by: 'rektor-ekskolan', action: 'add' });
    expect((await world.teams.ask(look)).status).toBe(200);
  });
});
