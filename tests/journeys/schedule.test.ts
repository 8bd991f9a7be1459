import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import { SJOSKOLAN } from '../api/demo.ts';
import { done } from '../api/calls.ts';
import { openBrowser } from '../support/browser.ts';
import { talkIn, wordsOf } from '../support/channel-talk.ts';
import type { ChannelTalk } from '../support/channel-talk.ts';
import { goInTab, newProfile, openTeams, viewIs } from '../support/pages/host.ts';
import type { Teams } from '../support/pages/host.ts';
import { serviceTexts } from '../support/pages/texts.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-sjoskolan';
const TEACHER = 'larare-sjoskolan';
const path = `/api/units/${SJOSKOLAN}/schedule`;
const said = serviceTexts();

let world: World;
let browser: Browser;
let page: Page;
let channel: ChannelTalk;
let teams: Teams;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  channel = talkIn(world, 'sjoskolan');
  page = await (await newProfile(browser)).newPage();
  teams = await openTeams(world, page, { person: HEAD, sub: '/plan' });
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

const kept = () => done<UnitSchedule>(world, HEAD, 'GET', path);
const heading = (name: string): Locator => teams.tab.getByRole('heading', { level: 2, name, exact: true });
const toggle = (key: string): Locator => teams.tab.getByRole('switch', { name: teams.t(key) });
const sentence = (every: string, weekday: string, time: string): Locator =>
  heading(teams.t(`schedule.says.${every}`, { weekday, time }).replace(/^./, (letter) => letter.toUpperCase()));

it('is not suggested again to a head who has said “not now”', async () => {
  const later = await openTeams(world, await (await newProfile(browser)).newPage(), { person: HEAD, sub: '/plan' });
  const asked = later.tab.getByText(later.t('schedule.suggest.title'));
  await asked.waitFor();
  await later.tab.getByRole('button', { name: later.t('schedule.suggest.notNow'), exact: true }).click();
  await asked.waitFor({ state: 'detached' });
  await later.page.reload();
  await later.tab.getByRole('heading', { level: 2, name: later.t('plan.chosenGoals') }).waitFor();
  expect(await asked.count()).toBe(0);
});

it('is suggested in the plan of a head who has decided something, and turned on there with one press', async () => {
  const { tab, t } = teams;
  await tab.getByRole('button', { name: t('schedule.suggest.turnOn'), exact: true }).click();
  await tab.getByText(t('schedule.suggest.done')).waitFor();
  expect(await kept()).toMatchObject({ version: 1, schedule: { on: true, every: 'fortnight', weekday: 3 } });
});

it('is reached from the plan, says what is in force, and saves each change by itself', async () => {
  const { tab, t } = teams;
  await tab
    .getByRole('main')
    .getByRole('link', { name: t('schedule.title') })
    .click();
  await viewIs(teams, t('schedule.title'));
  await sentence('fortnight', 'onsdag', '08.00').waitFor();
  await tab.getByLabel(t('schedule.weekday')).selectOption('2');
  await tab.getByLabel(t('schedule.time')).selectOption('09:30');
  await tab.getByRole('radio', { name: t('schedule.rhythm.week'), exact: true }).click();
  await toggle('schedule.kind.joys').click();
  await sentence('week', 'tisdag', '09.30').waitFor();
  const saved = await until('the changes are saved', async () => {
    const now = await kept();
    return now.schedule.joys ? null : now;
  });
  expect(saved.schedule).toMatchObject({ on: true, every: 'week', weekday: 2, time: '09:30', joys: false });
  await tab.getByText(/^Nästa gång: tisdag \d+ \w+\.$/).waitFor();
});

it('is the same in the channel, where the bot is asked', async () => {
  const words = wordsOf(await channel.ask(HEAD, 'schema'));
  expect(words).toMatch(/tisdag/i);
  expect(words).toContain('09');
  expect(words).toContain(said('card.schedule.kind.discussions'));
  expect(words).not.toContain(said('card.schedule.offText'));
});

it('follows at once in the tab when it is set in the channel', async () => {
  const card = await channel.ask(HEAD, 'schema');
  const { schedule } = await kept();
  await channel.press(HEAD, card, 'schedule.save', {
    ...{ unit: SJOSKOLAN, every: schedule.every, weekday: '4', time: '13:00' },
    ...{ discussions: 'true', followUps: 'true', joys: 'true' },
  });
  await sentence('week', 'torsdag', '13.00').waitFor();
  await channel.press(HEAD, card, 'schedule.off', { unit: SJOSKOLAN });
  await heading(teams.t('schedule.says.off')).waitFor();
  expect(await toggle('schedule.on').isChecked()).toBe(false);
});

it('asks the one who has changed what someone else also has, and keeps what that one chooses', async () => {
  const { tab, t } = teams;
  // The tab doesn't hear of what another sets while its own change is on the way.
  let isMeanwhile = true;
  await page.route(`**${path}`, async (route) => {
    if (route.request().method() !== 'PUT' || !isMeanwhile) return route.continue();
    isMeanwhile = false;
    const { schedule, version } = await kept();
    await done(world, HEAD, 'PUT', path, { schedule: { ...schedule, weekday: 1 }, version });
    return route.continue();
  });
  await tab.getByLabel(t('schedule.weekday')).selectOption('5');
  await tab.getByRole('alert').getByText(t('schedule.conflict')).waitFor();
  await tab.getByRole('button', { name: t('plan.conflict.keepMine'), exact: true }).click();
  await until('the chosen one is kept', async () => (await kept()).schedule.weekday === 5);
});

it('is there to read, and to read only, for the rest of the team', async () => {
  const teacher = await openTeams(world, await (await newProfile(browser)).newPage(), {
    person: TEACHER,
    sub: '/plan',
  });
  expect(await teacher.tab.getByText(teacher.t('schedule.suggest.title')).count()).toBe(0);
  await goInTab(teacher, 'plan');
  await teacher.tab
    .getByRole('main')
    .getByRole('link', { name: teacher.t('schedule.title') })
    .click();
  await teacher.tab.getByText(teacher.t('schedule.whoMay')).waitFor();
  expect(await teacher.tab.getByRole('main').locator('input, select, button').count()).toBe(0);
});

it('says what to do where the unit has no channel yet', async () => {
  const other = await openTeams(world, await (await newProfile(browser)).newPage(), {
    ...{ person: 'rektor-sjoskolan', surface: 'personal', sub: `/schedule?unit=${SJOSKOLAN}` },
  });
  await other.page.route(`**/api/units/${SJOSKOLAN}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), channel: null } });
  });
  await other.page.reload();
  await other.tab.getByText(other.t('schedule.empty.title')).waitFor();
});
