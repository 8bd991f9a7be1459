import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { openBrowser } from '../support/browser.ts';
import { accessibilityFaults } from '../support/pages/accessible.ts';
import { goInTeams, newProfile, openTeams } from '../support/pages/host.ts';
import type { Teams } from '../support/pages/host.ts';
import { actionPanel, heldPlan, planPage } from '../support/pages/plan.ts';
import { plannerPage } from '../support/pages/planner.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

/** A head has the plan open in the tab while a teacher works in Planner, in two windows. */

const HEAD = 'rektor-sjoskolan';
const TEACHER = 'larare-sjoskolan';
/** How often Planner is looked at while somebody has the plan open, with some room for a slow machine. */
const POLLED_WITHIN = 12_000;

let world: World;
let browser: Browser;
let head: Teams;
let teacher: Teams;
let decided: Action;

const held = async (): Promise<Action> => {
  const action = (await heldPlan(world, HEAD)).actions.find(({ id }) => id === decided.id);
  if (!action) throw new Error('the action is gone');
  return action;
};

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  const found = (await heldPlan(world, HEAD)).actions.find(({ state }) => state === 'decided');
  if (!found) throw new Error('nothing is decided');
  decided = found;
  head = await openTeams(world, await (await newProfile(browser)).newPage(), { person: HEAD, sub: '/plan' });
  teacher = await openTeams(world, await (await newProfile(browser)).newPage(), { person: TEACHER });
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

describe('a head and a teacher, one in the plan and one in Planner', () => {
  it('the head sends the plan, and the teacher finds the action among the team’s tasks', async () => {
    const plan = planPage(head);
    await plan.toPlanner().click();
    const open = (await heldPlan(world, HEAD)).actions.filter(({ state }) => ['decided', 'ongoing'].includes(state));
    await plan.send(open.length).click();
    await until('it is in step', async () => (await held()).planner.state === 'synced');
    await goInTeams(teacher, 'planner');
    await plannerPage(teacher.page).card(decided.title).waitFor();
  });

  it('the teacher ticks a step and moves the date, and the open tab shows it within the polling time', async () => {
    await planPage(head).action(decided.title).click();
    const step = decided.activities.find(({ done }) => !done)?.text ?? '';
    const { panel } = actionPanel(head);
    await panel.getByRole('checkbox', { name: step }).waitFor();
    const task = await plannerPage(teacher.page).open(decided.title);
    await task.tick(step);
    await task.setDue('2027-04-16');
    await task.close();
    await until(
      'the tab shows both',
      async () => {
        const isTicked = await panel.getByRole('checkbox', { name: step }).isChecked();
        return isTicked && (await actionPanel(head).due.inputValue()).includes('2027-04-16');
      },
      POLLED_WITHIN,
    );
    expect((await held()).due).toBe('2027-04-16');
  });

  it('both give it another date, and what each said is shown until the head chooses', async () => {
    const { panel } = actionPanel(head);
    await world.sandbox('POST', '/faults', {
      ...{ target: 'graph', match: 'GET /v1.0/planner/plans/*', status: 503, times: 1000, mode: 'refuse' },
    });
    // Planner's own page is not LIKA's call to Graph: the teacher goes on undisturbed.
    const task = await plannerPage(teacher.page).open(decided.title);
    await task.setDue('2027-05-21');
    await task.close();
    await actionPanel(head).due.fill('2027-05-07');
    await actionPanel(head).due.blur();
    await until('the plan has the head’s date', async () => (await held()).due === '2027-05-07');
    await world.sandbox('DELETE', '/faults');
    const asked = panel.getByRole('group', { name: head.t('plan.planner.ask.field.due'), exact: true });
    await asked.getByText(/7 maj/).waitFor();
    await asked.getByText(/21 maj/).waitFor();
    expect(await accessibilityFaults(head.frame())).toEqual([]);
    await asked.getByRole('button', { name: head.t('plan.planner.ask.keep.side'), exact: true }).click();
    await until('it is in step', async () => (await held()).planner.state === 'synced');
    expect((await held()).due).toBe('2027-05-07');
    const again = await plannerPage(teacher.page).open(decided.title);
    await until('Planner has the head’s date', async () =>
      (await again.field('due').locator('input').inputValue()).includes('2027-05-07'),
    );
    await again.close();
  });

  it('the teacher completes it in Planner, and the plan has it done', async () => {
    await plannerPage(teacher.page).complete(decided.title);
    await until('it is done', async () => (await held()).state === 'done', POLLED_WITHIN);
  });
});
