import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { placedIndicators, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { openBrowser } from '../support/browser.ts';
import { areaPage, newest, questions } from '../support/pages/assess.ts';
import { newProfile, openTeams, viewIs } from '../support/pages/host.ts';
import type { Teams } from '../support/pages/host.ts';
import { focusComesTo, holdsFocus, pressOn, tabTo, writeDay } from '../support/pages/keyboard.ts';
import { actionPanel, dayFromNow, heldPlan, planPage } from '../support/pages/plan.ts';
import { planner, posts } from '../support/pages/teams-views.ts';
import { serviceTexts } from '../support/pages/texts.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-ekskolan';
const OWNER = 'forstelarare-ekskolan';
/** A key for each question in turn. */
const KEYS = ['4', '3', '2', '4', '1', '4', 'e', '3', '0'];

let world: World;
let browser: Browser;
let teams: Teams;
let instrument: Instrument;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  instrument = await questions(world, HEAD);
  const profile = await newProfile(browser);
  teams = await openTeams(world, await profile.newPage(), { person: HEAD });
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

const press = (key: string): Promise<void> => teams.page.keyboard.press(key);
const pressOnto = (thing: Locator, key?: 'Enter' | ' '): Promise<void> => pressOn(teams.page, thing, key);

describe('a head who uses the keyboard alone goes the whole way', () => {
  it('begins the school’s first assessment', async () => {
    const { tab, t } = teams;
    await viewIs(teams, 'Ekskolan');
    await pressOnto(tab.getByRole('button', { name: t('assess.begin.button') }));
    await focusComesTo('the area’s title', tab.getByRole('heading', { level: 1 }));
  });

  it('answers every question with a digit or E, and goes on with N through all four areas', async () => {
    const { page, tab, t } = teams;
    const area = areaPage(teams, instrument);
    const all = placedIndicators(instrument);
    await tabTo(page, area.group(first(all).indicator).getByRole('radio').first());
    for (const [at, { indicator }] of all.entries()) {
      await until(`“${textIn(indicator.statement, 'sv')}” has focus`, () => area.hasFocus(indicator));
      await press(KEYS[at % KEYS.length] ?? '2');
      await press('n');
    }
    await viewIs(teams, t('assess.check.title'));
    await tab.getByRole('heading', { name: t('assess.check.allTitle') }).waitFor();
    await until('every answer is held', async () => (await newest(world, HEAD)).answered === all.length);
    expect(
      (await newest(world, HEAD)).answers.find(({ indicator }) => indicator === first(all).indicator.id)?.option,
    ).toBe('achieved');
  });

  it('changes an answer from the page where all are checked, and writes a comment', async () => {
    const { tab, t } = teams;
    const area = areaPage(teams, instrument);
    const all = placedIndicators(instrument);
    const { indicator } = first(all);
    const changes = tab.getByRole('link', { name: new RegExp(`^${t('assess.check.change')}`) });
    await pressOnto(changes.filter({ hasText: textIn(indicator.statement, 'sv') }));
    await until('its row has focus', () => area.hasFocus(indicator));
    await press('ArrowLeft');
    await pressOnto(area.block(indicator).getByRole('button', { name: t('assess.comment.open') }));
    await tabTo(teams.page, area.comment(indicator));
    await teams.page.keyboard.type('Nästan alla arbetslag är med.');
    await press('Tab');
    await until('both are held', async () => {
      const held = (await newest(world, HEAD)).answers.find((answer) => answer.indicator === indicator.id);
      return held?.option === 'nearly' && held.comment === 'Nästan alla arbetslag är med.';
    });
    await press('n');
    await viewIs(teams, t('assess.check.title'));
    await pressOnto(tab.getByRole('link', { name: t('assess.check.finish') }));
  });

  it('publishes, and is told what happened where focus is', async () => {
    const { page, tab, t } = teams;
    await tabTo(page, tab.getByRole('radio', { name: t('share.level.municipality.title') }));
    await press('ArrowUp');
    await tab.getByRole('button', { name: t('share.act.team') }).waitFor();
    await press('ArrowDown');
    await pressOnto(tab.getByRole('button', { name: t('share.act.municipality') }));
    await focusComesTo('what was done', tab.getByRole('status').filter({ hasText: t('share.done.published.text') }));
    expect((await newest(world, HEAD)).state).toBe('published');
  });

  it('finds the card in the channel and follows it to the plan', async () => {
    const { page, host, tab, t } = teams;
    const words = serviceTexts();
    await pressOnto(page.getByRole('navigation', { name: host('tabs.label') }).getByRole('link', { name: /^Inlägg/ }));
    const card = posts(teams).post(words('card.result.title', { unit: 'Ekskolan' }));
    await card.waitFor({ timeout: 60_000 });
    await pressOnto(card.getByRole('link', { name: words('card.result.plan') }));
    await tab.getByRole('heading', { name: t('plan.suggestions.title') }).waitFor();
  });

  it('takes a suggestion and decides it with an owner, a date and a follow-up date', async () => {
    const { page, t } = teams;
    const plan = planPage(teams);
    const panel = actionPanel(teams);
    await pressOnto(plan.takers().first());
    await plan.dialog().waitFor();
    await until('focus is in the question', () => holdsFocus(plan.dialog()));
    await pressOnto(plan.addToPlan());
    await panel.panel.waitFor();

    await tabTo(page, panel.state('proposed'));
    await press('ArrowRight');
    await panel.panel.getByText(t('plan.state.whatIsMissing')).waitFor();
    await tabTo(page, panel.responsible);
    await page.keyboard.type('Förste');
    await panel.person(world.person(OWNER).name).waitFor();
    await press('ArrowDown');
    await press('Enter');
    await until('the owner is held', async () => (await action())?.responsible === world.person(OWNER).id);
    await writeDay(page, panel.due, await dayFromNow(world, HEAD, 60));
    await writeDay(page, panel.followUp, await dayFromNow(world, HEAD, 67));
    await press('Tab');
    await until('it is decided', async () => (await action())?.state === 'decided');
    await press('Escape');
    await panel.panel.waitFor({ state: 'detached' });
    const { title } = (await action()) ?? { title: '' };
    await focusComesTo('the action’s row', plan.action(title));
  });

  it('sends it to Planner and finds the task there', async () => {
    const { page, tab, t, host } = teams;
    const plan = planPage(teams);
    await tabTo(page, plan.toPlanner(), 'Shift+Tab');
    await press('Enter');
    await plan.dialog().waitFor();
    await pressOnto(plan.send(1));
    await tab.getByText(t('plan.planner.synced')).first().waitFor({ timeout: 60_000 });

    const { title = '' } = (await action()) ?? {};
    await pressOnto(
      page.getByRole('navigation', { name: host('tabs.label') }).getByRole('link', { name: host('tabs.planner') }),
    );
    const task = planner(teams).task(title);
    await task.getByText(world.person(OWNER).name).waitFor();
    await tabTo(page, task.getByRole('checkbox', { name: host('planner.complete', { title }) }));
  });
});

const action = async () => (await heldPlan(world, HEAD)).actions[0];

function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('the list is empty');
  return one;
}
