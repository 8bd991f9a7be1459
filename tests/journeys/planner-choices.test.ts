import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import type { Action } from '../../bot/api/schemas/plan.ts';
import type { Unit } from '../../bot/api/schemas/units.ts';
import { done } from '../api/calls.ts';
import { openBrowser } from '../support/browser.ts';
import { newProfile, openTeams } from '../support/pages/host.ts';
import type { Teams } from '../support/pages/host.ts';
import { actionPanel, heldPlan, planPage } from '../support/pages/plan.ts';
import { plannerOf } from '../support/planner-tasks.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

/** What only a person can decide between the plan and Planner, decided in the tab. */

const HEAD = 'rektor-sjoskolan';
const TEACHER = 'larare-sjoskolan';
const TEAM_PLAN = 'Läsårets uppgifter';

let world: World;
let browser: Browser;
let teams: Teams;
let team: string;
let decided: Action;

const held = async (id = decided.id): Promise<Action> => {
  const action = (await heldPlan(world, HEAD)).actions.find((each) => each.id === id);
  if (!action) throw new Error('the action is gone');
  return action;
};
const reached = (state: Action['planner']['state']) =>
  until(`it is ${state}`, async () => (await held()).planner.state === state);
const there = () => plannerOf(world, TEACHER, team);
const theTask = async () => (await there()).task((await held()).title);
const patch = async (change: object) =>
  done<Action>(world, HEAD, 'PATCH', `/api/actions/${decided.id}`, { version: (await held()).version, ...change });

/** Both sides are changed while LIKA can't see Planner, so that neither is known to the other. */
async function changeBoth(inPlanner: object, here: object): Promise<void> {
  const [planner, task] = [await there(), await theTask()];
  await world.sandbox('POST', '/faults', {
    ...{ target: 'graph', match: 'GET /v1.0/planner/plans/*', status: 503, times: 1000, mode: 'refuse' },
  });
  await planner.change(task, inPlanner);
  await patch(here);
  await world.sandbox('DELETE', '/faults');
  const { unit } = await heldPlan(world, HEAD);
  await world.api(HEAD, 'POST', `/api/units/${unit}/plan/planner/try`);
}

/** The question about a field, by its name. */
const question = (name: string): Locator => actionPanel(teams).panel.getByRole('group', { name, exact: true });
const press = (within: Locator, key: string) => within.getByRole('button', { name: teams.t(key), exact: true }).click();

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  const { unit, actions } = await heldPlan(world, HEAD);
  team = (await done<Unit>(world, HEAD, 'GET', `/api/units/${unit}`)).channel?.team ?? '';
  const found = actions.find(({ state }) => state === 'decided');
  if (!found) throw new Error('nothing is decided');
  decided = found;
  await (await there()).makePlan(TEAM_PLAN);
  teams = await openTeams(world, await (await newProfile(browser)).newPage(), { person: HEAD, sub: '/plan' });
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

describe('between the plan and Planner', () => {
  it('the head chooses one of the team’s own plans the first time something is sent', async () => {
    const { t } = teams;
    const plan = planPage(teams);
    await plan.toPlanner().click();
    const dialog = plan.dialog();
    await dialog.getByRole('radio', { name: t('plan.planner.place.existing'), exact: true }).click();
    await dialog.getByRole('combobox', { name: t('plan.planner.place.which') }).selectOption({ label: TEAM_PLAN });
    const open = (await heldPlan(world, HEAD)).actions.filter(({ state }) => ['decided', 'ongoing'].includes(state));
    await plan.send(open.length).click();
    await dialog.waitFor({ state: 'detached' });
    await reached('synced');
    expect((await theTask()).planId).toBe((await heldPlan(world, HEAD)).planner?.url?.match(/plan\/([^/]+)\//)?.[1]);
    const plans = new Set((await (await there()).tasks()).map(({ planId }) => planId));
    expect(plans.size).toBe(1);
  });

  it('a day that both have changed is shown from both sides, and Planner’s is taken', async () => {
    await changeBoth({ dueDateTime: '2027-05-20T10:00:00Z' }, { due: '2027-05-10' });
    await reached('needs-you');
    await planPage(teams).action(decided.title).click();
    const asked = question(teams.t('plan.planner.ask.field.due'));
    await asked.getByText(/10 maj/).waitFor();
    await asked.getByText(/20 maj/).waitFor();
    await teams.page.evaluate(() => document.fonts.ready);
    const folder = process.env['LIKA_PICTURES'] === '1' ? 'docs/images' : world.dataDir;
    await teams.page.screenshot({ path: join(folder, 'plan-planner.png') });
    await press(asked, 'plan.planner.ask.take.side');
    await actionPanel(teams).panel.getByText(teams.t('plan.planner.ask.done.theirs')).waitFor();
    await until('Planner’s day holds', async () => (await held()).due === '2027-05-20');
    await reached('synced');
  });

  it('a task that was given another name in Planner keeps ours when the head says so', async () => {
    const planner = await there();
    await planner.change(await theTask(), { title: 'Något helt annat' });
    const asked = question(teams.t('plan.planner.ask.renamed'));
    await asked.getByText('Något helt annat').waitFor();
    await press(asked, 'plan.planner.ask.keep.name');
    await until('the name is back', async () => (await planner.tasks()).some(({ title }) => title === decided.title));
    expect((await held()).title).toBe(decided.title);
  });

  it('a task that was taken away in Planner is made again when the head says so', async () => {
    const planner = await there();
    await planner.remove(await theTask());
    const { panel } = actionPanel(teams);
    await panel.getByText(teams.t('plan.planner.cause.task-gone')).waitFor();
    await press(panel, 'plan.planner.gone.again');
    await until('it is there again', async () => (await planner.tasks()).some(({ title }) => title === decided.title));
    await reached('synced');
  });

  it('what Planner refuses is said in the plan, with the way to it', async () => {
    const { tab, t } = teams;
    await world.sandbox('POST', '/faults', {
      ...{ target: 'graph', match: 'PATCH *planner/tasks/*', status: 400, times: 1000, mode: 'refuse' },
    });
    await patch({ due: '2027-05-18' });
    await reached('failed');
    await actionPanel(teams).close.click();
    await tab.getByRole('link', { name: t('plan.planner.refused', { count: 1 }) }).click();
    const { panel } = actionPanel(teams);
    await panel.getByText(t('plan.planner.cause.refused')).waitFor();
    await world.sandbox('DELETE', '/faults');
    await panel
      .getByRole('button', { name: t('plan.planner.tryNow') })
      .first()
      .click();
    await reached('synced');
    await tab.getByRole('link', { name: t('plan.planner.refused', { count: 1 }) }).waitFor({ state: 'detached' });
  });

  it('the head says what becomes of the task when the action is closed', async () => {
    const { tab, t } = teams;
    await press(actionPanel(teams).panel, 'plan.close.button');
    const dialog = tab.getByRole('dialog', { name: t('plan.close.title') });
    await dialog.getByRole('textbox').fill('Tiden räckte inte');
    await dialog.getByRole('radio', { name: t('plan.planner.fate.remove'), exact: true }).click();
    await press(dialog, 'plan.close.verb');
    await until('it is closed', async () => (await held()).state === 'closed');
    const planner = await there();
    await until('the task is gone', async () => !(await planner.tasks()).some(({ title }) => title === decided.title));
    expect((await held()).planner.state).toBe('none');
  });
});
