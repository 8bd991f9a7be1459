import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { card, conversation, message, startBotWorld } from './bot-world.ts';
import type { BotWorld } from './bot-world.ts';
import { errorOf } from './microsoft365.ts';
import type { Json } from './microsoft365.ts';

let world: BotWorld;
const CARD = 'application/vnd.microsoft.card.adaptive';

beforeAll(async () => {
  world = await startBotWorld();
});
afterAll(() => world.stop());
afterEach(() => {
  world.bot.answer = () => ({ status: 200 });
  world.teams.pass(61_000);
});

const saying = (text: string, more: Json = {}) => card({ body: [{ type: 'TextBlock', text }], ...more });
const post = async (text: string) => {
  const sent = await world.call(`POST ${conversation(world.channel)}/activities`, {
    body: message('', { attachments: [saying(text)] }),
  });
  return String(sent.body.id);
};
const edit = (id: string, text: string) =>
  world.call(`PUT ${conversation(world.channel)}/activities/${id}`, {
    body: message('', { attachments: [saying(text)] }),
  });
const press = (person: string, replyToId: string, trigger = 'manual', more: Json = {}) =>
  world.teams.ask('POST /connector/outbox', {
    body: { person, team: 'sjoskolan', replyToId, invoke: { action: { verb: 'vote' }, trigger }, ...more },
  });
const answering = (text: string) => () => ({
  status: 200,
  body: { statusCode: 200, type: CARD, value: saying(text).content },
});
/** What a person reads on the last message's card. */
const reads = async (person: string) => {
  const last = (await world.shown(person)).at(-1);
  const [attachment] = last?.attachments as { content: { body: { text: string }[] } }[];
  return attachment?.content.body[0]?.text;
};

describe('The card that an Action.Execute is answered with', () => {
  test('is shown to who pressed alone, until the bot edits the message', async () => {
    const id = await post('Rösta');
    world.bot.answer = answering('Din röst är lagd');
    await press('larare-sjoskolan', id);
    expect(await reads('larare-sjoskolan')).toBe('Din röst är lagd');
    expect(await reads('rektor-sjoskolan')).toBe('Rösta');
    await edit(id, 'Två av tre har röstat');
    expect(await reads('larare-sjoskolan')).toBe('Två av tre har röstat');
    expect(await reads('rektor-sjoskolan')).toBe('Två av tre har röstat');
  });

  test('stands when the bot edits the message before it answers who pressed', async () => {
    const id = await post('Rösta');
    world.bot.answer = async () => {
      await edit(id, 'En av tre har röstat');
      return answering('Din röst är lagd')();
    };
    await press('larare-sjoskolan', id);
    expect(await reads('larare-sjoskolan')).toBe('Din röst är lagd');
    expect(await reads('rektor-sjoskolan')).toBe('En av tre har röstat');
  });

  test('is told to the person’s other windows, and to nobody else’s', async () => {
    const id = await post('Rösta');
    const stopping = new AbortController();
    const open = async (person: string) => {
      const address = `${world.teams.url}/connector/feed?team=sjoskolan&person=${person}`;
      const response = await fetch(address, { signal: stopping.signal });
      return response.body?.pipeThrough(new TextDecoderStream()).getReader();
    };
    const [own, other] = [await open('larare-sjoskolan'), await open('rektor-sjoskolan')];
    world.bot.answer = answering('Din röst är lagd');
    await press('larare-sjoskolan', id);
    await world.post('Sist');
    const until = async (reader: typeof own) => {
      let heard = '';
      while (!heard.includes('Sist')) heard += (await reader?.read())?.value ?? '';
      return heard;
    };
    expect(await until(own)).toContain(`"kind":"update"`);
    expect(await until(other)).not.toContain(`"kind":"update"`);
    stopping.abort();
  });

  test('is let go when it answers an automatic refresh and the message has been edited meanwhile', async () => {
    const id = await post('Rösta');
    world.bot.answer = async () => {
      await edit(id, 'Klart');
      return answering('Ingen har röstat')();
    };
    const { body } = await press('larare-sjoskolan', id, 'automatic');
    expect(body).toMatchObject({ status: 200, body: { statusCode: 200 } });
    expect(await reads('larare-sjoskolan')).toBe('Klart');
    world.bot.answer = answering('Du har röstat');
    await press('larare-sjoskolan', id, 'automatic');
    expect(await reads('larare-sjoskolan')).toBe('Du har röstat');
  });

  test('carries the language that the person uses Teams in', async () => {
    const id = await post('Rösta');
    await press('larare-sjoskolan', id, 'manual', { locale: 'en-US' });
    expect(world.bot.received.at(-1)?.activity).toMatchObject({
      locale: 'en-US',
      entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US' }],
    });
    expect((await press('larare-sjoskolan', id, 'manual', { locale: 'swedish' })).status).toBe(400);
  });
});

describe('A card that Teams would not take', () => {
  const execute = (more: Json) =>
    saying('x', { actions: [{ type: 'Action.Execute', title: 'x', verb: 'x', ...more }] });
  test.each([
    ['an unknown style', execute({ style: 'danger' })],
    ['an isEnabled in words', execute({ isEnabled: 'no' })],
    [
      'a mention of nobody',
      saying('<at>Rektor</at>', {
        msteams: {
          entities: [{ type: 'mention', text: '<at>Rektor</at>', mentioned: { id: '29:nobody', name: 'Rektor' } }],
        },
      }),
    ],
    ['a fallback that is no action', execute({ fallback: { type: 'Action.Http' } })],
    [
      'a refresh for people by their object ids',
      saying('x', { refresh: { action: { type: 'Action.Execute' }, userIds: ['a'] } }),
    ],
  ])('%s is refused', async (_what, attachment) => {
    const body = message('', { attachments: [attachment] });
    const answer = await world.call(`POST ${conversation(world.channel)}/activities`, { body });
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'BadSyntax']);
  });

  test('a fallback to Action.Submit and a refresh are taken', async () => {
    const viewer = (
      await world.teams.ask(`GET /connector/conversations/${encodeURIComponent(world.channel)}?person=larare-sjoskolan`)
    ).body.viewer as { id: string };
    const attachment = execute({
      fallback: { type: 'Action.Submit', title: 'x', data: { verb: 'x' } },
      style: 'positive',
    });
    (attachment.content as Json).refresh = { action: { type: 'Action.Execute', verb: 'y' }, userIds: [viewer.id] };
    const body = message('', { attachments: [attachment] });
    expect((await world.call(`POST ${conversation(world.channel)}/activities`, { body })).status).toBe(201);
  });
});
