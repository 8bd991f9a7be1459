import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { Indicator, Instrument } from '../../lika/instrument/instrument.ts';
import { openBrowser } from '../support/browser.ts';
import { answer, areaPage, begin, newest, questions } from '../support/pages/assess.ts';
import { newProfile, openTeams } from '../support/pages/host.ts';
import { holdUp, letThrough, recordSaves } from '../support/pages/saves.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
let browser: Browser;
let profile: BrowserContext;
let instrument: Instrument;
let first: Indicator;
let second: Indicator;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  instrument = await questions(world, 'rektor-ekskolan');
  const ledning = instrument.areas[0]?.steps.flatMap(({ indicators }) => indicators) ?? [];
  if (!ledning[0] || !ledning[1]) throw new Error('Ledning has too few questions');
  [first, second] = [ledning[0], ledning[1]];
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});
beforeEach(async () => {
  profile = await newProfile(browser);
});
afterEach(() => profile.close());

/** Someone opens Ledning in the test's browser profile. */
async function openArea(person: string, page?: Awaited<ReturnType<BrowserContext['newPage']>>) {
  const visit = { person, sub: '/assess/ledning' };
  const teams = await openTeams(world, page ?? (await profile.newPage()), visit);
  const area = areaPage(teams, instrument);
  await area.group(first).waitFor();
  return { ...teams, area };
}

const held = async (person: string, indicator: Indicator) =>
  (await newest(world, person)).answers.find((each) => each.indicator === indicator.id) ?? null;
const isHeld = (person: string, indicator: Indicator, option: string) =>
  until(`the service has ${option}`, async () => (await held(person, indicator))?.option === option, 90_000);

describe('without the network', () => {
  it('says that the answer lies on the device, and sends it by itself when the network is back', async () => {
    const person = 'rektor-ekskolan';
    await begin(world, person);
    const { area, t } = await openArea(person);
    await profile.setOffline(true);
    await area.choose(first, 'nearly');
    await until('it says where the answer is', async () => (await area.sign().textContent()) === t('saved.device'));
    expect(await held(person, first)).toBeNull();

    await profile.setOffline(false);
    await isHeld(person, first, 'nearly');
    await until('nothing waits', async () => (await area.sign().textContent()) !== t('saved.device'));
  });

  it('keeps answers and a comment over a closed tab, and sends them at the next visit', async () => {
    const person = 'rektor-bjorkskolan';
    await begin(world, person);
    const { area, page, t } = await openArea(person);
    await profile.setOffline(true);
    await area.choose(first, 'planned');
    await area.openComment(second);
    await area.comment(second).fill('Vi tar upp det på nästa möte.');
    await area.enter(first);
    await until('it lies on the device', async () => (await area.sign().textContent()) === t('saved.device'));
    await page.close();
    await profile.setOffline(false);
    expect(await held(person, first)).toBeNull();

    await openArea(person);
    await isHeld(person, first, 'planned');
    const { comment } = await until('the comment is there', () => held(person, second));
    expect(comment).toBe('Vi tar upp det på nästa möte.');
  });

  it('shows what waits after a reload, while the service still cannot be reached with it', async () => {
    const person = 'rektor-kvarnskolan';
    await begin(world, person);
    const { area, page, t } = await openArea(person);
    await holdUp(page, 'cut');
    await area.choose(first, 'started');
    await until('it lies on the device', async () => (await area.sign().textContent()) === t('saved.device'));
    await page.reload();
    await until('the choice stands', async () => (await area.choice(first)) === 'started');
    expect(await held(person, first)).toBeNull();
    await letThrough(page);
    await isHeld(person, first, 'started');
  });
});

describe('when the service cannot take an answer just now', () => {
  it('keeps it on the device and tries again until it is taken', async () => {
    const person = 'rektor-akerskolan';
    await begin(world, person);
    const { area, page, t } = await openArea(person);
    const sent = recordSaves(page);
    await holdUp(page, { status: 503 });
    await area.choose(first, 'achieved');
    await until('it lies on the device', async () => (await area.sign().textContent()) === t('saved.device'));
    await until('it has been tried twice', async () => sent.length >= 2);
    await page.reload();
    await until('the choice stands', async () => (await area.choice(first)) === 'achieved');
    await letThrough(page);
    await isHeld(person, first, 'achieved');
    await until('nothing waits', async () => (await area.sign().textContent()) !== t('saved.device'));
  });
});

