import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { RIGHTS } from '../../bot/graph/rights.ts';
import { done } from '../api/calls.ts';
import { SJOSKOLAN } from '../api/demo.ts';
import { openBrowser } from '../support/browser.ts';
import { accessibilityFaults, sidewaysScroll } from '../support/pages/accessible.ts';
import { newProfile, openTeams, SIZES } from '../support/pages/host.ts';
import type { Teams, Visit } from '../support/pages/host.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

/** Where something is wanted that nobody has given LIKA the right to, the place itself says so and leads to the page. */
const HEAD = 'rektor-sjoskolan';
let world: World;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

const EVERYTHING = Object.values(RIGHTS).flatMap(({ delegated }) => delegated);
const takeAway = (scopes: readonly string[]) =>
  world.sandbox('POST', '/consent', { delegated: EVERYTHING.filter((scope) => !scopes.includes(scope)) });
const open = async (visit: Visit, size: (typeof SIZES)[keyof typeof SIZES] = SIZES.wide): Promise<Teams> =>
  openTeams(world, await (await newProfile(browser, size)).newPage(), visit);

async function saysWhatIsMissing({ tab, t, frame }: Teams, right: 'members' | 'channels' | 'channel-members') {
  await tab.getByText(t(`rights.of.${right}.what`)).waitFor();
  const way = await tab.getByRole('link', { name: t('rights.notice.open') }).getAttribute('href');
  expect(way).toContain(`/rights/${right}?from=`);
  expect(await accessibilityFaults(frame())).toEqual([]);
  expect(await sidewaysScroll(frame())).toBe(0);
}

it('when an action is to be given to somebody in the team', async () => {
  await takeAway(RIGHTS.members.delegated);
  const goal = { text: 'Mål att pröva', area: 'ledning', step: 1, indicators: ['l-vision'] };
  const action = await done<Action>(world, HEAD, 'POST', `/api/units/${SJOSKOLAN}/plan/actions`, {
    ...{ title: 'Välja ansvarig', goal: { new: goal }, area: 'ledning', indicators: ['l-vision'], activities: [] },
  });
  const teams = await open({ person: HEAD, sub: `/plan?action=${action.id}` });
  await saysWhatIsMissing(teams, 'members');
  expect(await teams.tab.getByText(teams.t('plan.person.knownOnly')).count()).toBe(0);
});

it.each(['members', 'channels'] as const)('when a tab is added to a channel (%s)', async (right) => {
  await takeAway(RIGHTS[right].delegated);
  const teams = await open({ person: HEAD, surface: 'config' });
  await teams.tab.getByLabel(teams.t('config.unit')).waitFor();
  await teams.page.getByRole('button', { name: teams.host('config.save') }).click();
  await saysWhatIsMissing(teams, right);
});

it('under Roller, when membership is to give roles and nobody may see who is a member', async () => {
  await takeAway(RIGHTS['channel-members'].delegated);
  const visit: Visit = { person: 'kommunansvarig', surface: 'personal', sub: '/municipality/roles' };
  const before = await open(visit, SIZES.phone);
  await before.tab.getByRole('heading', { name: before.t('roles.team.title') }).waitFor();
  expect(await before.tab.getByText(before.t('rights.notice.title')).count()).toBe(0);
  await done(world, 'kommunansvarig', 'PUT', '/api/municipality/roles', {
    ...{ owners: 'head', members: 'teacher', staffDomains: ['mittkoping.example'], version: 0 },
  });
  await saysWhatIsMissing(await open(visit, SIZES.phone), 'channel-members');
});
