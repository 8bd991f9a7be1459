import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { openBrowser } from '../support/browser.ts';
import { newProfile } from '../support/pages/host.ts';
import { openPlayground } from '../support/pages/playground.ts';
import type { PlaygroundPage } from '../support/pages/playground.ts';
import { serviceTexts } from '../support/pages/texts.ts';
import { LETS_IN_PLAYGROUND, startPlayground } from '../support/playground.ts';
import type { Playground } from '../support/playground.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-sjoskolan';
const SJOSKOLAN = 'd3aa1712-d617-4990-8462-93a17b6ab220';
const t = serviceTexts();
const HELP = t('bot.help');

let world: World;
let browser: Browser;
let playground: Playground;
let client: PlaygroundPage;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld({ env: LETS_IN_PLAYGROUND }), openBrowser()]);
  playground = await startPlayground(world);
  const profile = await newProfile(browser);
  client = await openPlayground(playground, await profile.newPage());
});
afterAll(async () => {
  await browser.close();
  await playground.stop();
  await world.stop();
});

/** Waits until the bot has said its help there once more than before. */
const helped = (place: string, known: readonly string[]) =>
  client.said(
    'what it can do',
    (one) => one.conversation.startsWith(place) && one.text === HELP && !known.includes(one.id),
  );

it('posts the result that a head publishes in the channel of the team, where nobody has asked', async () => {
  await client.open('channel');
  const { body } = await world.api(HEAD, 'GET', '/api/instruments/lika-skola/1');
  const draft = (await world.api(HEAD, 'POST', `/api/units/${SJOSKOLAN}/assessments`, { body: { kind: 'unit' } })).body;
  const { id } = draft as Assessment;
  for (const { indicator } of placedIndicators(body as Instrument))
    await world.api(HEAD, 'PUT', `/api/assessments/${id}/answers/${indicator.id}`, {
      body: { option: 'nearly', comment: null, version: 0 },
    });
  await world.api(HEAD, 'POST', `/api/assessments/${id}/publish`, { body: { postCard: true } });
  const posted = await client.said('the result', ({ card }) => card !== null);
  expect(posted.conversation).toBe(`${playground.conversations.channel};messageid=${posted.id}`);
  await client.card('Sjöskolan').waitFor();
});

it('answers in Microsoft’s own client, in the chat, in a group chat and in a thread of the team’s channel', async () => {
  const { personal, group, channel } = playground.conversations;
  await client.open('personal');
  await client.write('hjälp');
  const first = await helped(personal, []);
  expect(await client.page.getByText(HELP).count()).toBeGreaterThan(0);

  await client.open('group');
  await client.write('hjälp');
  const second = await helped(group, [first.id]);

  await client.open('channel');
  await client.write('hjälp, hur gör vi nu');
  const third = await helped(channel, [first.id, second.id]);
  expect(third.conversation).toMatch(/;messageid=\d+$/);

  await client.reply('hur gör vi nu', 'hjälp');
  const fourth = await helped(channel, [first.id, second.id, third.id]);
  expect(fourth.conversation).toBe(third.conversation);
});

it('hears the others of the team too', async () => {
  const { group } = playground.conversations;
  const known = client.all().map(({ id }) => id);
  const { status } = await playground.writeAs('larare-sjoskolan', group, 'hjälp');
  expect(status).toBe(200);
  await helped(group, known);
});
