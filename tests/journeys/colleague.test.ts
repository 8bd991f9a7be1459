import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { openBrowser } from '../support/browser.ts';
import { accessibilityFaults } from '../support/pages/accessible.ts';
import { newProfile, openTeams } from '../support/pages/host.ts';
import type { Teams } from '../support/pages/host.ts';
import { addAction, heldPlan } from '../support/pages/plan.ts';
import { card, clock, posts, toastSaying } from '../support/pages/teams-views.ts';
import { serviceTexts } from '../support/pages/texts.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-sjoskolan';
const DEPUTY = 'bitradande-sjoskolan';
const TEACHER = 'larare-sjoskolan';
const SJOSKOLAN = 'd3aa1712-d617-4990-8462-93a17b6ab220';
const INDICATOR = 'k-ai-basics';
/** A Thursday in term. */
const TODAY = '2026-11-26T09:00:00Z';
const FOLLOW_UP = '2026-12-03';
const t = serviceTexts();
const ABOUT = t('card.discussion.about', { area: 'Kompetens', step: 1 });

let world: World;
let browser: Browser;
const profiles: BrowserContext[] = [];
let head: Teams;
let deputy: Teams;
let teacher: Teams;
/** The head's second window, with the tab in it. */
let plan: Teams;

async function open(person: string, visit: { view?: 'posts' | 'tab'; sub?: string }): Promise<Teams> {
  const profile = await newProfile(browser);
  profiles.push(profile);
  return openTeams(world, await profile.newPage(), { person, ...visit });
}

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  await world.sandbox('POST', '/clock', { set: TODAY });
  head = await open(HEAD, { view: 'posts' });
  deputy = await open(DEPUTY, { view: 'posts' });
  teacher = await open(TEACHER, { view: 'posts' });
  plan = await open(HEAD, { view: 'tab', sub: '/plan' });
});
afterAll(async () => {
  for (const profile of profiles) await profile.close();
  await browser.close();
  await world.stop();
});

/** A picture of a window, to be looked at. */
async function picture({ page }: Teams, name: string): Promise<void> {
  const folder = process.env['LIKA_LOOK'] ?? join(world.dataDir, 'pictures');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `colleague-${name}.png`) });
}

/** A picture of one card, as the help for heads shows it. */
async function cardPicture(window: Teams, words: string, name: string): Promise<void> {
  const folder = process.env['LIKA_PICTURES'] === '1' ? 'docs/images' : world.dataDir;
  const path = join(folder, `${name}.png`);
  // A card that is drawn anew just then is taken once more.
  await until('the picture is taken', async () => {
    const taken = await card(window, words)
      .body.screenshot({ path, timeout: 5000 })
      .catch(() => null);
    return taken !== null && taken.length > 5000;
  });
}

const PATIENCE = { timeout: 2000 };

interface Form {
  readonly opener: string;
  readonly label: string;
  readonly words: string;
  readonly sender: string;
}

/** Fills in a form of the card and sends it. An update that comes meanwhile draws the card anew, and the form is empty again. */
async function fillIn(window: Teams, { opener, label, words, sender }: Form): Promise<void> {
  const here = card(window, ABOUT);
  const field = here.field(label);
  const sent = here.body.getByText(words).first();
  await until(`"${words}" stands on the card`, async () => {
    if (await sent.isVisible()) return true;
    try {
      if (!(await field.isVisible())) await here.button(opener).click(PATIENCE);
      await field.fill(words, PATIENCE);
      await here.button(sender).click(PATIENCE);
      await sent.waitFor(PATIENCE);
      return true;
    } catch {
      return false;
    }
  });
}

const choose = (option: string) => t('card.discussion.choose', { option });

