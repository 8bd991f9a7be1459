/** Every view of the tab, for the tests that look at all of them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import { openBrowser } from '../support/browser.ts';
import { accessibilityFaults, sidewaysScroll } from '../support/pages/accessible.ts';
import { answer, answerAll, begin, questions } from '../support/pages/assess.ts';
import { newProfile, openTeams, SIZES } from '../support/pages/host.ts';
import type { Teams, Theme, Visit } from '../support/pages/host.ts';
import { actionPanel, planPage } from '../support/pages/plan.ts';
import { tabTexts } from '../support/pages/texts.ts';
import type { Language } from '../support/pages/texts.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

/** A school with results and a plan, one that has never assessed, one whose answers are all there, and one at rest. */
const SETTLED = 'rektor-sjoskolan';
const EMPTY = 'rektor-ekskolan';
const READY = 'rektor-bjorkskolan';
const PUBLISHED = 'rektor-centralskolan';
const THEMES: readonly Theme[] = ['default', 'dark', 'contrast'];
const NARROW = { width: 320, height: 780 };

interface View {
  readonly name: string;
  readonly visit: Visit;
  /** What is done there before one looks. */
  readonly arrive: (teams: Teams) => Promise<void>;
}

const shows =
  (key: string) =>
  ({ tab, t }: Teams): Promise<void> =>
    tab.getByText(t(key), { exact: true }).first().waitFor();

const analysis = (view: string): Visit => ({ person: SETTLED, sub: `/analysis?view=${view}` });

const VIEWS: readonly View[] = [
  { name: 'Nuläge with a result', visit: { person: SETTLED }, arrive: shows('now.plan.title') },
  { name: 'Nuläge of a new school', visit: { person: EMPTY }, arrive: shows('assess.begin.button') },
  { name: 'Skatta', visit: { person: SETTLED, sub: '/assess' }, arrive: shows('assess.areas') },
  {
    name: 'an area of Skatta with help and comment open',
    visit: { person: SETTLED, sub: '/assess/ledning' },
    arrive: async ({ tab, t }) => {
      await tab
        .getByRole('button', { name: t('assess.help.open'), exact: true })
        .first()
        .click();
      await tab
        .getByRole('button', { name: t('assess.comment.open'), exact: true })
        .first()
        .click();
      await tab.getByRole('textbox', { name: t('assess.comment.label') }).waitFor();
    },
  },
  { name: 'checking answers', visit: { person: READY, sub: '/assess/check' }, arrive: shows('assess.check.finish') },
  { name: 'Analys as a spider', visit: analysis('spider'), arrive: shows('analysis.compare.more') },
  { name: 'Analys as bars', visit: analysis('bars'), arrive: shows('analysis.compare.more') },
  { name: 'Analys as a table', visit: analysis('table'), arrive: shows('analysis.compare.more') },
  {
    name: 'Analys with one part open',
    visit: { person: SETTLED, sub: '/analysis?cell=ledning-1' },
    arrive: async ({ tab, t }) => tab.getByRole('button', { name: t('panel.close'), exact: true }).waitFor(),
  },
  { name: 'Analys of a new school', visit: { person: EMPTY, sub: '/analysis' }, arrive: shows('analysis.empty.title') },
  { name: 'Plan', visit: { person: SETTLED, sub: '/plan' }, arrive: shows('plan.suggestions.title') },
  {
    name: 'Plan with an action open',
    visit: { person: SETTLED, sub: '/plan' },
    arrive: async (teams) => {
      await planPage(teams).goals().getByRole('listitem').getByRole('link').first().click();
      await actionPanel(teams).responsible.waitFor();
    },
  },
  { name: 'Plan of a new school', visit: { person: EMPTY, sub: '/plan' }, arrive: shows('plan.empty.title') },
  { name: 'Dela before it is shared', visit: { person: READY, sub: '/share' }, arrive: shows('share.preview.title') },
  {
    name: 'taking a suggestion',
    visit: { person: SETTLED, sub: '/plan' },
    arrive: async (teams) => {
      await planPage(teams).takers().first().click();
      await planPage(teams).addToPlan().waitFor();
    },
  },
  {
    name: 'Dela when it is published',
    visit: { person: PUBLISHED, sub: '/share' },
    arrive: shows('share.withdraw.button'),
  },
  { name: 'när LIKA frågar', visit: { person: SETTLED, sub: '/schedule' }, arrive: shows('schedule.never.title') },
  {
    name: 'när LIKA frågar, for a reader',
    visit: { person: 'larare-sjoskolan', sub: '/schedule' },
    arrive: shows('schedule.whoMay'),
  },
  { name: 'Drift', visit: { person: SETTLED, sub: '/deliveries' }, arrive: shows('delivery.kind.welcome') },
  {
    name: 'Drift of the municipality',
    visit: { person: 'kommunansvarig', surface: 'personal', sub: '/municipality/deliveries' },
    arrive: shows('delivery.kind.welcome'),
  },
  {
    name: 'Roller',
    visit: { person: 'kommunansvarig', surface: 'personal', sub: '/municipality/roles' },
    arrive: shows('roles.missing.none'),
  },
  {
    name: 'handing a unit over',
    visit: { person: SETTLED, sub: '/heads' },
    arrive: async ({ tab, t }) => {
      await tab.getByRole('button', { name: t('heads.handOver'), exact: true }).click();
      await tab.getByText(t('heads.dialog.stays'), { exact: true }).waitFor();
    },
  },
  { name: 'Start', visit: { person: SETTLED, surface: 'personal' }, arrive: shows('start.units') },
  {
    name: 'Start without a role',
    visit: { person: 'elev-ekskolan', surface: 'personal' },
    arrive: shows('start.none.title'),
  },
  {
    name: 'Mina insatser',
    visit: { person: SETTLED, surface: 'personal', page: 'my-actions' },
    arrive: async ({ tab }) => tab.getByRole('main').getByRole('listitem').first().waitFor(),
  },
  { name: 'adding the tab to a channel', visit: { person: SETTLED, surface: 'config' }, arrive: shows('config.unit') },
  { name: 'a page that one may not see', visit: { person: 'elev-ekskolan' }, arrive: shows('errors.forbidden.title') },
];

