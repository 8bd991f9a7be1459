import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Plan } from '../../bot/api/schemas/plan.ts';
import type { Discussion, Discussions, FollowUpAnswers } from '../../bot/api/schemas/talk.ts';
import { DEFAULT_SCHEDULE } from '../../lika/schedule/schedule.ts';
import { dataOf, talkIn } from '../support/channel-talk.ts';
import type { ChannelTalk, Message } from '../support/channel-talk.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused } from './calls.ts';
import { SJOSKOLAN } from './demo.ts';

const HEAD = 'rektor-sjoskolan';
const TEACHER = 'larare-sjoskolan';
const DEPUTY = 'bitradande-sjoskolan';
const OUTSIDERS = ['rektor-norrskolan', 'namndledamot', 'omradeschef-sodra', 'kommunansvarig', 'administrator'];
const discussions = `/api/units/${SJOSKOLAN}/discussions`;
const followUps = `/api/units/${SJOSKOLAN}/follow-ups`;

let world: World;
let channel: ChannelTalk;

beforeAll(async () => {
  world = await startWorld();
  channel = talkIn(world, 'sjoskolan');
});
afterAll(() => world.stop());

const shown = async (): Promise<Discussion[]> =>
  (await done<Discussions>(world, TEACHER, 'GET', discussions)).discussions;

describe('what came of a talk', () => {
  let card: Message;
  let discussion: string;
  const vote = (person: string, option: string) =>
    channel.press(person, card, 'discussion.vote', { discussion, round: 1, option });

  beforeAll(async () => {
    card = await channel.ask(HEAD, 'diskutera ledning');
    discussion = dataOf(card, 'discussion');
  });

  test('is told nobody while the votes are hidden, not even that there are any', async () => {
    await vote(HEAD, 'started');
    await vote(DEPUTY, 'nearly');
    expect(await shown()).toEqual([]);
  });

  test('is told the team when all have voted and see it: counts and the middle, and no names', async () => {
    await vote(TEACHER, 'started');
    const [talk] = await shown();
    expect(talk).toMatchObject({ id: discussion, state: 'revealed', answers: 3, middle: 'started', conclusion: null });
    expect(talk?.counts.filter(({ count }) => count > 0)).toEqual([
      { option: 'started', count: 2 },
      { option: 'nearly', count: 1 },
    ]);
    const told = JSON.stringify(talk);
    for (const person of [HEAD, DEPUTY, TEACHER]) expect(told).not.toContain(world.person(person).id);
  });

  test('carries the conclusion as soon as it is written', async () => {
    await channel.press(HEAD, card, 'discussion.settle', { discussion });
    await channel.press(TEACHER, card, 'discussion.conclude', {
      discussion,
      conclusion: 'En gemensam rutin före jul.',
    });
    expect((await shown())[0]).toMatchObject({ state: 'settled', conclusion: 'En gemensam rutin före jul.' });
  });

  test.each(OUTSIDERS)('is not told %s', async (person) => {
    expect(await refused(world, person, 'GET', discussions)).toMatchObject({ status: 403 });
  });

  test('is not there at all for another municipality', async () => {
    expect(await refused(world, 'rektor-grannskolan', 'GET', discussions)).toMatchObject({ status: 404 });
  });
});

describe('what is said at a follow-up', () => {
  test('is told the team, the latest first, with who said it', async () => {
    const plan = await done<Plan>(world, HEAD, 'GET', `/api/units/${SJOSKOLAN}/plan`);
    const ongoing = plan.actions.find(({ state }) => state === 'ongoing');
    const action = ongoing?.id ?? '';
    await done(world, HEAD, 'PUT', `/api/units/${SJOSKOLAN}/schedule`, {
      schedule: { ...DEFAULT_SCHEDULE, on: true },
      version: 0,
    });
    const by = world.person(HEAD).id;
    const follow = async (on: string, version: number, how: string, line: string): Promise<void> => {
      await done(world, HEAD, 'PATCH', `/api/actions/${action}`, { followUp: { on, how: null }, version });
      await world.sandbox('POST', '/clock', { set: `${on}T08:30:00Z` });
      const card = await until('the team is asked', async () =>
        (await channel.seenBy(HEAD)).find((message) => JSON.stringify(message).includes(`"due":"${on}"`)),
      );
      await channel.press(HEAD, card, 'followup.answer', { action, due: on, how, line });
    };
    const version = ongoing?.version ?? 0;
    await follow('2030-11-21', version, 'well', 'Två av tre lag är i gång.');
    await follow('2030-11-25', version + 1, 'help', 'Vi hinner inte utan vikarie.');
    const answers = await done<FollowUpAnswers>(world, TEACHER, 'GET', followUps);
    expect(answers.followUps.filter((each) => each.action === action)).toMatchObject([
      { how: 'help', line: 'Vi hinner inte utan vikarie.', due: '2030-11-25', by },
      { how: 'well', line: 'Två av tre lag är i gång.', due: '2030-11-21', by },
    ]);
  });

  test.each(OUTSIDERS)('is not told %s', async (person) => {
    expect(await refused(world, person, 'GET', followUps)).toMatchObject({ status: 403 });
  });

  test('is not there at all for another municipality', async () => {
    expect(await refused(world, 'rektor-grannskolan', 'GET', followUps)).toMatchObject({ status: 404 });
  });
});

test.each(['discussions', 'follow-ups', 'schedule', 'deliveries'])(
  'a unit that is none has no %s, and an id that is none is the caller’s fault',
  async (what) => {
    const nobody = `/api/units/00000000-0000-4000-8000-000000000000/${what}`;
    expect((await refused(world, HEAD, 'GET', nobody)).status).toBe(404);
    expect([400, 404]).toContain((await refused(world, HEAD, 'GET', `/api/units/x/${what}`)).status);
  },
);
