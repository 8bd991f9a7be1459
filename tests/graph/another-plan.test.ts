import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import type { Unit } from '../../bot/api/schemas/units.ts';
import { done, refused } from '../api/calls.ts';
import { EKSKOLAN, MITTKOPING_TENANT, SJOSKOLAN } from '../api/demo.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { graphAs } from './microsoft365.ts';

/** Which plan in Planner it is: one of the team's, and what becomes of all that lay in the one before. */

const HEAD = 'rektor-sjoskolan';
const OTHER_HEAD = 'rektor-ekskolan';
const UNIT = `/api/units/${SJOSKOLAN}`;
let world: World;
let team: string;

beforeAll(async () => {
  world = await startWorld();
  team = await teamOf(HEAD, SJOSKOLAN);
});
afterAll(() => world.stop());
beforeEach(() => world.sandbox('DELETE', '/faults'));

const teamOf = async (person: string, unit: string): Promise<string> =>
  (await done<Unit>(world, person, 'GET', `/api/units/${unit}`)).channel?.team ?? '';
const plan = () => done<Plan>(world, HEAD, 'GET', `${UNIT}/plan`);
const statusOf = async ({ id }: Action) => (await plan()).actions.find((one) => one.id === id)?.planner;
const send = (body: object) => done(world, HEAD, 'POST', `${UNIT}/plan/planner`, body);
const part = ({ id }: Action, task: 'remove' | 'keep') =>
  done(world, HEAD, 'POST', `/api/actions/${id}/planner/part`, { task });
const becomes = (action: Action, state: string) =>
  until(`the action is ${state}`, async () => (await statusOf(action))?.state === state);

async function patch({ id }: Action, fields: object): Promise<void> {
  const now = (await plan()).actions.find((one) => one.id === id);
  await done<Action>(world, HEAD, 'PATCH', `/api/actions/${id}`, { version: now?.version, ...fields });
}

async function decided(title: string): Promise<Action> {
  const { goals } = await plan();
  const action = await done<Action>(world, HEAD, 'POST', `${UNIT}/plan/actions`, {
    ...{ goal: { id: goals[0]?.id }, title, area: 'ledning', indicators: [], activities: ['Boka en tid'] },
  });
  await patch(action, {
    ...{ state: 'decided', responsible: world.person(HEAD).id, due: '2027-03-01' },
    followUp: { on: '2027-03-15', how: null },
  });
  return action;
}

/** A plan that somebody makes in a team's Planner. */
async function madePlan(person: string, group: string, title: string): Promise<string> {
  const container = { url: `https://graph.microsoft.com/v1.0/groups/${group}` };
  const graph = await graphAs(world, person);
  return (await graph.write<{ id: string }>('POST', '/planner/plans', { body: { container, title } })).id;
}

async function titlesIn(person: string, planner: string): Promise<string[]> {
  const graph = await graphAs(world, person);
  return (await graph.list<{ title: string }>(`/planner/plans/${planner}/tasks`)).map(({ title }) => title).sort();
}

describe('a plan of another team’s', () => {
  it('is not written in, also when the app on its own could', async () => {
    const theirs = await madePlan(OTHER_HEAD, await teamOf(OTHER_HEAD, EKSKOLAN), 'Ekskolans egen');
    const graph = await graphAs(world, OTHER_HEAD);
    const seen = async () => [
      await graph.list(`/planner/plans/${theirs}/buckets`),
      await graph.get(`/planner/plans/${theirs}/details`),
      await graph.list(`/planner/plans/${theirs}/tasks`),
    ];
    const before = await seen();
    await world.sandbox('POST', '/consent', { tenant: MITTKOPING_TENANT, application: ['Tasks.ReadWrite.All'] });
    const action = await decided('Inte hos någon annan');
    await send({ actions: [action.id], into: { plan: theirs } });
    await until('it is said', async () => (await plan()).planner?.stage === 'needs-you');
    await done(world, HEAD, 'POST', `${UNIT}/plan/planner/try`);
    await until('it is said again', async () => (await plan()).planner?.stage === 'needs-you');
    expect((await plan()).planner?.cause).toBe('plan-gone');
    expect(await seen()).toEqual(before);
  });

  it('gives way to one of the team’s own, where it goes through', async () => {
    const action = await decided('I vårt eget team');
    const ours = await madePlan(HEAD, team, 'Vår egen');
    await send({ actions: [action.id], into: { plan: ours } });
    await becomes(action, 'synced');
    expect(await titlesIn(HEAD, ours)).toContain('I vårt eget team');
  });
});

