import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import { done } from '../api/calls.ts';
import { openBrowser } from '../support/browser.ts';
import { newProfile, openTeams } from '../support/pages/host.ts';
import type { Teams } from '../support/pages/host.ts';
import { actionPanel, addAction, dayFromNow, heldPlan, planPage } from '../support/pages/plan.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-sjoskolan';
const DEPUTY = 'bitradande-sjoskolan';

let world: World;
let browser: Browser;
let profile: BrowserContext;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});
afterEach(() => profile.close());

/** A new action in its panel, as the head sees it. */
async function openNew(title: string) {
  const { id } = await addAction(world, HEAD, title);
  profile = await newProfile(browser);
  const teams = await openTeams(world, await profile.newPage(), { person: HEAD, sub: `/plan?action=${id}` });
  const panel = actionPanel(teams);
  await panel.panel.waitFor();
  const held = async () => (await heldPlan(world, HEAD)).actions.find((action) => action.id === id);
  return { ...teams, id, panel, held };
}

const wish = async ({ t }: Teams, { panel, state }: ReturnType<typeof actionPanel>): Promise<void> => {
  await state('decided').click();
  await panel.getByText(t('plan.state.whatIsMissing')).waitFor();
};
const days = async () => ({ due: await dayFromNow(world, HEAD, 60), on: await dayFromNow(world, HEAD, 67) });
const isDecided = (held: () => Promise<Action | undefined>) =>
  until('it is decided', async () => (await held())?.state === 'decided');

describe('an action that is to be decided before it is whole', () => {
  it('is decided when the last thing is in place, although an older list of actions comes in between', async () => {
    const { page, panel, held, ...teams } = await openNew('Listan som kom sent');
    await wish({ page, ...teams }, panel);
    await panel.responsible.click();
    await panel.person(world.person(DEPUTY).name).click();
    await until('the owner is held', async () => (await held())?.responsible === world.person(DEPUTY).id);

    // From here every list is as old as this one.
    const old = await heldPlan(world, HEAD);
    await page.route(/\/api\/units\/[^/]+\/plan$/, (route) => route.fulfill({ json: old satisfies Plan }));
    const { due, on } = await days();
    await panel.due.fill(due);
    await until('the date is held', async () => (await held())?.due === due);
    const late = page.waitForResponse(/\/plan$/);
    await done(world, HEAD, 'POST', `/api/units/${old.unit}/plan/goals`, {
      ...{ text: 'Ett mål till', area: 'ledning', step: 1, indicators: ['l-vision'] },
    });
    await late;
    await panel.followUp.fill(on);
    await isDecided(held);
  });

  it('is still to be decided when its panel has been closed, and after a reload', async () => {
    const { panel, held, ...teams } = await openNew('Panelen som stängdes');
    await wish(teams, panel);
    await panel.close.click();
    await planPage(teams).action('Panelen som stängdes').click();
    await panel.panel.getByText(teams.t('plan.state.whatIsMissing')).waitFor();
    await teams.page.reload();
    await panel.panel.getByText(teams.t('plan.state.whatIsMissing')).waitFor();
    expect((await held())?.state).toBe('proposed');

    const { due, on } = await days();
    await panel.responsible.click();
    await panel.person(world.person(DEPUTY).name).click();
    await panel.due.fill(due);
    await panel.followUp.fill(on);
    await isDecided(held);
  });

  it('is decided when what was missing is filled in from another window', async () => {
    const { panel, held, id, ...teams } = await openNew('Det andra fönstret');
    await wish(teams, panel);
    await panel.responsible.click();
    await panel.person(world.person(DEPUTY).name).click();
    await until('the owner is held', async () => (await held())?.responsible === world.person(DEPUTY).id);
    const { due, on } = await days();
    const { version, followUp } = (await held()) ?? {};
    const filledIn = { version, due, followUp: { ...followUp, on } };
    await done(world, HEAD, 'PATCH', `/api/actions/${id}`, filledIn);
    await isDecided(held);
  });
});
