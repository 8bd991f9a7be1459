import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Me } from '../../bot/api/schemas/units.ts';
import { openBrowser } from '../support/browser.ts';
import { accessibilityFaults, sidewaysScroll } from '../support/pages/accessible.ts';
import { unitOf } from '../support/pages/assess.ts';
import { newProfile, openTeams, SIZES } from '../support/pages/host.ts';
import { pressOn } from '../support/pages/keyboard.ts';
import { heldPlan } from '../support/pages/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

/** A head who leaves hands the unit over in the tab, by keyboard, on a phone. */

const HEAD = 'rektor-sjoskolan';
const NEXT = 'bitradande-sjoskolan';

let world: World;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

const roleOf = async (person: string, unit: string): Promise<string | undefined> => {
  const me = (await world.api(person, 'GET', '/api/me')).body as Me;
  return me.units.find(({ id }) => id === unit)?.role;
};

describe('a head who leaves', () => {
  it('chooses who leads from now on, and what goes along', async () => {
    const unit = await unitOf(world, HEAD);
    const [head, next] = [world.person(HEAD), world.person(NEXT)];
    const mine = (await heldPlan(world, HEAD)).actions.filter(
      ({ responsible, state }) => responsible === head.id && state !== 'done' && state !== 'closed',
    );
    const page = await (await newProfile(browser, SIZES.phone)).newPage();
    const teams = await openTeams(world, page, { person: HEAD, sub: '/heads' });
    const { tab, t } = teams;
    await pressOn(page, tab.getByRole('button', { name: t('heads.handOver'), exact: true }));
    const dialog = tab.getByRole('dialog', { name: t('heads.dialog.title', { unit: 'Sjöskolan' }) });
    await dialog.waitFor();
    expect(await accessibilityFaults(teams.frame())).toEqual([]);
    expect(await sidewaysScroll(teams.frame())).toBe(0);

    const verb = dialog.getByRole('button', { name: t('heads.dialog.verb'), exact: true });
    await pressOn(page, verb);
    const who = dialog.getByRole('combobox', { name: t('heads.dialog.to') });
    await dialog
      .getByRole('alert')
      .filter({ hasText: t('heads.dialog.choose') })
      .waitFor();
    expect(await roleOf(HEAD, unit)).toBe('head');

    await who.selectOption({ label: next.name });
    if (mine.length > 0)
      await pressOn(page, dialog.getByRole('checkbox', { name: t('heads.dialog.actions.move') }), ' ');
    await pressOn(page, verb);
    await tab.getByText(t('heads.done.title', { name: next.name, unit: 'Sjöskolan' })).waitFor();
    expect(await roleOf(NEXT, unit)).toBe('head');
    expect(await roleOf(HEAD, unit)).not.toBe('head');
    const plan = await heldPlan(world, NEXT);
    for (const { id } of mine) expect(plan.actions.find((action) => action.id === id)?.responsible).toBe(next.id);
    expect(await accessibilityFaults(teams.frame())).toEqual([]);
  });
});
