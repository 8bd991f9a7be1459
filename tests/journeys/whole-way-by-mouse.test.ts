import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { placedIndicators, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { graphAs } from '../graph/microsoft365.ts';
import { openBrowser } from '../support/browser.ts';
import { answerAll, areaPage, indicatorsOf, newest, questions } from '../support/pages/assess.ts';
import { goInTab, goInTeams, newProfile, openTeams, viewIs } from '../support/pages/host.ts';
import type { Teams } from '../support/pages/host.ts';
import { actionPanel, dayFromNow, heldPlan, planPage } from '../support/pages/plan.ts';
import { planner, posts } from '../support/pages/teams-views.ts';
import { serviceTexts } from '../support/pages/texts.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-ekskolan';
const OWNER = 'bitradande-ekskolan';

let world: World;
let browser: Browser;
let teams: Teams;
let instrument: Instrument;
/** The action that goes to Planner. */
let title: string;
let due: string;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  instrument = await questions(world, HEAD);
  due = await dayFromNow(world, HEAD, 60);
  const profile = await newProfile(browser);
  teams = await openTeams(world, await profile.newPage(), { person: HEAD });
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

describe('a head whose school has never assessed goes the whole way with the mouse', () => {
  it('is invited in, and answers the first area', async () => {
    const { tab, t } = teams;
    const area = areaPage(teams, instrument);
    const ledning = indicatorsOf(instrument, (key) => key === 'ledning');
    await viewIs(teams, 'Ekskolan');
    await tab.getByRole('heading', { name: t('assess.begin.title.unit', { unit: 'Ekskolan' }) }).waitFor();
    await tab.getByRole('button', { name: t('assess.begin.button') }).click();
    await area.title('Ledning', 0, ledning.length).waitFor();

    for (const [at, { indicator }] of ledning.entries())
      await area.choose(indicator, at % 4 === 0 ? 'planned' : at % 4 === 1 ? 'nearly' : 'achieved');
    await area.title('Ledning', ledning.length, ledning.length).waitFor();
    await until('every answer is held', async () => (await newest(world, HEAD)).answered === ledning.length);
    await tab.getByText(t('assess.areaDone', { area: 'Ledning' })).waitFor();
    await tab.getByRole('link', { name: t('assess.goOn', { area: 'Infrastruktur' }) }).click();
    await area.title('Infrastruktur', 0, indicatorsOf(instrument, (key) => key === 'infrastruktur').length).waitFor();
  });

  it('sees the task list fill up, and checks all answers before going on', async () => {
    const { tab, t } = teams;
    const total = placedIndicators(instrument).length;
    const rest = indicatorsOf(instrument, (key) => key !== 'ledning');
    await answerAll(world, HEAD, (await newest(world, HEAD)).id, rest);
    await tab
      .getByRole('main')
      .getByRole('link', { name: t('assess.allAreas') })
      .first()
      .click();
    await viewIs(teams, t('assess.title', { unit: 'Ekskolan' }));
    await until('all four areas are done', async () => {
      const areas = tab.getByRole('region', { name: t('assess.areas') });
      return (await areas.getByText(t('assess.status.done'), { exact: true }).count()) === instrument.areas.length;
    });
    await tab.getByRole('link', { name: t('assess.check.open'), exact: true }).click();
    await viewIs(teams, t('assess.check.title'));
    await tab.getByRole('heading', { name: t('assess.check.allTitle') }).waitFor();
    expect(await tab.getByRole('link', { name: new RegExp(`^${t('assess.check.change')}`) }).count()).toBe(total);
    await tab.getByRole('link', { name: t('assess.check.finish') }).click();
  });

  it('publishes in one step that says beforehand who will see what', async () => {
    const { tab, t } = teams;
    await tab.getByRole('table', { name: t('share.table.caption') }).waitFor();
    expect((await newest(world, HEAD)).state).toBe('draft');
    await tab.getByRole('button', { name: t('share.act.municipality') }).click();
    await until('it is published', async () => (await newest(world, HEAD)).state === 'published');
    await tab
      .getByRole('status')
      .filter({ hasText: t('share.done.published.text') })
      .waitFor();
  });

  it('finds the result as a card with its picture in the channel, and goes from it to the plan', async () => {
    await goInTeams(teams, 'posts');
    const words = serviceTexts();
    const view = posts(teams);
    const card = view.post(words('card.result.title', { unit: 'Ekskolan' }));
    await card.waitFor({ timeout: 60_000 });
    const picture = card.getByRole('img', { name: /Ledning \d/ });
    await until('the picture is drawn', () => view.isDrawn(picture));
    for (const { name } of instrument.areas) expect(await card.textContent()).toContain(textIn(name, 'sv'));
    await card.getByRole('link', { name: words('card.result.plan') }).click();
    await teams.tab.getByRole('heading', { name: teams.t('plan.suggestions.title') }).waitFor();
  });

  it('takes suggestions into the plan, and decides one with an owner, a date and a follow-up date', async () => {
    const { t } = teams;
    const plan = planPage(teams);
    const panel = actionPanel(teams);
    for (const _ of [1, 2]) {
      await plan.takers().first().click();
      await plan.addToPlan().click();
      await panel.panel.waitFor();
      title = await panel.title.inputValue();
      if ((await heldPlan(world, HEAD)).actions.length < 2) await panel.close.click();
    }
    expect((await heldPlan(world, HEAD)).actions).toHaveLength(2);

    await panel.state('decided').click();
    await panel.panel.getByText(t('plan.state.whatIsMissing')).waitFor();
    await panel.responsible.click();
    await panel.person(world.person(OWNER).name).click();
    await panel.due.fill(due);
    await panel.followUp.fill(await dayFromNow(world, HEAD, 67));
    await until('it is decided', async () => (await decided())?.state === 'decided');
    expect(await decided()).toMatchObject({ responsible: world.person(OWNER).id, due });
  });

  it('books the follow-up in Teams’ own form for a new meeting, filled in', async () => {
    const { page, t, host } = teams;
    const panel = actionPanel(teams);
    await panel.panel.getByRole('button', { name: t('plan.meeting.book') }).click();
    const form = page.getByRole('dialog', { name: host('newMeeting.title') });
    const subject = await form.getByLabel(host('newMeeting.subject')).inputValue();
    expect(subject).toBe(t('plan.meeting.subject', { title }));
    expect(await form.getByLabel(host('newMeeting.attendees')).inputValue()).toContain(world.person(OWNER).name);
    expect(await form.getByLabel(host('newMeeting.start')).inputValue()).toContain(await dayFromNow(world, HEAD, 67));
    await form.getByRole('button', { name: host('dialog.cancel') }).click();
    await panel.close.click();
    await panel.panel.waitFor({ state: 'detached' });
  });

  it('sends it to Planner, where it is a task with owner, date, checklist and a link back', async () => {
    const { tab, t, host } = teams;
    const plan = planPage(teams);
    await plan.toPlanner().click();
    await plan.send(1).click();
    await tab.getByText(t('plan.planner.synced')).first().waitFor({ timeout: 60_000 });

    const action = await decided();
    const graph = await graphAs(world, HEAD);
    const [task] = (await graph.tasksOf(await teamOf())).filter((each) => each.title === title);
    expect(task?.dueDateTime).toContain(due);
    expect(Object.keys(task?.assignments ?? {})).toEqual([world.person(OWNER).id]);
    expect(
      Object.values(task?.details.checklist ?? {})
        .map((each) => each.title)
        .sort(),
    ).toEqual((action?.activities ?? []).map(({ text }) => text).sort());
    expect(Object.keys(task?.details.references ?? {}).join()).toContain(action?.id);

    await goInTeams(teams, 'planner');
    const shown = planner(teams).task(title);
    await shown.getByText(world.person(OWNER).name).waitFor();
    const steps = action?.activities.length ?? 0;
    await shown.getByText(host('planner.checklist', { done: 0, all: steps })).click();
    await shown
      .getByRole('list', { name: host('planner.links') })
      .getByRole('link', { name: serviceTexts()('planner.linkLabel') })
      .click();
    await actionPanel(teams).panel.waitFor();
    expect(await actionPanel(teams).title.inputValue()).toBe(title);
    await actionPanel(teams).close.click();
    await goInTab(teams, 'now');
    await tab.getByRole('heading', { name: t('now.plan.title') }).waitFor();
  });

  it('can draw the result back, and is told beforehand what that means', async () => {
    const { tab, t } = teams;
    await goInTab(teams, 'share');
    await tab.getByRole('button', { name: t('share.withdraw.button') }).click();
    await tab.getByRole('dialog').getByText(t('share.withdraw.final')).waitFor();
    expect((await newest(world, HEAD)).state).toBe('published');
    await tab
      .getByRole('dialog')
      .getByRole('button', { name: t('share.withdraw.verb') })
      .click();
    await tab
      .getByRole('status')
      .filter({ hasText: t('share.done.withdrawn.text') })
      .waitFor();
    expect((await newest(world, HEAD)).state).toBe('withdrawn');
  });
});

describe('a school that has assessed before', () => {
  it('looks as the README shows it', async () => {
    const profile = await newProfile(browser);
    const { page, tab, t } = await openTeams(world, await profile.newPage(), { person: 'rektor-sjoskolan' });
    await tab.getByRole('img', { name: t('score.chartLabel') }).waitFor();
    await tab.getByRole('heading', { name: t('now.plan.title') }).waitFor();
    await page.evaluate(() => document.fonts.ready);
    const folder = process.env['LIKA_PICTURES'] === '1' ? 'docs/images' : world.dataDir;
    const picture = await page.screenshot({ path: join(folder, 'now.png') });
    expect(picture.length).toBeGreaterThan(20_000);
    await profile.close();
  });
});

const decided = async () => (await heldPlan(world, HEAD)).actions.find((action) => action.title === title);

async function teamOf(): Promise<string> {
  const { unit } = await heldPlan(world, HEAD);
  const { channel } = (await world.api(HEAD, 'GET', `/api/units/${unit}`)).body as { channel: { team: string } };
  return channel.team;
}
