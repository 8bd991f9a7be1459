import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Plan } from '../../bot/api/schemas/plan.ts';
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import { done } from '../api/calls.ts';
import { SJOSKOLAN } from '../api/demo.ts';
import { openBrowser } from '../support/browser.ts';
import { dataOf, talkIn } from '../support/channel-talk.ts';
import type { ChannelTalk } from '../support/channel-talk.ts';
import { begin } from '../support/pages/assess.ts';
import { newProfile, openTeams } from '../support/pages/host.ts';
import type { Teams, Visit } from '../support/pages/host.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-sjoskolan';
const TEACHER = 'larare-sjoskolan';
const DEPUTY = 'bitradande-sjoskolan';
/** A Thursday in term, later than the demo's days. */
const TODAY = '2030-11-21T09:00:00Z';
const FOLLOW_UP = '2030-11-25';

let world: World;
let browser: Browser;
let channel: ChannelTalk;

const open = async (visit: Visit): Promise<Teams> =>
  openTeams(world, await (await newProfile(browser)).newPage(), visit);

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
  await world.sandbox('POST', '/clock', { set: TODAY });
  channel = talkIn(world, 'sjoskolan');
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

it('shows at the question, as soon as all have voted, what the team talked about: how many, the middle, each answer', async () => {
  await begin(world, HEAD);
  const teams = await open({ person: HEAD, sub: '/assess/ledning' });
  const { tab, t } = teams;
  const card = await channel.ask(HEAD, 'diskutera ledning');
  const discussion = dataOf(card, 'discussion');
  const vote = (person: string, option: string) =>
    channel.press(person, card, 'discussion.vote', { discussion, round: 1, option });
  await vote(HEAD, 'started');
  await vote(DEPUTY, 'nearly');
  expect(await tab.getByRole('button', { name: t('talk.show'), exact: true }).count()).toBe(0);
  await vote(TEACHER, 'started');
  await tab.getByRole('button', { name: t('talk.show'), exact: true }).click();
  await tab.getByText(`3 svar, ${t('talk.middle', { level: 'Påbörjad' })}`).waitFor();
  const bars = tab.getByLabel(t('talk.distribution')).getByRole('definition');
  expect(await bars.allTextContents()).toEqual(['0', '0', '2', '1', '0', '0']);
  await channel.press(HEAD, card, 'discussion.settle', { discussion });
  await channel.press(TEACHER, card, 'discussion.conclude', { discussion, conclusion: 'En gemensam rutin före jul.' });
  await tab.getByText(t('talk.conclusion', { text: 'En gemensam rutin före jul.' })).waitFor();
});

it('says on Nuläge, once the schedule is on, that the next follow-up is asked about in the channel', async () => {
  const unit = `/api/units/${SJOSKOLAN}`;
  const plan = await done<Plan>(world, HEAD, 'GET', `${unit}/plan`);
  const action = plan.actions.find(({ state }) => state === 'ongoing');
  await done(world, HEAD, 'PATCH', `/api/actions/${action?.id ?? ''}`, {
    followUp: { on: FOLLOW_UP, how: 'Vi frågar i kanalen.' },
    version: action?.version,
  });
  const { tab, t } = await open({ person: TEACHER });
  await tab.getByText(t('now.next.followUp'), { exact: true }).waitFor();
  expect(await tab.getByText(t('now.next.asked')).count()).toBe(0);
  const { schedule, version } = await done<UnitSchedule>(world, HEAD, 'GET', `${unit}/schedule`);
  await done(world, HEAD, 'PUT', `${unit}/schedule`, { schedule: { ...schedule, on: true }, version });
  await tab.getByText(t('now.next.asked')).waitFor();
});

it('shows in the action’s panel, while it is open, what is said when it is followed up and by whom', async () => {
  const plan = await done<Plan>(world, HEAD, 'GET', `/api/units/${SJOSKOLAN}/plan`);
  const action = plan.actions.find(({ state }) => state === 'ongoing')?.id ?? '';
  const windows = [];
  for (const person of [HEAD, TEACHER]) windows.push(await open({ person, sub: `/plan?action=${action}` }));
  await world.sandbox('POST', '/clock', { set: `${FOLLOW_UP}T08:30:00Z` });
  const card = await until('the team is asked', async () =>
    (await channel.seenBy(DEPUTY)).find((message) => JSON.stringify(message).includes('followup.answer')),
  );
  const line = 'Vi behöver en vikarie två onsdagar.';
  await channel.press(DEPUTY, card, 'followup.answer', { action, due: FOLLOW_UP, how: 'help', line });
  for (const { tab, t } of windows) {
    const list = tab.getByRole('region', { name: t('plan.followUps.title') }).getByRole('listitem');
    await list.filter({ hasText: line }).waitFor();
    const newest = await list.first().textContent();
    expect(newest).toContain(t('plan.followUps.how.help'));
    expect(newest).toContain(world.person(DEPUTY).name);
  }
});
