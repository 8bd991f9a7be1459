import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { INSTALLED, card, conversation, message, startBotWorld } from './bot-world.ts';
import type { BotWorld } from './bot-world.ts';
import { errorOf } from './microsoft365.ts';
import type { Json } from './microsoft365.ts';

let world: BotWorld;

beforeAll(async () => {
  world = await startBotWorld();
});
afterAll(() => world.stop());
afterEach(() => {
  world.bot.answer = () => ({ status: 200 });
  world.teams.pass(61_000);
});

describe('the bot', () => {
  test('is told once of each team whose unit has an instrument, as Teams tells it', async () => {
    const told = world.bot.received.filter(({ activity }) => (activity.conversation as Json).id === world.channel);
    expect(told.map(({ activity }) => activity.type)).toEqual(['installationUpdate', 'conversationUpdate']);
    const team = world.teams.team('sjoskolan');
    expect(told[1]?.activity).toMatchObject({
      channelId: 'msteams',
      serviceUrl: `${world.teams.url}/connector/`,
      from: { id: expect.stringMatching(/^29:1/), aadObjectId: world.teams.person('rektor-sjoskolan').id },
      recipient: { id: `28:${world.teams.context.settings.clientId}` },
      conversation: { isGroup: true, conversationType: 'channel', tenantId: team.tenant, id: world.channel },
      membersAdded: [{ id: `28:${world.teams.context.settings.clientId}` }],
      channelData: {
        eventType: 'teamMemberAdded',
        team: { id: world.channel, aadGroupId: team.id },
        tenant: { id: team.tenant },
      },
    });
    expect(world.bot.received).toHaveLength(2 * INSTALLED);
    expect(
      (await world.call(`GET ${conversation(world.teams.team('lillans-forskola').channels[0]?.id ?? '')}/members`))
        .status,
    ).toBe(403);
  });

  test('can check who calls it by the published keys', async () => {
    const { body } = await world.teams.ask('GET /connector/.well-known/openidconfiguration');
    expect(body).toMatchObject({
      issuer: 'https://api.botframework.com',
      id_token_signing_alg_values_supported: ['RS256'],
    });
    const keys = (await (await fetch(String(body.jwks_uri))).json()) as JSONWebKeySet;
    expect(keys.keys[0]).toMatchObject({ endorsements: ['msteams'] });
    const authorization = world.bot.received[0]?.authorization ?? '';
    const { payload } = await jwtVerify(authorization.replace('Bearer ', ''), createLocalJWKSet(keys), {
      issuer: 'https://api.botframework.com',
      audience: world.teams.context.settings.clientId,
    });
    expect(payload.serviceurl).toBe(`${world.teams.url}/connector/`);
  });

  test('is refused without a token, or with one for another service', async () => {
    const graphToken = await world.teams.tokens.signGraphToken(world.teams.person('rektor-sjoskolan'));
    for (const wrong of [null, 'nonsense', graphToken]) {
      expect((await world.call(`GET ${conversation(world.channel)}/members`, { token: wrong })).status).toBe(401);
    }
  });
});

