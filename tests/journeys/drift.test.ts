import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { talkIn } from '../support/channel-talk.ts';
import { newProfile, openTeams, SIZES, viewIs } from '../support/pages/host.ts';
import type { Teams, Visit } from '../support/pages/host.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-sjoskolan';
const TEACHER = 'larare-sjoskolan';
const SENDS = 'POST /v3/conversations/*';

let world: World;
let browser: Browser;
let drift: Teams;

const open = async (visit: Visit): Promise<Teams> =>
  openTeams(world, await (await newProfile(browser, SIZES.phone)).newPage(), visit);
const fault = (more: Readonly<Record<string, unknown>>) =>
  world.sandbox('POST', '/faults', { target: 'connector', match: SENDS, ...more });
const rows = ({ tab }: Teams): Locator => tab.getByRole('main').getByRole('listitem');
const filter = ({ tab, t }: Teams, key: string): Locator =>
  tab.getByRole('radio', { name: new RegExp(`^${t(`delivery.filter.${key}`)}`) });

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

it('is reached by the head from the schedule, and shows what has gone out', async () => {
  await talkIn(world, 'sjoskolan').ask(TEACHER, 'status');
  drift = await open({ person: HEAD, sub: '/schedule' });
  const { tab, t } = drift;
  await tab
    .getByRole('main')
    .getByRole('link', { name: t('schedule.deliveries') })
    .click();
  await viewIs(drift, t('delivery.title'));
  const answer = rows(drift).filter({ hasText: t('delivery.kind.answer') });
  await answer.getByText(t('delivery.stage.sent'), { exact: true }).waitFor();
});

it('shows while one looks what does not go out: the cause in a sentence, and that LIKA has stopped trying', async () => {
  const { t } = drift;
  await fault({ status: 400 });
  await talkIn(world, 'sjoskolan').say(TEACHER, 'status');
  const failed = rows(drift).filter({ hasText: t('delivery.cause.refused') });
  await failed.getByText(t('delivery.stage.failed'), { exact: true }).waitFor();
  await failed.getByText(t('delivery.gaveUp')).waitFor();
});

it('says when the next try is for what Teams has no time for', async () => {
  const { t } = drift;
  await fault({ status: 429, retryAfter: 1800 });
  await talkIn(world, 'sjoskolan').say(TEACHER, 'insatser');
  const waiting = rows(drift).filter({ hasText: t('delivery.cause.too-busy') });
  await waiting.getByText(t('delivery.stage.queued'), { exact: true }).waitFor();
  await waiting.getByText(/Nästa försök \d\d\.\d\d\./).waitFor();
});

it('narrows to what needs someone and to what waits, by keyboard too', async () => {
  const { tab, t } = drift;
  await filter(drift, 'all').focus();
  await drift.page.keyboard.press('ArrowRight');
  await tab.getByText(t('delivery.cause.refused')).waitFor();
  expect(await rows(drift).count()).toBe(1);
  await drift.page.keyboard.press('ArrowRight');
  await tab.getByText(t('delivery.cause.too-busy')).waitFor();
  expect(await rows(drift).count()).toBe(1);
});

it('is reached by kommunansvarig from Start, with the name of each unit', async () => {
  const all = await open({ person: 'kommunansvarig', surface: 'personal' });
  const { tab, t } = all;
  await tab
    .getByRole('main')
    .getByRole('link', { name: t('start.deliveries'), exact: true })
    .click();
  await viewIs(all, t('delivery.title'));
  await filter(all, 'attention').click({ force: true });
  await rows(all).filter({ hasText: 'Sjöskolan' }).getByText(t('delivery.cause.refused')).waitFor();
});

it('is nothing that the rest of the team is led to, and is not shown to one who goes there', async () => {
  const plain = await open({ person: TEACHER, sub: '/deliveries' });
  await plain.tab.getByText(plain.t('errors.forbidden.title')).waitFor();
  const schedule = await open({ person: TEACHER, sub: '/schedule' });
  await viewIs(schedule, schedule.t('schedule.title'));
  expect(await schedule.tab.getByRole('link', { name: schedule.t('schedule.deliveries') }).count()).toBe(0);
  const start = await open({ person: HEAD, surface: 'personal' });
  await start.tab.getByRole('heading', { level: 1 }).waitFor();
  expect(await start.tab.getByRole('link', { name: start.t('start.deliveries'), exact: true }).count()).toBe(0);
});