describe('on a shared computer', () => {
  it('never sends one person’s answers as another, and sends them when the first one is back', async () => {
    const [head, colleague] = ['rektor-ekskolan', 'bitradande-ekskolan'];
    const joint = await begin(world, head);
    await begin(world, colleague, 'own');
    const before = await held(head, second);
    const { area, page, t } = await openArea(head);
    await holdUp(page, 'cut');
    await area.choose(second, 'not-relevant');
    await until('it lies on the device', async () => (await area.sign().textContent()) === t('saved.device'));
    await letThrough(page);
    const sent = recordSaves(page);

    const theirs = await openArea(colleague, page);
    expect(await theirs.area.choice(second)).toBe('nothing');
    await theirs.area.choose(first, 'planned');
    await until(
      'the colleague’s own answer is there',
      async () => (await held(colleague, first))?.option === 'planned',
    );
    expect(sent.map(({ assessment, person }) => [assessment === joint.id, person])).toEqual([
      [false, world.person(colleague).id],
    ]);
    expect(await held(head, second)).toEqual(before);

    await openArea(head, page);
    await isHeld(head, second, 'not-relevant');
    expect(sent.at(-1)).toMatchObject({ assessment: joint.id, person: world.person(head).id, option: 'not-relevant' });
  });
});

describe('when the same answer has changed in another window meanwhile', () => {
  /** The person chooses `mine` while another window has made it `theirs`. */
  async function meet(person: string, { mine, theirs }: { mine: string; theirs: string }) {
    const assessment = await begin(world, person);
    await answer(world, person, assessment.id, first.id, { option: 'not-planned' });
    const opened = await openArea(person);
    const { area, page, t } = opened;
    await holdUp(page, 'cut');
    await area.openComment(first);
    await area.comment(first).fill('Skrivet utan nät.');
    await area.choose(first, mine);
    await until('it lies on the device', async () => (await area.sign().textContent()) === t('saved.device'));
    await answer(world, person, assessment.id, first.id, { option: theirs, version: 1 });
    await letThrough(page);
    const alert = area.block(first).getByRole('alert');
    await alert.waitFor({ timeout: 90_000 });
    return { ...opened, alert };
  }
  const label = (key: string): string => {
    const option = instrument.scale.find((each) => each.key === key);
    return option ? textIn(option.label, 'sv') : '';
  };

  it('shows what stands and what was chosen, and keeps the person’s own when they say so', async () => {
    const person = 'rektor-granskolan';
    const { alert, area, t } = await meet(person, { mine: 'nearly', theirs: 'planned' });
    for (const words of [t('assess.conflict.theirs'), t('assess.conflict.mine'), label('planned'), label('nearly')])
      expect(await alert.textContent()).toContain(words);
    expect(await alert.textContent()).toContain('Skrivet utan nät.');
    expect(await area.sign().textContent()).toBe(t('saved.attention'));
    expect((await held(person, first))?.option).toBe('planned');

    await alert.getByRole('button', { name: t('assess.conflict.keepMine') }).click();
    await isHeld(person, first, 'nearly');
    expect((await held(person, first))?.comment).toBe('Skrivet utan nät.');
    await alert.waitFor({ state: 'detached' });
  });

  it('lets what stands stay when the person says so', async () => {
    const person = 'rektor-norrskolan';
    const { alert, area, t } = await meet(person, { mine: 'started', theirs: 'achieved' });
    await alert.getByRole('button', { name: t('assess.conflict.takeTheirs') }).click();
    await until('what stands is shown', async () => (await area.choice(first)) === 'achieved');
    await alert.waitFor({ state: 'detached' });
    expect((await held(person, first))?.option).toBe('achieved');
  });
});
