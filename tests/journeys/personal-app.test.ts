import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { newProfile, openTeams, viewIs } from '../support/pages/host.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

/** Responsible for an action that goes on. */
const DEPUTY = 'bitradande-sjoskolan';

let world: World;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

it('leads between its pages with Teams’ own tabs, which always show where one is', async () => {
  const profile = await newProfile(browser);
  const teams = await openTeams(world, await profile.newPage(), { person: DEPUTY, surface: 'personal' });
  const { page, tab, t, host } = teams;
  const chosen = async () => page.getByRole('navigation', { name: host('tabs.label') }).locator('[aria-current]');
  await viewIs(teams, t('start.title'));
  expect(await tab.getByRole('navigation').count()).toBe(0);
  await tab.getByRole('link', { name: t('start.next.open'), exact: true }).click();
  await viewIs(teams, t('myActions.title'));
  expect(await (await chosen()).innerText()).toBe(t('myActions.title'));

  await tab.getByRole('link').first().click();
  await tab.getByRole('link', { name: t('nav.toStart') }).click();
  await viewIs(teams, t('start.title'));
  expect(await (await chosen()).innerText()).toBe('Start');
});