describe('in a channel, the bot', () => {
  test('begins a thread, answers in it, changes and takes back what it wrote', async () => {
    const root = await world.post('Sjöskolan har delat sin värdering');
    expect(root).toEqual({
      id: `${world.channel};messageid=${String(root.activityId)}`,
      activityId: expect.any(String),
      serviceUrl: `${world.teams.url}/connector/`,
    });
    const reply = await world.call(`POST ${conversation(String(root.id))}/activities`, {
      body: message('och en insats'),
    });
    expect(reply.status).toBe(201);
    expect(await world.last()).toMatchObject({
      id: reply.body.id,
      replyToId: root.activityId,
      from: { kind: 'bot', name: 'LIKA' },
    });
    const address = `${conversation(String(root.id))}/activities/${String(reply.body.id)}`;
    expect((await world.call(`PUT ${address}`, { body: message('och två insatser') })).status).toBe(200);
    expect(await world.last()).toMatchObject({ id: reply.body.id, text: 'och två insatser' });
    expect((await world.call(`DELETE ${address}`)).status).toBe(200);
    expect(await world.last()).toMatchObject({ id: root.activityId });
    expect(errorOf(await world.call(`PUT ${address}`, { body: message('för sent') })).code).toBe(
      'ActivityNotFoundInConversation',
    );
  });

  test('does not reach a thread by naming the message alone', async () => {
    const root = await world.post('Tråden');
    await world.call(`POST ${conversation(world.channel)}/activities/${String(root.activityId)}`, {
      body: message('Vid sidan om', { replyToId: root.activityId }),
    });
    expect(await world.last()).toMatchObject({ text: 'Vid sidan om', replyToId: null });
  });

  test('learns who is there, whole, by page and one by one', async () => {
    const { body } = await world.call(`GET ${conversation(world.channel)}/members`);
    const members = body as unknown as Json[];
    expect(members.map((member) => member.name)).toEqual([
      'Rektor Sjöskolan',
      'Biträdande rektor Sjöskolan',
      'Lärare Sjöskolan',
    ]);
    expect((await world.call(`GET ${conversation(world.channel)}/pagedmembers?pageSize=50`)).body.members).toHaveLength(
      3,
    );
    const one = await world.call(
      `GET ${conversation(world.channel)}/members/${encodeURIComponent(String(members[0]?.id))}`,
    );
    expect(one.body).toMatchObject({
      aadObjectId: world.teams.person('rektor-sjoskolan').id,
      tenantId: world.teams.team('sjoskolan').tenant,
    });
    const stranger = await world.call(
      `GET ${conversation(world.channel)}/members/${world.teams.person('rektor-ekskolan').id}`,
    );
    expect([stranger.status, errorOf(stranger).code]).toEqual([404, 'MemberNotFoundInConversation']);
    expect((await world.call(`GET /teams/${encodeURIComponent(world.channel)}`)).body).toMatchObject({
      aadGroupId: world.teams.team('sjoskolan').id,
      memberCount: 3,
    });
    expect(
      (await world.call(`GET /teams/${encodeURIComponent(world.channel)}/conversations`)).body.conversations,
    ).toHaveLength(1);
  });

  test('is refused where it is not, and in threads that are not', async () => {
    const elsewhere = await world.call(`POST ${conversation('19:unknown@thread.tacv2')}/activities`, {
      body: message('Hej'),
    });
    expect([elsewhere.status, errorOf(elsewhere).code]).toEqual([404, 'ConversationNotFound']);
    expect(
      (await world.call(`POST ${conversation(`${world.channel};messageid=1`)}/activities`, { body: message('Hej') }))
        .status,
    ).toBe(404);
    const preschool = world.teams.team('lillans-forskola').channels[0]?.id ?? '';
    const outside = await world.call(`POST ${conversation(preschool)}/activities`, { body: message('Hej') });
    expect([outside.status, errorOf(outside).code]).toEqual([403, 'BotNotInConversationRoster']);
  });

  test('must send what Teams can show', async () => {
    const send = (body: unknown) => world.call(`POST ${conversation(world.channel)}/activities`, { body });
    const nested = (element: Json) =>
      message('', { attachments: [card({ body: [{ type: 'Container', items: [element] }] })] });
    for (const wrong of [
      {},
      { type: 'trace' },
      message(''),
      message('Hej', { textFormat: 'html' }),
      message('Hej', { attachments: {} }),
      message('', { attachments: [{ contentType: 'application/vnd.microsoft.card.unknown', content: {} }] }),
      message('', { attachments: [card({ version: '1.6' })] }),
      message('', { attachments: [card({ version: undefined })] }),
      message('', { attachments: [card({ type: 'Card' })] }),
      message('', { attachments: [card({ version: '1.2', actions: [{ type: 'Action.Execute', verb: 'x' }] })] }),
      nested({ type: 'TextBlock' }),
      nested({ type: 'Chart.Bar', text: 'x' }),
      nested({ type: 'Image', url: 'http://example.com/bild.png' }),
      message('<at>Rektor</at>', {
        entities: [{ type: 'mention', text: '<at>Rektor</at>', mentioned: { id: '29:nobody' } }],
      }),
    ]) {
      const answer = await send(wrong);
      world.teams.pass(2_000);
      expect([wrong, answer.status, errorOf(answer).code]).toEqual([wrong, 400, 'BadSyntax']);
    }
    const large = await send(
      message('', { attachments: [card({ body: [{ type: 'TextBlock', text: 'x'.repeat(29_000) }] })] }),
    );
    expect([large.status, errorOf(large).code]).toEqual([413, 'MessageSizeTooBig']);
    const columns = {
      type: 'ColumnSet',
      columns: [{ width: 'auto', items: [{ type: 'Image', url: 'http://localhost:3978/pictures/x.png' }] }],
    };
    const table = {
      type: 'Table',
      columns: [{ width: 1 }],
      rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [{ type: 'TextBlock', text: '79,2' }] }] }],
    };
    const right = message('', {
      attachments: [
        card({
          body: [columns, table],
          actions: [{ type: 'Action.OpenUrl', title: 'Öppna', url: 'https://teams.microsoft.com/' }],
        }),
      ],
    });
    expect((await send(right)).status).toBe(201);
  });
});

describe('the connector’s log', () => {
  test('has the bot’s calls as the bot made them', async () => {
    await world.post('Sist');
    const lines = String((await world.teams.ask('GET /connector/log')).body.text)
      .trim()
      .split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      method: 'POST',
      path: '/v3/conversations',
      status: 201,
      body: { activity: { text: 'Sist' } },
    });
    expect(lines.join('')).not.toContain(world.token);
  });
});
