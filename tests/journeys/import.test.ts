import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { placedIndicators, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { openDraft, query, saidIn } from '../api/import-files.ts';
import { openBrowser } from '../support/browser.ts';
import { accessibilityFaults, sidewaysScroll } from '../support/pages/accessible.ts';
import { questions, unitOf } from '../support/pages/assess.ts';
import { newProfile, openTeams, SIZES, viewIs } from '../support/pages/host.ts';
import type { Visit } from '../support/pages/host.ts';
import { focusComesTo, pressOn, watchTitle } from '../support/pages/keyboard.ts';
import { tabTexts } from '../support/pages/texts.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-ekskolan';
const t = tabTexts();

let world: World;
let browser: Browser;
let profile: BrowserContext;
let instrument: Instrument;
let unit: string;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  instrument = await questions(world, HEAD);
  unit = await unitOf(world, HEAD);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});
afterEach(() => profile.close());

const statements = () => placedIndicators(instrument).map(({ indicator }) => textIn(indicator.statement, 'sv'));

/** Six rows of an export as the first tool made it: one answer of another scale, one text cut in the middle, one unknown. */
function oldExport(): Buffer {
  const [a, b, c, d, e = ''] = statements();
  const cut = e.slice(0, e.length * 0.55);
  const rows = [
    [a, 'Uppnådd'],
    [b, 'Nästan där'],
    [c, 'Påbörjad'],
    [d, 'Ja'],
    [cut, 'Planerad'],
    ['Vädret', 'Soligt'],
  ];
  const lines = rows.map((cells) => cells.map((cell) => `"${cell ?? ''}"`).join(';'));
  return Buffer.from(['LIKA 2018', '', '"Indikator";"Värdering"', ...lines].join('\r\n'));
}

async function visit(who: Partial<Visit>, size: (typeof SIZES)[keyof typeof SIZES] = SIZES.wide) {
  profile = await newProfile(browser, size);
  const page = await profile.newPage();
  return openTeams(world, page, { person: HEAD, ...who });
}

describe('a head with an old export', () => {
  it('brings it in from Skatta by keyboard, settles what is unsure, sees the answers, and undoes it', async () => {
    const teams = await visit({ sub: '/assess' });
    const { tab, page } = teams;
    const titleHeldFocus = await watchTitle(teams.frame());
    await pressOn(page, tab.getByRole('link', { name: t('assess.bringIn') }));
    await viewIs(teams, t('import.title'));
    expect(await titleHeldFocus()).toBe(true);
    const button = tab.getByRole('button', { name: t('import.choose.button') });
    // Asked for before the way there: the browser's own window opens for whoever is late.
    const chooser = page.waitForEvent('filechooser');
    await pressOn(page, button);
    await (await chooser).setFiles({ name: 'LIKA 2018.csv', mimeType: 'text/csv', buffer: oldExport() });
    await focusComesTo('what was understood', tab.getByRole('heading', { name: t('import.said.title') }));
    await tab.getByText(t('import.said.known', { count: 3 }), { exact: false }).waitFor();
    expect(await accessibilityFaults(teams.frame())).toEqual([]);
    expect(await openDraft(world, HEAD, unit)).toBeNull();

    await tab.getByRole('combobox', { name: t('import.unsure.word', { word: 'ja' }) }).selectOption('Uppnådd');
    const cut = tab.getByRole('combobox', { name: statements()[4]?.slice(0, 12) ?? '' });
    await cut.selectOption({ label: statements()[4] ?? '' });
    await tab.getByRole('heading', { name: t('import.unsure.settled') }).waitFor();
    // What was said stays in sight, with the focus where it was.
    expect(await cut.isVisible()).toBe(true);
    await pressOn(page, tab.getByRole('button', { name: t('import.take.answers', { count: 5 }) }));
    await focusComesTo('that it is done', tab.getByRole('heading', { name: t('import.done.title') }));
    expect(await accessibilityFaults(teams.frame())).toEqual([]);
    expect(Object.keys(saidIn(await openDraft(world, HEAD, unit)))).toHaveLength(5);

    await pressOn(page, tab.getByRole('link', { name: t('import.done.toAssess') }));
    await tab.getByText(t('assess.answered', { answered: 5, total: statements().length })).waitFor();

    // Somebody who has left finds it again, and can still undo it.
    await pressOn(page, tab.getByRole('link', { name: t('assess.bringIn') }));
    const latest = tab.getByRole('region', { name: t('import.recent.taken') });
    await latest.getByText(t('import.recent.you'), { exact: false }).waitFor();
    expect(await accessibilityFaults(teams.frame())).toEqual([]);
    await pressOn(page, latest.getByRole('link', { name: `${t('import.recent.show')} LIKA 2018.csv` }));
    await pressOn(page, tab.getByRole('button', { name: t('import.done.undo') }));
    await focusComesTo('that it is undone', tab.getByRole('heading', { name: t('import.done.undone') }));
    await until('nothing stands', async () => Object.keys(saidIn(await openDraft(world, HEAD, unit))).length === 0);
  });

  it('is told when the draft has become another, sees the file held against it, and brings it in', async () => {
    const { tab } = await visit({ sub: '/import' });
    const file = { name: 'LIKA 2018.csv', mimeType: 'text/csv', buffer: oldExport() };
    await tab.locator('input[type=file]').setInputFiles(file);
    await tab.getByText(t('import.take.draft')).waitFor();
    const draft = await openDraft(world, HEAD, unit);
    await query(
      world,
      `update assessment set state = 'withdrawn', published_at = now(), published_by = author, withdrawn_at = now(),
         withdrawn_by = author where id = $1`,
      [draft?.id],
    );
    const bringIn = tab.getByRole('button', { name: t('import.take.answers', { count: 3 }) });
    await bringIn.click();
    expect(await tab.getByRole('alert').textContent()).toContain('nytt påbörjats');
    await tab.getByText(t('import.take.newDraft')).waitFor();
    expect(await openDraft(world, HEAD, unit)).toBeNull();
    await bringIn.click();
    await tab.getByRole('heading', { name: t('import.done.title') }).waitFor();
    expect(Object.keys(saidIn(await openDraft(world, HEAD, unit)))).toHaveLength(3);
  });

  it('is told kindly about a file that cannot be read, and finds its way at 360 px', async () => {
    const teams = await visit({ sub: '/import' }, SIZES.phone);
    const { tab } = teams;
    const input = tab.locator('input[type=file]');
    await input.setInputFiles({ name: 'bild.xlsx', mimeType: 'x/y', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 1]) });
    expect(await tab.getByRole('alert').textContent()).toContain('bild');
    await input.setInputFiles({ name: 'gammal.csv', mimeType: 'text/csv', buffer: oldExport() });
    await tab.getByRole('heading', { name: t('import.said.title') }).waitFor();
    expect(await sidewaysScroll(teams.frame())).toBe(0);
    expect(await accessibilityFaults(teams.frame())).toEqual([]);
  });

  it('who isn’t head has no way in, and is told whose it is', async () => {
    const teams = await visit({ person: 'larare-sjoskolan', sub: '/import' });
    await teams.tab.getByRole('heading', { name: t('import.notYours.title') }).waitFor();
    expect(await teams.tab.getByRole('button', { name: t('import.choose.button') }).count()).toBe(0);
  });
});
