import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { COMMENT_MAX } from '../../lika/assessment/assessment.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { Indicator, Instrument } from '../../lika/instrument/instrument.ts';
import { openBrowser } from '../support/browser.ts';
import { answer, areaPage, begin, newest, questions } from '../support/pages/assess.ts';
import { inFocus, newProfile, openTeams } from '../support/pages/host.ts';
import type { Teams } from '../support/pages/host.ts';
import { recordSaves } from '../support/pages/saves.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
let browser: Browser;
let profile: BrowserContext;
let instrument: Instrument;
/** The first area's questions, in the order of the page. */
let ledning: readonly Indicator[];

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  instrument = await questions(world, 'rektor-ekskolan');
  ledning = instrument.areas[0]?.steps.flatMap(({ indicators }) => indicators) ?? [];
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});
afterEach(() => profile.close());

const ask = (at: number): Indicator => {
  const indicator = ledning[at];
  if (!indicator) throw new Error(`Ledning has no question ${String(at)}`);
  return indicator;
};

/** A head opens the first area, in a browser of their own. */
async function openArea(person: string, { sub = '/assess/ledning' } = {}) {
  const assessment = await begin(world, person);
  profile = await newProfile(browser);
  const teams = await openTeams(world, await profile.newPage(), { person, sub });
  const area = areaPage(teams, instrument);
  await area.group(ask(0)).waitFor();
  return { ...teams, area, assessment };
}

/** What the service holds of an answer. */
const held = async (person: string, indicator: Indicator) =>
  (await newest(world, person)).answers.find((each) => each.indicator === indicator.id);

