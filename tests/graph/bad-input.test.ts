import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import type { Unit } from '../../bot/api/schemas/units.ts';
import { done } from '../api/calls.ts';
import { SJOSKOLAN } from '../api/demo.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { graphAs } from './microsoft365.ts';

/** What people get wrong, or do to a plan behind our back: a clear word, nothing lost, nothing doubled. */

const HEAD = 'rektor-sjoskolan';
const UNIT = `/api/units/${SJOSKOLAN}`;
let world: World;
let team: string;

beforeAll(async () => {
  world = await startWorld();
  team = (await done<Unit>(world, HEAD, 'GET', UNIT)).channel?.team ?? '';
});
afterAll(() => world.stop());

const plan = () => done<Plan>(world, HEAD, 'GET', `${UNIT}/plan`);
const send = (action: Action) => done(world, HEAD, 'POST', `${UNIT}/plan/planner`, { actions: [action.id] });
const tasks = async () => (await graphAs(world, HEAD)).tasksOf(team);
const titled = async (title: string) => (await tasks()).filter((task) => task.title === title);

async function decided(title: string, activities: string[] = [], involved: string[] = []): Promise<Action> {
  const { goals } = await plan();
  const { id } = await done<Action>(world, HEAD, 'POST', `${UNIT}/plan/actions`, {
    ...{ goal: { id: goals[0]?.id }, title, area: 'ledning', indicators: [], activities },
  });
  return done<Action>(world, HEAD, 'PATCH', `/api/actions/${id}`, {
    ...{ version: 1, state: 'decided', responsible: world.person(HEAD).id, involved, due: '2027-03-01' },
    followUp: { on: '2027-03-15', how: null },
  });
}

const becomes = (id: string, state: string) =>
  until(`the action is ${state}`, async () => {
    const action = (await plan()).actions.find((one) => one.id === id);
    return action?.planner.state === state ? action : null;
  });

it('a title longer than Planner’s own limit is refused with a word about it, and nothing is kept', async () => {
  const { goals } = await plan();
  const answer = await world.api(HEAD, 'POST', `${UNIT}/plan/actions`, {
    body: { goal: { id: goals[0]?.id }, title: 'Å'.repeat(300), area: 'ledning', indicators: [], activities: [] },
  });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/title' }] } });
});

it('of forty activities twenty become the checklist, and the rest are named in the notes', async () => {
  const many = Array.from({ length: 40 }, (_, index) => `Aktivitet ${String(index + 1)}`);
  const action = await decided('Fyrtio saker', many);
  await send(action);
  await becomes(action.id, 'synced');
  const [task] = await titled('Fyrtio saker');
  expect(Object.keys(task?.details.checklist ?? {})).toHaveLength(20);
  expect(task?.details.description).toContain('Aktivitet 21');
  expect(task?.details.description).toContain('Aktivitet 40');
  expect((await plan()).actions.find(({ id }) => id === action.id)?.activities).toHaveLength(40);
});

it('two that send at the same time make one task', async () => {
  const action = await decided('Samtidigt');
  await Promise.all([send(action), send(action), send(action)]);
  await becomes(action.id, 'synced');
  expect(await titled('Samtidigt')).toHaveLength(1);
});

it('somebody who isn’t in the team can still be given a task, as in Planner', async () => {
  const action = await decided('Utifrån', [], [world.person('rektor-norrskolan').id]);
  await send(action);
  await becomes(action.id, 'synced');
  expect(Object.keys((await titled('Utifrån'))[0]?.assignments ?? {})).toHaveLength(2);
});

it('a plan whose buckets somebody took away goes on with new ones', async () => {
  const first = await decided('Före städningen');
  await send(first);
  await becomes(first.id, 'synced');
  const graph = await graphAs(world, HEAD);
  const [found] = await titled('Före städningen');
  const { planId } = await graph.get<{ planId: string }>(`/planner/tasks/${found?.id ?? ''}`);
  const buckets = await graph.list<{ id: string; '@odata.etag': string }>(`/planner/plans/${planId}/buckets`);
  for (const { id, '@odata.etag': etag } of buckets)
    await graph.send('DELETE', `/planner/buckets/${id}`, undefined, { 'If-Match': etag }).catch(() => undefined);
  const second = await decided('Efter städningen');
  await send(second);
  await becomes(second.id, 'synced');
  expect(await titled('Efter städningen')).toHaveLength(1);
});

it('a limit of Planner’s is a sentence on the action, and it goes on when there is room', async () => {
  const before = (await tasks()).length;
  await world.sandbox('POST', '/graph/limits', { MaximumTasksInProject: before });
  const action = await decided('Inte plats');
  await send(action);
  expect((await becomes(action.id, 'failed')).planner.cause).toBe('limit-plan-full');
  await world.sandbox('POST', '/graph/limits', { MaximumTasksInProject: 9000 });
  await done(world, HEAD, 'POST', `${UNIT}/plan/planner/try`);
  await becomes(action.id, 'synced');
  expect(await titled('Inte plats')).toHaveLength(1);
});

it('who isn’t in the team is told so, and it goes through when they are', async () => {
  const person = world.person(HEAD).id;
  const action = await decided('Utanför');
  await world.sandbox('POST', '/connector/members', { team, person, action: 'remove' });
  await send(action);
  expect((await becomes(action.id, 'failed')).planner.cause).toBe('not-team-member');
  await world.sandbox('POST', '/connector/members', { team, person, action: 'add' });
  await done(world, HEAD, 'POST', `${UNIT}/plan/planner/try`);
  await becomes(action.id, 'synced');
});

it('a plan that was removed in Planner is said so, and a new one takes what is to be there', async () => {
  const action = await decided('Ny plan');
  await send(action);
  await becomes(action.id, 'synced');
  await world.sandbox('POST', '/reset');
  await done(world, HEAD, 'POST', `${UNIT}/plan/planner/try`);
  await until('it is said', async () => (await plan()).planner?.cause === 'plan-gone');
  expect(await tasks()).toHaveLength(0);
  await done(world, HEAD, 'POST', `${UNIT}/plan/planner`, { actions: [action.id], into: { title: 'Vår plan' } });
  await becomes(action.id, 'synced');
  expect(await titled('Ny plan')).toHaveLength(1);
});
