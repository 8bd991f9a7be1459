import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { done } from '../api/calls.ts';
import { openBrowser } from '../support/browser.ts';
import { accessibilityFaults } from '../support/pages/accessible.ts';
import { unitOf } from '../support/pages/assess.ts';
import { newProfile, openTeams } from '../support/pages/host.ts';
import { actionPanel, addAction, dayFromNow, heldPlan } from '../support/pages/plan.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-sjoskolan';
const PATCH = /\/api\/actions\/[^/]+$/;

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

const day = (days: number): Promise<string> => dayFromNow(world, HEAD, days);

/** An action that lacks nothing, in its panel. */
async function openWhole(title: string, more: object = {}) {
  const { id, version } = await addAction(world, HEAD, title);
  await done<Action>(world, HEAD, 'PATCH', `/api/actions/${id}`, {
    ...{ version, responsible: world.person(HEAD).id, start: await day(1), due: await day(30) },
    ...{ followUp: { on: await day(40), how: null }, ...more },
  });
  profile = await newProfile(browser);
  const teams = await openTeams(world, await profile.newPage(), { person: HEAD, sub: `/plan?action=${id}` });
  const panel = actionPanel(teams);
  await panel.panel.waitFor();
  const held = async () => {
    const action = (await heldPlan(world, HEAD)).actions.find((each) => each.id === id);
    if (!action) throw new Error('the action is gone');
    return action;
  };
  const intention = panel.panel.getByRole('textbox', { name: teams.t('plan.field.intention') });
  return { ...teams, panel, held, id, intention };
}

describe('an action that is edited', () => {
  it('can be moved forward in time, one date after the other', async () => {
    const { panel, held, tab, t } = await openWhole('Flyttas till våren', { state: 'decided' });
    const [start, due, on] = [await day(60), await day(90), await day(97)];
    await panel.start.fill(start);
    await panel.due.fill(due);
    await until('the new date is held', async () => (await held()).due === due);
    await panel.followUp.fill(on);
    await until('all three are held', async () => {
      const action = await held();
      return action.start === start && action.due === due && action.followUp.on === on;
    });
    expect(await tab.getByText(t('plan.refused.title')).count()).toBe(0);
  });

  it('shows what another window writes in the same place, so that it isn’t written over unseen', async () => {
    const { intention, held, id } = await openWhole('Två skriver');
    await intention.fill('Min text');
    await until('it is held', async () => (await held()).intention === 'Min text');
    const { version } = await held();
    await done(world, HEAD, 'PATCH', `/api/actions/${id}`, { version, intention: 'Den andras text' });
    await until('the other text is shown', async () => (await intention.inputValue()) === 'Den andras text');
  });

  it('keeps a date that another window sets while one stands in the empty field', async () => {
    const { panel, held, id, intention } = await openWhole('Datumet som kom', { due: null });
    await panel.due.focus();
    const { version } = await held();
    const due = await day(30);
    await done(world, HEAD, 'PATCH', `/api/actions/${id}`, { version, due });
    await until('the date is shown', async () => (await panel.due.inputValue()) === due);
    await intention.fill('Sedan går vi vidare');
    await panel.title.focus();
    await until('the rest is held', async () => (await held()).intention === 'Sedan går vi vidare');
    expect((await held()).due).toBe(due);
  });

  it('keeps on with one’s own text when an answer was lost on the way', async () => {
    const { intention, held, page, tab, t } = await openWhole('Svaret som försvann');
    await page.route(
      PATCH,
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await intention.fill('Första');
    await until('the service has it', async () => (await held()).intention === 'Första');
    await intention.fill('Första och andra');
    await until('the rest came too', async () => (await held()).intention === 'Första och andra');
    expect(await tab.getByText(t('plan.conflict.title')).count()).toBe(0);
  });

  it('offers what follows upon a decision when the decision is held', async () => {
    const { panel, page, held } = await openWhole('Beslutas först');
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    await page.route(PATCH, async (route) => {
      await gate;
      await route.continue();
    });
    const sent = page.waitForRequest(PATCH);
    await panel.state('decided').click();
    await sent;
    expect(await panel.state('ongoing').count()).toBe(0);
    letGo();
    await panel.state('ongoing').click();
    await until('it goes on', async () => (await held()).state === 'ongoing');
  });
});

describe('two goals with the same words', () => {
  it('are told apart by what they hold, and axe finds nothing', async () => {
    for (const title of ['Den ena', 'Den andra'])
      await done(world, HEAD, 'POST', `/api/units/${await unitOf(world, HEAD)}/plan/actions`, {
        ...{ title, area: 'ledning', indicators: ['l-vision'], activities: [] },
        goal: { new: { text: 'Alla vet vart vi är på väg', area: 'ledning', step: 1, indicators: ['l-vision'] } },
      });
    profile = await newProfile(browser);
    const teams = await openTeams(world, await profile.newPage(), { person: HEAD, sub: '/plan' });
    await until(
      'both are there',
      async () => (await teams.tab.getByRole('heading', { name: 'Alla vet vart vi är på väg' }).count()) === 2,
    );
    expect(await accessibilityFaults(teams.frame())).toEqual([]);
  });
});