describe('a school talks about an indicator where it talks about everything else', () => {
  it('the bot has said once why it is here', async () => {
    await posts(teacher).message(t('card.welcome.shared')).waitFor();
    expect(await posts(teacher).conversation.getByText(t('card.welcome.shared')).count()).toBe(1);
  });

  it('the head asks, and each votes in their own window without seeing the others’ answers', async () => {
    await posts(head).write(`@LIKA diskutera ${INDICATOR}`);
    await card(teacher, ABOUT).body.waitFor();
    await card(head, ABOUT).press(choose('Påbörjad'));
    await card(head, ABOUT)
      .button(t('card.discussion.yours', { option: 'Påbörjad' }))
      .waitFor();
    await card(deputy, ABOUT).press(choose('Uppnådd'));
    const twoOfThree = t('card.discussion.answeredOf', { count: 2, members: 3 });
    for (const window of [head, deputy, teacher]) await card(window, ABOUT).body.getByText(twoOfThree).waitFor();
    for (const window of [head, deputy, teacher])
      expect(await card(window, ABOUT).body.textContent()).not.toContain(t('card.discussion.answers', { count: 2 }));
    await picture(head, 'vote');
    await cardPicture(head, ABOUT, 'talk-vote');
    expect(await accessibilityFaults(head.page.mainFrame())).toEqual([]);
  });

  it('when all have voted everybody sees how the answers fell, and nobody who gave which', async () => {
    await card(teacher, ABOUT).press(choose('Planerad'));
    for (const window of [head, deputy, teacher]) {
      await card(window, ABOUT)
        .body.getByText(t('card.discussion.answers', { count: 3 }))
        .waitFor();
      for (const person of [HEAD, DEPUTY, TEACHER])
        expect(await card(window, ABOUT).body.textContent()).not.toContain(world.person(person).name);
    }
    await picture(deputy, 'revealed');
    await cardPicture(deputy, ABOUT, 'talk-shown');
  });

  it('the conclusion that one writes is read by all, and the head’s tab shows the action that came of it at once', async () => {
    await card(head, ABOUT).press(t('card.discussion.settle'));
    const conclusion = 'Vi provar i två arbetslag först.';
    await fillIn(teacher, {
      ...{ opener: t('card.discussion.conclude'), label: t('card.discussion.concludeLabel') },
      ...{ words: conclusion, sender: t('card.save') },
    });
    for (const window of [deputy, head]) await card(window, ABOUT).body.getByText(conclusion).first().waitFor();

    const title = 'Två arbetslag provar AI i planeringen';
    await fillIn(head, {
      ...{ opener: t('card.discussion.act'), label: t('card.discussion.actLabel') },
      ...{ words: title, sender: t('card.discussion.actSave') },
    });
    await plan.tab.getByRole('link', { name: title }).waitFor();
    await picture(head, 'outcome');
  });

  it('the head takes the answer into the draft, and finds it in Skatta', async () => {
    const { id } = (await world.api(HEAD, 'POST', `/api/units/${SJOSKOLAN}/assessments`, { body: { kind: 'unit' } }))
      .body as Assessment;
    const save = card(head, ABOUT).button(t('card.discussion.takeSave'));
    const held = await until('the draft has the answer', async () => {
      // Drawn anew meanwhile, the card has its form closed again.
      if (!(await save.isVisible()))
        await card(head, ABOUT)
          .button(t('card.discussion.take'))
          .click(PATIENCE)
          .catch(() => undefined);
      await save.click(PATIENCE).catch(() => undefined);
      const { answers } = (await world.api(HEAD, 'GET', `/api/assessments/${id}`)).body as Assessment;
      return answers.find(({ indicator }) => indicator === INDICATOR);
    });
    expect(held).toMatchObject({ option: 'started', comment: 'Vi provar i två arbetslag först.' });
  });
});

describe('the plan is kept alive where people talk', () => {
  const TITLE = 'Lagtid varannan onsdag läggs i schemat';

  it('the schedule is turned on from the channel', async () => {
    await posts(head).write('@LIKA schema');
    await card(head, t('card.schedule.off')).press(t('card.schedule.turnOn'));
    await toastSaying(head, /./).first().waitFor();
    await card(teacher, t('card.schedule.about', { unit: 'Sjöskolan' })).body.waitFor();
  });

  it('on the day of the follow-up the team is asked, the responsible answers, and the tab follows', async () => {
    const action = await addAction(world, HEAD, TITLE);
    await world.api(HEAD, 'PATCH', `/api/actions/${action.id}`, {
      body: {
        ...{ version: action.version, state: 'decided', responsible: world.person(DEPUTY).id, due: '2026-12-18' },
        followUp: { on: FOLLOW_UP, how: null },
      },
    });
    await clock(head).set(`${FOLLOW_UP}T08:30`);
    await card(deputy, TITLE).body.waitFor({ timeout: 60_000 });
    await picture(deputy, 'follow-up');
    await cardPicture(deputy, TITLE, 'follow-up');
    expect(await accessibilityFaults(deputy.page.mainFrame())).toEqual([]);
    await card(teacher, TITLE).press(t('card.followUp.how.done'));
    await toastSaying(teacher, t('talk.press.notAllowed')).waitFor();
    await card(deputy, TITLE).field(t('card.followUp.ask')).fill('Schemat är lagt.');
    await card(deputy, TITLE).press(t('card.followUp.how.done'));
    await card(teacher, TITLE).body.getByText('Schemat är lagt.').waitFor();
    const held = (await heldPlan(world, HEAD)).actions.find(({ id }) => id === action.id);
    expect(held?.state).toBe('done');
    await picture(teacher, 'follow-up-answered');
  });
});
