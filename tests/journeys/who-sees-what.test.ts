import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { answer, begin, unitOf } from '../support/pages/assess.ts';
import { goInTab, newProfile, openTeams, viewIs } from '../support/pages/host.ts';
import type { Visit } from '../support/pages/host.ts';
import { tabTexts } from '../support/pages/texts.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const DRAFT = 'Bara rektor ska läsa det här än.';
/** Words that stand in every answer about a unit, its assessments and its plan. */
const FACTS = ['"grades"', '"answers"', '"goals"', '"may"'];

let world: World;
let browser: Browser;
let profile: BrowserContext;
/** Sjöskolan, with two published results, a plan and a draft of its head's. */
let sjoskolan: string;
const t = tabTexts();

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  sjoskolan = await unitOf(world, 'rektor-sjoskolan');
  for (const head of ['rektor-sjoskolan', 'rektor-ekskolan']) {
    const { id } = await begin(world, head);
    await answer(world, head, id, 'l-ai-rules', { option: 'planned', comment: DRAFT });
  }
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});
afterEach(() => profile.close());

/** Which of the words the service has told a page; what it answers is kept from here on. */
function listen(page: Page): { readonly told: (...words: string[]) => string[] } {
  const told: string[] = [];
  page.on('response', (response) => {
    if (!response.url().includes('/api/') || response.url().includes('/api/events')) return;
    response.text().then(
      (text) => told.push(text),
      () => undefined,
    );
  });
  return { told: (...words) => words.filter((word) => told.some((text) => text.includes(word))) };
}

async function visit(who: Visit) {
  profile = await newProfile(browser);
  const page = await profile.newPage();
  const { told } = listen(page);
  return { ...(await openTeams(world, page, who)), told };
}

describe('a teacher', () => {
  it('sees the school’s published result and its plan, and nothing to publish or send with', async () => {
    const teams = await visit({ person: 'larare-sjoskolan' });
    const { tab } = teams;
    await tab.getByRole('img', { name: t('score.chartLabel') }).waitFor();
    await tab.getByRole('heading', { name: t('now.plan.title') }).waitFor();
    expect(await tab.getByRole('link', { name: t('nav.share') }).count()).toBe(0);
    await goInTab(teams, 'assess');
    await tab.getByRole('heading', { name: t('assess.reader.title') }).waitFor();
    await goInTab(teams, 'plan');
    await tab.getByRole('region', { name: t('plan.chosenGoals') }).waitFor();
    expect(await tab.getByRole('button', { name: t('plan.planner.send') }).count()).toBe(0);
    expect(await tab.getByRole('button', { name: t('plan.confirm.button') }).count()).toBe(0);
  });

  it('is told nothing of the draft that the head is making', async () => {
    const teams = await visit({ person: 'larare-sjoskolan' });
    await teams.tab.getByRole('img', { name: t('score.chartLabel') }).waitFor();
    expect(await teams.tab.getByText(t('now.ongoing')).count()).toBe(0);
    expect(teams.told('Sjöskolan', DRAFT, '"state":"draft"')).toEqual(['Sjöskolan']);
  });
});

describe('a member of the leadership or a team', () => {
  it('is offered a basis of their own for the discussion, and sees nothing of the head’s draft', async () => {
    const teams = await visit({ person: 'it-pedagog-ekskolan', sub: '/assess' });
    const { tab, told } = teams;
    await tab.getByRole('heading', { name: t('assess.begin.title.own', { unit: 'Ekskolan' }) }).waitFor();
    expect(told(DRAFT, '"state":"draft"')).toEqual([]);
    await goInTab(teams, 'now');
    await tab.getByRole('heading', { name: t('now.empty.reader.title', { unit: 'Ekskolan' }) }).waitFor();
    expect(told(DRAFT, '"state":"draft"')).toEqual([]);
  });
});

describe('someone without a role in the school', () => {
  it('is told so kindly when a pupil opens the team’s tab, and gets no facts about the school', async () => {
    const { tab, told } = await visit({ person: 'elev-ekskolan' });
    await tab
      .getByRole('alert')
      .getByRole('heading', { name: t('errors.forbidden.title') })
      .waitFor();
    expect(told(DRAFT, ...FACTS)).toEqual([]);
  });

  it('is told in the personal app how to get a role', async () => {
    const { tab } = await visit({ person: 'elev-ekskolan', surface: 'personal' });
    await tab.getByRole('heading', { name: t('start.none.title') }).waitFor();
    await tab.getByText(t('start.none.text')).waitFor();
  });

  it('gets nothing of a school when a politician follows a link to it', async () => {
    const { tab, told } = await visit({ person: 'namndledamot', surface: 'personal', sub: `/?unit=${sjoskolan}` });
    await tab.getByRole('alert').getByRole('heading').waitFor();
    expect(told('Sjöskolan', DRAFT, ...FACTS)).toEqual([]);
  });

  it('gets nothing of another municipality’s school, as if it did not exist', async () => {
    const { tab, told } = await visit({ person: 'rektor-grannskolan', sub: `/?unit=${sjoskolan}` });
    await tab
      .getByRole('alert')
      .getByRole('heading', { name: t('errors.absent.title') })
      .waitFor();
    expect(told('Sjöskolan', 'Mittköping', DRAFT)).toEqual([]);
  });
});

describe('outside Teams', () => {
  it('says kindly where to find it, whatever the address, and asks the service for nothing', async () => {
    profile = await newProfile(browser);
    const page = await profile.newPage();
    const { told } = listen(page);
    for (const path of ['/tab/', `/tab/plan?unit=${sjoskolan}`, '/tab/start']) {
      await page.goto(`${world.serviceUrl}${path}`);
      await page.getByRole('heading', { level: 1, name: t('outside.title') }).waitFor();
      await page.getByText(t('outside.text')).waitFor();
    }
    expect(told('{')).toEqual([]);
  });
});

describe('the page that adds the tab to a channel', () => {
  it('links the channel to the chosen school, and the tab opens with the chosen view', async () => {
    const person = 'rektor-bjorkskolan';
    const teams = await visit({ person, surface: 'config' });
    const { page, tab, host } = teams;
    const unit = await unitOf(world, person);
    await viewIs(teams, t('config.title'));
    await tab.getByLabel(t('config.unit')).selectOption(unit);
    await tab.getByRole('radio', { name: t('config.views.plan') }).check();
    const linked = page.waitForResponse((response) => response.request().method() === 'PUT');
    await page.getByRole('button', { name: host('config.save') }).click();
    expect((await linked).status()).toBe(200);
    await page.getByText(host('config.saved')).waitFor();
    // The host takes the settings page away before it shows the tab.
    await tab.getByRole('link', { name: t('nav.plan'), exact: true }).waitFor();
    await until('the plan is in the channel’s tab', async () => new URL(teams.frame().url()).pathname === '/tab/plan');
    expect(teams.frame().url()).toContain(`unit=${unit}`);
  });

  it('says who can do it to one who cannot, and lets nothing be saved', async () => {
    const { page, tab, host } = await visit({ person: 'larare-ekskolan', surface: 'config' });
    await tab.getByRole('heading', { name: t('config.none.title') }).waitFor();
    expect(await page.getByRole('button', { name: host('config.save') }).isDisabled()).toBe(true);
  });
});