const clockInSweden = (moment: string): string =>
  new Intl.DateTimeFormat('sv-SE', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Stockholm' })
    .format(new Date(moment))
    .replace(':', '.');

const nameOf = (teams: Teams, indicator: Indicator): string => textIn(indicator.statement, teams.language);

describe('answering with the keyboard', () => {
  it('enters a row of answers with Tab, leaves it with Tab, and moves within it with the arrows', async () => {
    const { page, area, t, ...teams } = await openArea('rektor-ekskolan');
    await area.enter(ask(0));
    await page.keyboard.press('Tab');
    expect(await inFocus({ ...teams, page, t })).toBe(`button ${t('assess.help.open')}`);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await area.choice(ask(0))).toBe('started');
    await page.keyboard.press('ArrowLeft');
    expect(await area.choice(ask(0))).toBe('planned');
    expect(await area.choice(ask(1))).toBe('nothing');
  });

  it('chooses with 0 to 4 and E in the row that has focus, and nowhere else', async () => {
    const { page, area, t } = await openArea('rektor-bjorkskolan');
    await area.enter(ask(0));
    const byKey = { 4: 'achieved', 3: 'nearly', 2: 'started', 1: 'planned', 0: 'not-planned', e: 'not-relevant' };
    for (const [key, level] of Object.entries(byKey)) {
      await page.keyboard.press(key);
      expect([key, await area.choice(ask(0))]).toEqual([key, level]);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('4');
    expect(await area.choice(ask(0))).toBe('not-relevant');

    await area.openComment(ask(0));
    await area.comment(ask(0)).focus();
    await page.keyboard.type('En av 4');
    expect(await area.comment(ask(0)).inputValue()).toBe('En av 4');
    expect(await area.choice(ask(0))).toBe('not-relevant');

    await area.enter(ask(1));
    await page.keyboard.press('2');
    expect([await area.choice(ask(0)), await area.choice(ask(1))]).toEqual(['not-relevant', 'started']);
    expect(await area.sign().textContent()).not.toContain(t('saved.attention'));
  });

  it('goes to the next unanswered question with N, past those that have an answer, but writes an n in a comment', async () => {
    const { page, area, assessment } = await openArea('rektor-kvarnskolan');
    for (const at of [0, 1, 3])
      await answer(world, 'rektor-kvarnskolan', assessment.id, ask(at).id, { option: 'started' });
    await area.chosen(ask(3)).waitFor();

    await area.enter(ask(0));
    await page.keyboard.press('n');
    await until('the third question has focus', () => area.hasFocus(ask(2)));
    await page.keyboard.press('n');
    await until('the fifth question has focus', () => area.hasFocus(ask(4)));

    await area.openComment(ask(2));
    await area.comment(ask(2)).focus();
    await page.keyboard.press('n');
    expect(await area.comment(ask(2)).inputValue()).toBe('n');
  });

  it('leaves single keys alone when the person has turned them off', async () => {
    const { page, area, tab, t } = await openArea('rektor-akerskolan');
    await tab.getByText(t('assess.levels.open')).click();
    await tab.getByRole('button', { name: t('assess.keys.turnOff') }).click();
    await area.enter(ask(0));
    await page.keyboard.press('4');
    expect(await area.choice(ask(0))).toBe('nothing');
    await tab.getByRole('button', { name: t('assess.keys.turnOn') }).click();
    await area.enter(ask(0));
    await page.keyboard.press('4');
    expect(await area.choice(ask(0))).toBe('achieved');
  });
});

describe('saving', () => {
  it('sends one answer when the arrows have passed through several and the choice has rested 600 ms', async () => {
    const { page, area } = await openArea('rektor-granskolan');
    const sent = recordSaves(page);
    await page.clock.install();
    await page.reload();
    await area.enter(ask(0));
    await page.clock.pauseAt(Date.now() + 60_000);
    for (const _ of [1, 2, 3, 4]) await page.keyboard.press('ArrowRight');
    await page.clock.runFor(599);
    expect(await area.choice(ask(0))).toBe('achieved');
    expect(sent).toEqual([]);
    await page.clock.runFor(1);
    await until('the answer is sent', async () => sent.length > 0);
    await until('the service has it', async () => (await held('rektor-granskolan', ask(0)))?.option === 'achieved');
    expect(sent).toHaveLength(1);
  });

  it('sends an answer at once when focus leaves the row', async () => {
    const { page, area } = await openArea('rektor-norrskolan');
    const sent = recordSaves(page);
    await page.clock.install();
    await page.reload();
    await area.enter(ask(0));
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.keyboard.press('3');
    // Help and comment belong to the question; beyond them, focus has left.
    for (const _ of [1, 2, 3]) await page.keyboard.press('Tab');
    await until('the answer is sent though no time has passed', async () => sent.length === 1);
    expect(sent[0]).toMatchObject({ indicator: ask(0).id, option: 'nearly' });
  });

  it('says quietly when the latest answer was saved', async () => {
    const { page, area, t } = await openArea('rektor-gymnasiet');
    await area.choose(ask(0), 'nearly');
    const { at } = await until('the service has it', () => held('rektor-gymnasiet', ask(0)));
    const said = t('saved.at', { time: clockInSweden(at) });
    await until(`it says ${said}`, async () => (await area.sign().textContent()) === said);
    await page.reload();
    await until('it says so after a reload too', async () => (await area.sign().textContent()) === said);
    expect(await area.choice(ask(0))).toBe('nearly');
  });

  it('keeps a comment that is too long, says how much, and saves it once it fits', async () => {
    const { page, area, t } = await openArea('rektor-centralskolan');
    const sent = recordSaves(page);
    await area.openComment(ask(0));
    await area.comment(ask(0)).fill('å'.repeat(COMMENT_MAX + 3));
    await area
      .block(ask(0))
      .getByText(t('assess.comment.tooLong', { count: 3 }))
      .first()
      .waitFor();
    await until('the sign asks for help', async () => (await area.sign().textContent()) === t('saved.attention'));
    await area.enter(ask(1));

    await page.reload();
    await area.group(ask(0)).waitFor();
    await area
      .block(ask(0))
      .getByRole('button', { name: t('assess.comment.one') })
      .click();
    expect(await area.comment(ask(0)).inputValue()).toHaveLength(COMMENT_MAX + 3);
    expect(sent).toEqual([]);

    await area.comment(ask(0)).fill('å'.repeat(COMMENT_MAX));
    await area.enter(ask(1));
    await until(
      'the service has it',
      async () => (await held('rektor-centralskolan', ask(0)))?.comment === 'å'.repeat(COMMENT_MAX),
    );
    await until('nothing asks for help', async () => (await area.sign().textContent()) !== t('saved.attention'));
  });
});

describe('coming back', () => {
  it('leads to the first unanswered question, from the task list and from the area', async () => {
    const person = 'rektor-sjoskolan';
    const assessment = await begin(world, person);
    for (const at of [0, 1, 2]) await answer(world, person, assessment.id, ask(at).id, { option: 'nearly' });
    profile = await newProfile(browser);
    const teams = await openTeams(world, await profile.newPage(), { person, sub: '/assess' });
    const { tab, t } = teams;
    const area = areaPage(teams, instrument);
    await tab.getByText(t('assess.stoppedAt', { area: 'Ledning', step: 1 })).waitFor();
    await tab.getByText(nameOf(teams, ask(3))).waitFor();
    await tab.getByRole('link', { name: t('assess.continue'), exact: true }).click();
    await until('the fourth question has focus', () => area.hasFocus(ask(3)));

    await tab
      .getByRole('link', { name: t('assess.allAreas') })
      .first()
      .click();
    await tab.getByRole('link', { name: /^Ledning/ }).click();
    await until('the fourth question has focus again', () => area.hasFocus(ask(3)));
  });

  it('shows in every other window what was chosen in one, on the same computer and on another', async () => {
    const { area } = await openArea('rektor-ekskolan');
    const there = { person: 'rektor-ekskolan', sub: '/assess/ledning' };
    const beside = areaPage(await openTeams(world, await profile.newPage(), there), instrument);
    const elsewhere = await newProfile(browser);
    const away = areaPage(await openTeams(world, await elsewhere.newPage(), there), instrument);
    await Promise.all([beside.group(ask(5)).waitFor(), away.group(ask(5)).waitFor()]);

    await area.choose(ask(5), 'nearly');
    for (const other of [beside, away])
      await until('the other window shows it', async () => (await other.choice(ask(5))) === 'nearly');
    await elsewhere.close();
  });
});
