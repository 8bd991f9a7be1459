import type { Browser, BrowserContext, Frame, FrameLocator, Page } from 'playwright-core';
import type { World } from '../world.ts';
import { hostTexts, tabTexts } from './texts.ts';
import type { Language, Say } from './texts.ts';

export type Theme = 'default' | 'dark' | 'contrast';

/** Who opens Teams, and where. Everything is a choice in the local Teams' own address. */
export interface Visit {
  readonly person: string;
  readonly theme?: Theme;
  readonly lang?: Language;
  readonly surface?: 'channel' | 'chat' | 'personal' | 'config';
  readonly view?: 'tab' | 'posts' | 'planner';
  /** Which page of the personal app. */
  readonly page?: 'start' | 'my-actions';
  /** A deep link's place in the tab, such as `/plan`. */
  readonly sub?: string;
  /** Among several teams of the person. */
  readonly team?: string;
  /** Which group chat, by key (`surface: 'chat'`, which has the conversation alone). */
  readonly chat?: string;
}

/** Teams as one person has it open, with the tab in its frame. */
export interface Teams {
  readonly page: Page;
  /** The tab's frame, for finding things in it. */
  readonly tab: FrameLocator;
  /** What the tab says, in the visit's language. */
  readonly t: Say;
  /** What Teams around it says. */
  readonly host: Say;
  readonly language: Language;
  /** The tab's frame, for asking the page itself. */
  frame(): Frame;
}

export const SIZES = {
  wide: { width: 1280, height: 900 },
  phone: { width: 360, height: 780 },
} as const;

/** A browser profile of its own, in Sweden, that reaches nothing but the two programs under test. */
export async function newProfile(
  browser: Browser,
  size: { readonly width: number; readonly height: number } = SIZES.wide,
): Promise<BrowserContext> {
  const profile = await browser.newContext({ viewport: size, locale: 'sv-SE', timezoneId: 'Europe/Stockholm' });
  profile.setDefaultTimeout(20_000);
  // teams-js asks Microsoft for a list of hosts; the tab is told of this one by the service.
  await profile.route(/^https:/, (route) => route.abort());
  return profile;
}

/** The address of a visit in the local Teams. */
export function addressOf(world: Pick<World, 'sandboxUrl'>, visit: Visit): string {
  const { surface = 'channel', theme = 'default', lang = 'sv', ...others } = visit;
  const query = new URLSearchParams({ ...others, surface, theme, lang });
  return `${world.sandboxUrl}/?${query.toString()}`;
}

/** Opens Teams as a person, in a page of the profile, and waits until what it frames has drawn itself. */
export async function openTeams(world: World, page: Page, visit: Visit): Promise<Teams> {
  await page.goto(addressOf(world, visit));
  const teams = teamsIn(page, visit.lang);
  if ((visit.view ?? 'tab') === 'tab' && visit.surface !== 'chat') await tabIsThere(teams);
  return teams;
}

/** Teams in a page that is open already. */
export function teamsIn(page: Page, language: Language = 'sv'): Teams {
  return {
    page,
    tab: page.frameLocator('iframe[name="lika-tab"]'),
    t: tabTexts(language),
    host: hostTexts(language),
    language,
    frame() {
      const frame = page.frame({ name: 'lika-tab' });
      if (!frame) throw new Error('there is no tab in the page');
      return frame;
    },
  };
}

/** The tab has its one heading: it shows a view, not that it is loading. */
export async function tabIsThere({ tab }: Pick<Teams, 'tab'>): Promise<void> {
  await tab.getByRole('heading').first().waitFor();
}

/** Goes to one of the channel's own tabs in Teams: its posts, LIKA, or Planner. */
export async function goInTeams({ page, host }: Teams, tab: 'posts' | 'tab' | 'planner' | 'files'): Promise<void> {
  const tabs = page.getByRole('navigation', { name: host('tabs.label') });
  await tabs.getByRole('link', { name: new RegExp(`^${host(`tabs.${tab}`)}`) }).click();
}

/** Goes to one of the tab's views. */
export async function goInTab(
  { tab, t }: Teams,
  view: 'now' | 'assess' | 'analysis' | 'plan' | 'share',
): Promise<void> {
  await tab
    .getByRole('banner')
    .getByRole('link', { name: t(`nav.${view}`), exact: true })
    .click();
}

/** Waits until the view with this title stands in the tab. */
export async function viewIs({ tab }: Teams, title: string): Promise<void> {
  await tab.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
}

/** What stands in focus: its role or tag, and its name or text. */
export async function inFocus(teams: Teams): Promise<string> {
  return teams.frame().evaluate(() => {
    const element = document.activeElement;
    if (!element) return 'nothing';
    const name = element.getAttribute('aria-label') ?? element.textContent;
    return `${element.getAttribute('role') ?? element.tagName.toLowerCase()} ${name.trim().slice(0, 120)}`;
  });
}
