import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { newProfile, openTeams } from '../support/pages/host.ts';
import { tabTo, writeDay } from '../support/pages/keyboard.ts';
import { actionPanel, dayFromNow, heldPlan, planPage } from '../support/pages/plan.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-sjoskolan';

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

/** The action that nobody has decided yet, open in its panel; `saved` is what the tab has sent of it. */
async function openProposed(prepare: (page: Page) => Promise<unknown> = () => Promise.resolve()) {
  profile = await newProfile(browser);
  const page = await profile.newPage();
  await prepare(page);
  const teams = await openTeams(world, page, { person: HEAD, sub: '/plan' });
  const action = (await heldPlan(world, HEAD)).actions.find(({ state }) => state === 'proposed');
  if (!action) throw new Error('the demo plan has nothing proposed');
  const saved: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') saved.push(request.postData() ?? '');
  });
  await planPage(teams).action(action.title).click();
  const panel = actionPanel(teams);
  await panel.panel.waitFor();
  const held = async () => (await heldPlan(world, HEAD)).actions.find(({ id }) => id === action.id);
  return { page, panel, saved, held };
}

describe('a day in the plan', () => {
  it('can be typed by slow hands: nothing is saved before the day is whole', async () => {
    const { page, panel, saved, held } = await openProposed((opened) => opened.clock.install());
    const due = await dayFromNow(world, HEAD, 90);
    await writeDay(page, panel.due, due, () => page.clock.runFor(2_000));
    await until('the day is held', async () => (await held())?.due === due);
    expect(saved.filter((body) => body.includes('"due"') && !body.includes(due))).toEqual([]);
  });

  it('far beyond any plan is refused in words where it stands, and a better one takes its place', async () => {
    const { page, panel, held } = await openProposed();
    await tabTo(page, panel.start);
    await page.keyboard.type('01012027999');
    await panel.title.focus();
    await until(
      'the field says that it is wrong',
      async () => (await panel.start.getAttribute('aria-invalid')) === 'true',
    );
    expect((await held())?.start).toBeNull();
    const start = await dayFromNow(world, HEAD, 7);
    await panel.start.fill(start);
    await panel.title.focus();
    await until('the better day is held', async () => (await held())?.start === start);
    expect(await panel.start.getAttribute('aria-invalid')).not.toBe('true');
  });

  it('can be taken away again', async () => {
    const { panel, held } = await openProposed();
    await panel.followUp.fill(await dayFromNow(world, HEAD, 97));
    await until('the day is held', async () => (await held())?.followUp.on === (await dayFromNow(world, HEAD, 97)));
    await panel.followUp.fill('');
    await panel.title.focus();
    await until('it is gone', async () => (await held())?.followUp.on === null);
  });
});
