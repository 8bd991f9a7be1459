import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { card, conversation, message, startBotWorld } from './bot-world.ts';
import type { BotWorld } from './bot-world.ts';
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

describe('what a person does in the host page', () => {
  const act = (body: Json) => world.teams.ask('POST /connector/outbox', { body });

  test('in a channel reaches the bot with a mention, in the thread', async () => {
    const root = await world.post('Läget?');
    const { body } = await act({
      person: 'larare-sjoskolan',
      team: 'sjoskolan',
      text: 'hjälp @LIKA',
      replyToId: root.activityId,
    });
    expect(body).toMatchObject({ status: 200 });
    expect(world.bot.received.at(-1)?.activity).toMatchObject({
      type: 'message',
      id: body.activityId,
      text: 'hjälp <at>LIKA</at>',
      conversation: { id: root.id, conversationType: 'channel', isGroup: true },
      entities: [
        { type: 'mention', mentioned: { id: `28:${world.teams.context.settings.clientId}` } },
        { type: 'clientInfo' },
      ],
    });
    expect(await world.last()).toMatchObject({
      text: 'hjälp @LIKA',
      replyToId: root.activityId,
      from: { kind: 'person' },
    });
  });

  test('to the bot alone installs it there first, and the bot can answer', async () => {
    const before = world.bot.received.length;
    await act({ person: 'larare-sjoskolan', text: 'hej' });
    // On a slow machine the connector may deliver the same activity once more, as Teams does.
    const delivered = new Map(world.bot.received.slice(before).map(({ activity }) => [activity.id, activity.type]));
    const types = [...delivered.values()];
    expect(types).toEqual(['installationUpdate', 'conversationUpdate', 'message']);
    const chat = world.bot.received.at(-1)?.activity.conversation as Json;
    expect(chat).toMatchObject({ conversationType: 'personal', id: expect.stringMatching(/^a:1/) });
    const opened = await world.call('POST /conversations', {
      body: {
        isGroup: false,
        members: [{ id: world.teams.person('larare-sjoskolan').id }],
        tenantId: world.teams.team('sjoskolan').tenant,
      },
    });
    expect([opened.status, opened.body.id]).toEqual([201, chat.id]);
    await world.call(`POST ${conversation(String(chat.id))}/activities`, { body: message('Hej själv') });
    expect((await world.shown('larare-sjoskolan', 'x=')).map((each) => each.text)).toEqual(['hej', 'Hej själv']);
  });

  test('on a card’s button reaches the bot as an invoke, and the card it answers with stands in its place', async () => {
    const sent = await world.call(`POST ${conversation(world.channel)}/activities`, {
      body: message('', { attachments: [card()] }),
    });
    const changed = card({ body: [{ type: 'TextBlock', text: 'Klart' }] }).content;
    world.bot.answer = () => ({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: changed },
    });
    const invoke = { action: { type: 'Action.Execute', verb: 'take', data: { action: 'a1' } }, trigger: 'manual' };
    const { body } = await act({
      person: 'larare-sjoskolan',
      conversation: world.channel,
      replyToId: sent.body.id,
      invoke,
    });
    expect(body).toMatchObject({ status: 200, body: { value: changed } });
    expect(world.bot.received.at(-1)?.activity).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: sent.body.id,
      conversation: { id: `${world.channel};messageid=${String(sent.body.id)}` },
      value: invoke,
    });
    expect(await world.last()).toMatchObject({ attachments: [{ content: changed }] });
  });

  test('comes a second time, with the same id, to a bot that did not answer in time', async () => {
    world.bot.answer = () => null;
    const before = world.bot.received.length;
    const { body } = await act({ person: 'larare-sjoskolan', team: 'sjoskolan', text: 'är du där, @LIKA?' });
    expect(body.status).toBe(0);
    expect(world.bot.received.slice(before).map(({ activity }) => activity.id)).toEqual([
      body.activityId,
      body.activityId,
    ]);
  });

  test('is for members only, and so is what stands there', async () => {
    expect((await act({ person: 'rektor-ekskolan', team: 'sjoskolan', text: 'hej' })).status).toBe(403);
    expect((await world.teams.ask(`GET /connector/messages?team=sjoskolan&person=rektor-ekskolan`)).status).toBe(403);
    expect((await world.teams.ask(`GET /connector/feed?team=sjoskolan&person=rektor-ekskolan`)).status).toBe(403);
    const chat = (
      world.bot.received.findLast(({ activity }) => (activity.conversation as Json).conversationType === 'personal')
        ?.activity.conversation as Json
    ).id;
    expect(
      (
        await world.teams.ask(
          `GET /connector/conversations/${encodeURIComponent(String(chat))}?person=rektor-sjoskolan`,
        )
      ).status,
    ).toBe(403);
  });

  test('hears at once of what happens, by the feed', async () => {
    const stopping = new AbortController();
    const response = await fetch(`${world.teams.url}/connector/feed?team=sjoskolan&person=larare-sjoskolan`, {
      signal: stopping.signal,
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await world.post('Nyss');
    let heard = '';
    while (!heard.includes('Nyss')) heard += (await reader?.read())?.value ?? '';
    stopping.abort();
    const event = JSON.parse(/data: (.*)\n/.exec(heard)?.[1] ?? '{}') as Json;
    expect(event).toMatchObject({
      type: 'message',
      kind: 'message',
      team: world.teams.team('sjoskolan').id,
      conversation: world.channel,
      message: { text: 'Nyss' },
    });
  });
});
