import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { THEMES, openCardPage, overflowing, show } from '../support/cards/drawing.ts';
import { USUAL } from '../support/cards/filling.ts';
import { samples } from '../support/cards/samples.ts';
import { accessibilityFaults, sidewaysScroll } from '../support/pages/accessible.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const LONG = { ...USUAL, name: () => 'Barnochutbildningsförvaltningens'.repeat(3), many: 40 };

/** What axe finds, what sticks out, and whether one has to scroll sideways. */
const faultsOf = async (page: Page) => [
  ...(await accessibilityFaults(page.mainFrame())),
  ...(await overflowing(page)),
  ...((await sidewaysScroll(page.mainFrame())) > 0 ? ['the page scrolls sideways'] : []),
];

describe.each([360, 1280])('at %i pixels', (width) => {
  let page: Page;
  beforeAll(async () => {
    page = await openCardPage(browser, width);
  });
  afterAll(() => page.close());

  describe.each(['sv', 'en'] as const)('in the language %s', (language) => {
    it.each(THEMES)('every card is drawn whole, and axe finds nothing, in the theme %s', async (theme) => {
      const cards = samples(language);
      await show(page, cards, language, theme);
      expect(await page.locator('.card').count()).toBe(cards.length);
      expect(await faultsOf(page)).toEqual([]);
    });
  });
});

describe('on a phone', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openCardPage(browser, 360);
  });
  afterAll(() => page.close());

  it('long names and full lists stay within the card', async () => {
    await show(page, samples('sv', LONG), 'sv', 'default');
    expect(await overflowing(page)).toEqual([]);
  });

  it.each([
    ['discussion settled', 'Skriv en slutsats'],
    ['discussion settled', 'Ta med i utkastet'],
    ['discussion settled', 'Gör till insats'],
    ['follow-up asked', 'Byt ansvarig'],
    ['schedule on', 'Ändra'],
    ['schedule suggestion', 'Välj själv'],
  ])('the card %s unfolds “%s” within itself, as accessible as the rest', async (name, button) => {
    const cards = samples('sv').filter((sample) => sample.name === name);
    await show(page, cards, 'sv', 'default');
    const fields = page.locator('.card :is(input, select, textarea)').filter({ visible: true });
    const before = await fields.count();
    await page.getByRole('button', { name: button, exact: true }).click();
    expect(await fields.count()).toBeGreaterThan(before);
    expect(await faultsOf(page)).toEqual([]);
  });
});
