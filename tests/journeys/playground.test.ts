import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Discussions } from '../../bot/api/schemas/talk.ts';
import { openBrowser } from '../support/browser.ts';
import { newProfile } from '../support/pages/host.ts';
import { addAction, heldPlan } from '../support/pages/plan.ts';
import { openPlayground } from '../support/pages/playground.ts';
import type { PlaygroundPage, Said } from '../support/pages/playground.ts';
import { serviceTexts } from '../support/pages/texts.ts';
import { LETS_IN_PLAYGROUND, startPlayground } from '../support/playground.ts';
import type { Playground } from '../support/playground.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-ekskolan';
const OTHERS = ['bitradande-ekskolan', 'it-pedagog-ekskolan'] as const;
const EKSKOLAN = '51c5544d-088f-44cb-8153-2691498a94d0';
/** A Thursday in term. */
const TODAY = '2026-11-26T09:00:00Z';
const FOLLOW_UP = '2026-12-03';
const t = serviceTexts();

let world: World;
let browser: Browser;
let playground: Playground;
let client: PlaygroundPage;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld({ env: LETS_IN_PLAYGROUND }), openBrowser()]);
  await world.sandbox('POST', '/clock', { set: TODAY });
  playground = await startPlayground(world);
  const profile = await newProfile(browser);
  client = await openPlayground(playground, await profile.newPage());
});
afterAll(async () => {
  await browser.close();
  await playground.stop();
  await world.stop();
});

/** A picture of the page, to be looked at. */
async function picture(name: string): Promise<void> {
  const folder = process.env['LIKA_LOOK'] ?? join(world.dataDir, 'pictures');
  mkdirSync(folder, { recursive: true });
  await client.page.screenshot({ path: join(folder, `playground-${name}.png`) });
}

const wordsOf = ({ card, text }: Said): string => (card ? JSON.stringify(card) : text);
/** Waits for a card or text with these words in a conversation. */
const saidIn = (place: string, words: string): Promise<Said> =>
  client.said(words, (one) => one.conversation.startsWith(place) && wordsOf(one).includes(words));

/** The ids that a discussion's card carries. */
function discussionOf({ card }: Said): string {
  const id = /"discussion":"([0-9a-f-]{36})"/.exec(JSON.stringify(card))?.[1];
  if (!id) throw new Error('the card is not of a discussion');
  return id;
}

async function voteAs(person: string, card: Said, option: string): Promise<string> {
  const data = { discussion: discussionOf(card), round: 1, option };
  const { status, body } = await playground.pressAs(person, card, 'discussion.vote', data);
  expect(status).toBe(200);
  return JSON.stringify(body);
}

