import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Plan } from '../../bot/api/schemas/plan.ts';
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import type { Me } from '../../bot/api/schemas/units.ts';
import { addDays } from '../../lika/schedule/calendar.ts';
import { done } from '../api/calls.ts';
import { SJOSKOLAN } from '../api/demo.ts';
import { openBrowser } from '../support/browser.ts';
import { dataOf, talkIn } from '../support/channel-talk.ts';
import type { ChannelTalk } from '../support/channel-talk.ts';
import { begin } from '../support/pages/assess.ts';
import { newProfile, openTeams } from '../support/pages/host.ts';
import type { Teams, Visit } from '../support/pages/host.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-sjoskolan';
const TEACHER = 'larare-sjoskolan';
const DEPUTY = 'bitradande-sjoskolan';

let world: World;
let browser: Browser;
let channel: ChannelTalk;

const open = async (visit: Visit): Promise<Teams> =>
  openTeams(world, await (await newProfile(browser)).newPage(), visit);

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openBrowser()]);
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
  await channel.press(TEACHER, card, 'discussion.conclude', { discussion, conclusion: 'En gemensam rutin före jul.' });
  await tab.getByText(t('talk.conclusion', { text: 'En gemensam rutin före jul.' })).waitFor();
});

it('shows in the action’s panel, while it is open, what is said when it is followed up and by whom', async () => {
  const plan = await done<Plan>(world, HEAD, 'GET', `/api/units/${SJOSKOLAN}/plan`);
  const action = plan.actions.find(({ state }) => state === 'ongoing')?.id ?? '';
  const card = await channel.ask(HEAD, 'insatser');
  const said = (how: string, line: string) =>
    channel.press(HEAD, card, 'followup.answer', { action, due: '2027-02-07', how, line });
  for (const person of [HEAD, TEACHER]) {
    const { tab, t } = await open({ person, sub: `/plan?action=${action}` });
    const list = tab.getByRole('region', { name: t('plan.followUps.title') }).getByRole('listitem');
    await said('well', `Två av tre lag är i gång, ser ${person}.`);
    await list.filter({ hasText: `ser ${person}` }).waitFor();
    await said('help', `Vi behöver en vikarie, ser ${person}.`);
    await list.filter({ hasText: `vikarie, ser ${person}` }).waitFor();
    const newest = await list.first().textContent();
    expect(newest).toContain(t('plan.followUps.how.help'));
    expect(newest).toContain(world.person(HEAD).name);
  }
});

it('says on Nuläge, once the schedule is on, that the next follow-up is asked about in the channel', async () => {
  const unit = `/api/units/${SJOSKOLAN}`;
  const { now } = await done<Me>(world, HEAD, 'GET', '/api/me');
  const plan = await done<Plan>(world, HEAD, 'GET', `${unit}/plan`);
  const action = plan.actions.find(({ state }) => state === 'ongoing');
  await done(world, HEAD, 'PATCH', `/api/actions/${action?.id ?? ''}`, {
    followUp: { on: addDays(now.slice(0, 10), 3), how: 'Vi frågar i kanalen.' },
    version: action?.version,
  });
  const { tab, t } = await open({ person: TEACHER });
  await tab.getByText(t('now.next.followUp'), { exact: true }).waitFor();
  expect(await tab.getByText(t('now.next.asked')).count()).toBe(0);
  const { schedule, version } = await done<UnitSchedule>(world, HEAD, 'GET', `${unit}/schedule`);
  await done(world, HEAD, 'PUT', `${unit}/schedule`, { schedule: { ...schedule, on: true }, version });
  await tab.getByText(t('now.next.asked')).waitFor();
});