/** The tab follows Teams' theme by itself; colours are looked at when it has. */
async function themeIs(teams: Teams, theme: Theme): Promise<void> {
  const own = theme === 'default' ? 'light' : theme;
  await teams.tab.locator(`html[data-theme="${own}"]`).waitFor();
}

/** Looks at every view in a language: with axe in each theme, and at the width of a small phone. */
export function everyViewIn(language: Language): void {
  let world: World;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), openBrowser()]);
    const instrument = await questions(world, SETTLED);
    const all = placedIndicators(instrument);
    const draft = await begin(world, SETTLED);
    for (const { indicator } of all.slice(0, 4))
      await answer(world, SETTLED, draft.id, indicator.id, { option: 'nearly' });
    await answerAll(world, READY, (await begin(world, READY)).id, all);
    page = await (await newProfile(browser)).newPage();
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  describe.each(VIEWS)('$name', ({ visit, arrive }) => {
    it('holds for everyone: axe finds nothing in any theme, and 320 px are wide enough', async () => {
      await page.setViewportSize(SIZES.wide);
      const teams = await openTeams(world, page, { ...visit, lang: language });
      await arrive(teams);
      const faults: Record<string, readonly string[]> = {};
      for (const theme of THEMES) {
        await page.getByLabel(teams.host('choose.theme')).selectOption(theme);
        await themeIs(teams, theme);
        faults[theme] = await accessibilityFaults(teams.frame());
      }
      await page.setViewportSize(NARROW);
      faults['narrow'] = await accessibilityFaults(teams.frame());
      expect(await teams.frame().evaluate(() => innerWidth)).toBeLessThanOrEqual(NARROW.width);
      expect({ ...faults, sideways: await sidewaysScroll(teams.frame()) }).toEqual({
        default: [],
        dark: [],
        contrast: [],
        narrow: [],
        sideways: 0,
      });
    });
  });

  describe('the page outside Teams', () => {
    it('holds for everyone, light and dark', async () => {
      const t = tabTexts(language);
      const profile = await browser.newContext({ locale: language === 'sv' ? 'sv-SE' : 'en-GB', viewport: NARROW });
      const outside = await profile.newPage();
      for (const colorScheme of ['light', 'dark'] as const) {
        await outside.emulateMedia({ colorScheme });
        await outside.goto(`${world.serviceUrl}/tab/`);
        await outside.getByRole('heading', { name: t('outside.title') }).waitFor();
        expect(await accessibilityFaults(outside.mainFrame())).toEqual([]);
        expect(await sidewaysScroll(outside.mainFrame())).toBe(0);
      }
      await profile.close();
    });
  });
}