it('another plan takes what is decided and there; what was closed, taken away or to be removed stays out of it', async () => {
  const [open, closed, gone, left, removed] = [
    await decided('Öppen'),
    await decided('Stängd'),
    await decided('Borttagen i Planner'),
    await decided('Ska tas bort där'),
    await decided('Insatsen är borta'),
  ];
  const [from, to] = [await madePlan(HEAD, team, 'Från'), await madePlan(HEAD, team, 'Till')];
  const all = [open, closed, gone, left, removed];
  await send({ actions: all.map(({ id }) => id), into: { plan: from } });
  for (const action of all) await becomes(action, 'synced');

  await patch(closed, { state: 'closed', reason: 'Annat gick före' });
  const graph = await graphAs(world, HEAD);
  const task = (await graph.tasksOf(team)).find(({ title }) => title === 'Borttagen i Planner');
  const { '@odata.etag': etag } = await graph.get<{ '@odata.etag': string }>(`/planner/tasks/${task?.id ?? ''}`);
  await graph.write('DELETE', `/planner/tasks/${task?.id ?? ''}`, { etag });
  await until('it is asked about', async () => (await statusOf(gone))?.cause === 'task-gone');
  // As long as Planner removes nothing, the removals are only wished for.
  const match = 'DELETE *planner/tasks/*';
  await world.sandbox('POST', '/faults', { target: 'graph', match, status: 503, times: 1000, mode: 'refuse' });
  await part(left, 'remove');
  await patch(removed, { state: 'closed', reason: 'Annat gick före' });
  await patch(removed, { state: 'proposed' });
  await world.api(HEAD, 'DELETE', `/api/actions/${removed.id}?task=remove`);
  await send({ into: { plan: to } });
  await becomes(open, 'synced');
  expect(await titlesIn(HEAD, to)).not.toContain('Stängd');
  await world.sandbox('DELETE', '/faults');
  await done(world, HEAD, 'POST', `${UNIT}/plan/planner/try`);

  const titles = all.map(({ title }) => title);
  const oursIn = async (planner: string) => (await titlesIn(HEAD, planner)).filter((title) => titles.includes(title));
  await until('what was to be removed is', async () => (await oursIn(from)).length === 2);
  await until('all is in step', async () => (await plan()).planner?.stage === 'in-step');
  expect(await oursIn(from)).toEqual(['Stängd', 'Öppen']);
  expect(await oursIn(to)).toEqual(['Öppen']);
  for (const action of [closed, gone, left]) expect((await statusOf(action))?.state).toBe('none');
  await send({ actions: [gone.id, left.id] });
  for (const action of [gone, left]) await becomes(action, 'synced');
  expect(await oursIn(to)).toEqual(['Borttagen i Planner', 'Ska tas bort där', 'Öppen']);
});

describe('the team’s plans can’t be listed', () => {
  const list = () => refused(world, HEAD, 'GET', `${UNIT}/plan/planner/plans`);

  it('by who isn’t in the team, who is told so', async () => {
    const person = world.person(HEAD).id;
    await world.sandbox('POST', '/connector/members', { team, person, action: 'remove' });
    expect(await list()).toMatchObject({ status: 403, code: 'not-team-member' });
    await world.sandbox('POST', '/connector/members', { team, person, action: 'add' });
  });

  it('by who is in the team and has no Planner, who is told something else', async () => {
    await world.sandbox('POST', '/graph/bars', { person: HEAD, barred: true });
    expect(await list()).toMatchObject({ status: 403, code: 'planner-not-allowed' });
    await world.sandbox('POST', '/graph/bars', { person: HEAD, barred: false });
  });
});