describe('in Microsoft’s own client', () => {
  it('the bot welcomes the team once, and says what it can when asked', async () => {
    const { channel, personal } = playground.conversations;
    await client.open('channel');
    // The local Teams has the bot in this channel too: it leaves, and comes back from here.
    await client.mock('Uninstall application');
    await client.mock('Install application');
    const welcome = await saidIn(channel, t('card.welcome.shared'));
    expect(wordsOf(welcome)).toContain('Ekskolan');
    await picture('welcome');
    await client.open('personal');
    await client.write('hjälp');
    await saidIn(personal, t('card.commands.title'));
    await client.open('channel');
    await client.write('status');
    const status = await saidIn(channel, t('card.status.title', { unit: 'Ekskolan' }));
    expect(status.conversation).toMatch(/;messageid=\d+$/);
    await picture('status');
    const welcomes = client
      .all()
      .filter((one) => one.conversation.startsWith(channel) && wordsOf(one).includes(t('card.welcome.shared')));
    expect(welcomes).toHaveLength(1);
  });

  it('a team votes in the channel: nothing shows before three have, then all see it and a conclusion is written', async () => {
    const { channel } = playground.conversations;
    await client.write('diskutera ledning');
    const card = await saidIn(channel, 'discussion.vote');
    await client.card('Samtal, Ledning').waitFor();
    await client.card('Samtal, Ledning').getByText('Påbörjad', { exact: true }).click();
    await until('the vote is counted', async () =>
      client
        .all()
        .some(
          (one) =>
            one.id === card.id && wordsOf(one).includes(t('card.discussion.answeredOf', { count: 1, members: 6 })),
        ),
    );
    for (const [at, person] of OTHERS.entries()) {
      const answer = await voteAs(person, card, at === 0 ? 'planned' : 'achieved');
      expect(answer).not.toContain(t('card.discussion.answers', { count: at + 2 }));
    }
    await picture('vote');
    await client.press('Samtal, Ledning', t('card.discussion.reveal'));
    await client
      .card('Samtal, Ledning')
      .getByText(t('card.discussion.answers', { count: 3 }))
      .waitFor();
    await picture('revealed');
    await client.press('Samtal, Ledning', t('card.discussion.settle'));
    const conclusion = 'Vi börjar i arbetslagen.';
    const talk = client.card('Samtal, Ledning');
    const field = talk.getByLabel(t('card.discussion.concludeLabel'));
    const patience = { timeout: 5000 };
    // An update that comes meanwhile draws the card anew, and the form is empty again.
    await until('the conclusion stands on the card', async () => {
      try {
        if (!(await field.isVisible()))
          await talk.getByRole('button', { name: t('card.discussion.conclude') }).click(patience);
        await field.fill(conclusion, patience);
        await talk.getByRole('button', { name: t('card.save'), exact: true }).click(patience);
        await talk.getByText(conclusion).first().waitFor(patience);
        return true;
      } catch {
        return talk.getByText(conclusion).first().isVisible();
      }
    });
    await picture('conclusion');
    const { discussions } = (await world.api(HEAD, 'GET', `/api/units/${EKSKOLAN}/discussions`)).body as Discussions;
    expect(discussions[0]).toMatchObject({ conclusion, answers: 3, middle: 'started' });
  });

  it('a group chat is linked by a card, and votes too', async () => {
    const { group } = playground.conversations;
    await client.open('group');
    await saidIn(group, t('card.welcome.shared'));
    await client.press(t('card.welcome.shared'), t('card.unit.save'));
    await saidIn(group, t('talk.unitChosen', { unit: 'Ekskolan' }));
    await client.write('diskutera kompetens');
    const card = await saidIn(group, 'discussion.vote');
    await client.card('Samtal, Kompetens').getByText('Nästan där', { exact: true }).click();
    for (const person of OTHERS) await voteAs(person, card, 'nearly');
    await client.press('Samtal, Kompetens', t('card.discussion.reveal'));
    await client
      .card('Samtal, Kompetens')
      .getByText(t('card.discussion.agree', { option: 'Nästan där' }))
      .waitFor();
    await picture('group');
  });

  it('an action is followed up on its day, and answered where it was asked', async () => {
    const { channel } = playground.conversations;
    await client.open('channel');
    await client.write('schema');
    await saidIn(channel, 'schedule.save');
    await client.press(t('card.schedule.off'), t('card.schedule.turnOn'));
    await until('the schedule is on', async () => {
      const { body } = await world.api(HEAD, 'GET', `/api/units/${EKSKOLAN}/schedule`);
      return (body as { schedule: { on: boolean } }).schedule.on;
    });
    const action = await addAction(world, HEAD, 'Lagtid varannan onsdag läggs i schemat');
    const decided = await world.api(HEAD, 'PATCH', `/api/actions/${action.id}`, {
      body: {
        ...{ version: action.version, state: 'decided', responsible: world.person(OTHERS[0]).id, due: '2026-12-18' },
        followUp: { on: FOLLOW_UP, how: null },
      },
    });
    expect(decided.status).toBe(200);
    await world.sandbox('POST', '/clock', { set: `${FOLLOW_UP}T07:30:00Z` });
    await saidIn(channel, 'followup.answer');
    await client.card('Lagtid varannan').waitFor();
    await picture('follow-up');
    await client.card('Lagtid varannan').getByRole('textbox').fill('Det rullar.');
    await client.press('Lagtid varannan', t('card.followUp.how.well'));
    await client.card('Lagtid varannan').getByText('Det rullar.').waitFor();
    await picture('follow-up-answered');
    const held = (await heldPlan(world, HEAD)).actions.find(({ id }) => id === action.id);
    expect(held?.state).toBe('ongoing');
  });

  it('a head who isn’t done is reminded in private when the deadline is near', async () => {
    await world.sandbox('POST', '/clock', { set: '2027-10-18T07:30:00Z' });
    await client.open('personal');
    const reminder = await client.said('the deadline', (one) => wordsOf(one).includes('31 oktober'));
    expect(wordsOf(reminder)).toContain(t('card.later'));
    await picture('reminder');
  });
});
