import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { RIGHTS } from '../../bot/graph/rights.ts';
import { openBrowser } from '../support/browser.ts';
import { accessibilityFaults, sidewaysScroll } from '../support/pages/accessible.ts';
import { newProfile, openTeams, SIZES } from '../support/pages/host.ts';
import type { Teams, Visit } from '../support/pages/host.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

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
beforeEach(() => world.sandbox('POST', '/reset'));

const EVERYTHING = Object.values(RIGHTS).flatMap(({ delegated }) => delegated);
const takeAway = (scopes: readonly string[]) =>
  world.sandbox('POST', '/consent', { delegated: EVERYTHING.filter((scope) => !scopes.includes(scope)) });
const open = async (
  right: string,
  more: Partial<Visit> = {},
  size: (typeof SIZES)[keyof typeof SIZES] = SIZES.wide,
): Promise<Teams> =>
  openTeams(world, await (await newProfile(browser, size)).newPage(), {
    ...{ person: HEAD, sub: `/rights/${right}?from=/plan`, ...more },
  });
const give = ({ tab, t }: Teams) => tab.getByRole('button', { name: t('rights.give') });
async function entra(teams: Teams): Promise<Page> {
  const window = teams.page.context().waitForEvent('page');
  await give(teams).click();
  return window;
}

describe('a right that the person can give', () => {
  beforeEach(() => takeAway(RIGHTS.planner.delegated));

  it('is explained, given in Microsoft’s window, and then said to be there', async () => {
    const teams = await open('planner');
    for (const part of ['what', 'why', 'not'])
      await teams.tab.getByText(teams.t(`rights.of.planner.${part}`)).waitFor();
    const window = await entra(teams);
    await window.getByRole('button', { name: /^(Acceptera|Godkänn|Accept)/ }).click();
    await teams.tab.getByText(teams.t('rights.justGiven')).waitFor();
    await teams.tab.getByRole('link', { name: teams.t('rights.back') }).click();
    await teams.tab.getByRole('heading', { level: 1 }).waitFor();
  });

  it('may be refused, and nothing has changed', async () => {
    const teams = await open('planner');
    const window = await entra(teams);
    await window.getByRole('button', { name: /^(Avbryt|Cancel)/ }).click();
    await teams.tab.getByText(teams.t('rights.answer.declined')).waitFor();
    expect(await give(teams).isEnabled()).toBe(true);
  });

  it('waits while the window is closed without an answer', async () => {
    const teams = await open('planner');
    await (await entra(teams)).close();
    await teams.tab.getByText(teams.t('rights.answer.closed')).waitFor();
  });
});

describe('a right that only an administrator can give', () => {
  beforeEach(() => takeAway(RIGHTS.members.delegated));

  it('comes as a text for the IT department with the link, and is there when they have approved it', async () => {
    const teams = await open('members');
    const { tab, t } = teams;
    const text = await tab.getByLabel(t('rights.admin.label')).inputValue();
    expect(text).toContain('TeamMember.Read.All');
    const link = /https?:\S+adminconsent\S+/.exec(text)?.[0] ?? '';
    await tab.getByRole('button', { name: t('rights.admin.look') }).click();
    await tab.getByText(t('rights.admin.notYet')).waitFor();

    const administrator = await (await newProfile(browser)).newPage();
    await administrator.goto(`${link}&login_hint=administrator`);
    await administrator.getByRole('button', { name: /^(Acceptera|Godkänn|Accept)/ }).click();
    await administrator.getByRole('heading', { name: t('consent.given.title') }).waitFor();
    expect(new URL(administrator.url()).search).toBe('');

    await tab.getByRole('button', { name: t('rights.admin.look') }).click();
    await tab.getByText(t('rights.justGiven')).waitFor();
  });
});

describe('the page', () => {
  const looks = (['default', 'dark', 'contrast'] as const).flatMap((theme) =>
    (['sv', 'en'] as const).map((lang) => ({ theme, lang })),
  );

  it.each(looks)('is readable for everybody: $theme, $lang', async (look) => {
    await takeAway([...RIGHTS.planner.delegated, ...RIGHTS.members.delegated]);
    for (const [right, size] of [
      ['planner', SIZES.wide],
      ['members', SIZES.phone],
    ] as const) {
      const teams = await open(right, look, size);
      await teams.tab.getByRole('heading', { name: teams.t(`rights.of.${right}.title`) }).waitFor();
      expect(await accessibilityFaults(teams.frame())).toEqual([]);
      expect(await sidewaysScroll(teams.frame())).toBe(0);
      await teams.page.context().close();
    }
  });
});
