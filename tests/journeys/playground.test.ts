import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { newProfile } from '../support/pages/host.ts';
import { openPlayground } from '../support/pages/playground.ts';
import type { PlaygroundPage } from '../support/pages/playground.ts';
import { serviceTexts } from '../support/pages/texts.ts';
import { LETS_IN_PLAYGROUND, startPlayground } from '../support/playground.ts';
import type { Playground } from '../support/playground.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

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

it('answers in Microsoft’s own client, in the chat, in a group chat and in a thread of the team’s channel', async () => {
  const { personal, group, channel } = playground.conversations;
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
