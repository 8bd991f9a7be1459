import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import type { Unit } from '../../bot/api/schemas/units.ts';
import { done } from '../api/calls.ts';
import { SJOSKOLAN } from '../api/demo.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { graphAs } from './microsoft365.ts';

/** An action's activities on its task's checklist: their order, those there is no room for, and what Planner refuses. */

const HEAD = 'rektor-sjoskolan';
const TEACHER = 'larare-sjoskolan';
const UNIT = `/api/units/${SJOSKOLAN}`;
const ITEM = { '@odata.type': '#microsoft.graph.plannerChecklistItem' };
let world: World;
let team: string;

beforeAll(async () => {
  world = await startWorld();
  team = (await done<Unit>(world, HEAD, 'GET', UNIT)).channel?.team ?? '';
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.sandbox('DELETE', '/faults');
  await world.sandbox('DELETE', '/graph/limits');
});

interface Task {
  readonly id: string;
  readonly description: string;
  /** As Planner shows them. */
  readonly steps: readonly { readonly key: string; readonly title: string; readonly isChecked: boolean }[];
}

const plan = () => done<Plan>(world, HEAD, 'GET', `${UNIT}/plan`);
async function actionNow({ id }: Action): Promise<Action> {
  const found = (await plan()).actions.find((one) => one.id === id);
  if (!found) throw new Error('the action has gone');
  return found;
}

async function taskOf({ title }: Action): Promise<Task> {
  const task = (await (await graphAs(world, HEAD)).tasksOf(team)).find((one) => one.title === title);
  if (!task) throw new Error('there is no task');
  type Stored = Task['steps'][number] & { readonly orderHint: string };
  const stored = Object.entries(task.details.checklist as Record<string, Stored>);
  // The greatest hint is shown first.
  const steps = stored
    .sort(([, a], [, b]) => (a.orderHint > b.orderHint ? -1 : 1))
    .map(([key, step]) => ({ ...step, key }));
  return { id: task.id, description: task.details.description, steps };
}
const titles = ({ steps }: Task) => steps.map(({ title }) => title);

async function decided(title: string, activities: readonly string[]): Promise<Action> {
  const { goals } = await plan();
  const { id, version } = await done<Action>(world, HEAD, 'POST', `${UNIT}/plan/actions`, {
    ...{ goal: { id: goals[0]?.id }, title, area: 'ledning', indicators: [], activities },
  });
  return done<Action>(world, HEAD, 'PATCH', `/api/actions/${id}`, {
    ...{ version, state: 'decided', responsible: world.person(HEAD).id, due: '2027-03-01' },
    followUp: { on: '2027-03-15', how: null },
  });
}

async function inStep(title: string, activities: readonly string[]): Promise<Action> {
  const action = await decided(title, activities);
  await done(world, HEAD, 'POST', `${UNIT}/plan/planner`, { actions: [action.id] });
  return becomes(action, 'synced');
}

const becomes = (action: Action, state: string): Promise<Action> =>
  until(`the action is ${state}`, async () => {
    const now = await actionNow(action);
    return now.planner.state === state ? now : null;
  });

async function write(action: Action, activities: readonly object[]): Promise<void> {
  const { version } = await actionNow(action);
  await done(world, HEAD, 'PATCH', `/api/actions/${action.id}`, { version, activities });
}

async function inPlanner(path: string, change: object): Promise<void> {
  const graph = await graphAs(world, TEACHER);
  const { '@odata.etag': etag } = await graph.get<{ '@odata.etag': string }>(path);
  await graph.write('PATCH', path, { body: change, etag });
}

it('the checklist stands in the plan’s order, also when activities come in between', async () => {
  const action = await inStep('I ordning', ['Ett', 'Två', 'Tre', 'Fyra', 'Fem']);
  expect(titles(await taskOf(action))).toEqual(['Ett', 'Två', 'Tre', 'Fyra', 'Fem']);
  const [one, two, ...rest] = (await actionNow(action)).activities;
  const fresh = (text: string) => ({ id: crypto.randomUUID(), text, done: false });
  await write(action, [
    fresh('Noll'),
    one ?? {},
    fresh('Ett och ett'),
    fresh('Ett och två'),
    two ?? {},
    ...rest,
    fresh('Sex'),
  ]);
  const wanted = ['Noll', 'Ett', 'Ett och ett', 'Ett och två', 'Två', 'Tre', 'Fyra', 'Fem', 'Sex'];
  await until('all are there', async () => (await taskOf(action)).steps.length === wanted.length);
  expect(titles(await taskOf(action))).toEqual(wanted);
});

it('the activities that aren’t on the checklist are those named in the notes, also after people changed it', async () => {
  const all = Array.from({ length: 25 }, (_, index) => `Nummer ${String(index + 1)}.`);
  const action = await inStep('Fler än tjugo', all);
  const before = await taskOf(action);
  const [key] = before.steps.filter(({ title }) => title === 'Nummer 3.').map((step) => step.key);
  await inPlanner(`/planner/tasks/${before.id}/details`, {
    checklist: { [key ?? '']: null, [crypto.randomUUID()]: { ...ITEM, title: 'Tillagd i Planner' } },
  });
  await until('both came here', async () => {
    const texts = (await actionNow(action)).activities.map(({ text }) => text);
    return texts.includes('Tillagd i Planner') && !texts.includes('Nummer 3.');
  });
  await becomes(action, 'synced');
  const wanted = [...all.filter((text) => text !== 'Nummer 3.'), 'Tillagd i Planner'];
  await until('the notes name the rest', async () => {
    const task = await taskOf(action);
    const named = wanted.filter((text) => task.description.includes(`- ${text}`));
    return [...titles(task), ...named].sort().join() === [...wanted].sort().join();
  });
});

it('what people do in a task is taken in, also after Planner refused what was to be written there', async () => {
  const action = await inStep('Full lista', ['Ett', 'Två']);
  await world.sandbox('POST', '/graph/limits', { MaximumChecklistItemsOnTask: 2 });
  await write(action, [...(await actionNow(action)).activities, { id: crypto.randomUUID(), text: 'Tre', done: false }]);
  expect((await becomes(action, 'failed')).planner.cause).toBe('limit-steps');
  const task = await taskOf(action);
  await inPlanner(`/planner/tasks/${task.id}/details`, {
    description: `${task.description}\nRum 14 är ledigt`,
    checklist: { [task.steps[0]?.key ?? '']: { ...ITEM, isChecked: true } },
  });
  await until('the tick and the note are here', async () => {
    const { activities, notes } = await actionNow(action);
    return activities[0]?.done === true && notes === 'Rum 14 är ledigt';
  });
  expect((await becomes(action, 'failed')).planner.cause).toBe('limit-steps');
  await inPlanner(`/planner/tasks/${task.id}`, { priority: 1 });
  // A look at what can't be written costs no more than one at what needn't be.
  await until('a look costs one request', async () => (await requestsOfALook()) === 1);
  expect((await actionNow(action)).planner).toMatchObject({ state: 'failed', cause: 'limit-steps' });

  await world.sandbox('DELETE', '/graph/limits');
  await done(world, HEAD, 'POST', `${UNIT}/plan/planner/try`);
  await becomes(action, 'synced');
  expect(titles(await taskOf(action))).toEqual(['Ett', 'Två', 'Tre']);
  expect((await actionNow(action)).notes).toBe('Rum 14 är ledigt');
});

/** How many requests the next look of its own accord took; a person that asks for one takes up again what was refused. */
async function requestsOfALook(): Promise<number> {
  const calls = async () =>
    String((await world.sandbox('GET', '/graph/log')).body)
      .split('\n')
      .filter(Boolean).length;
  const seenAt = async () => (await plan()).planner?.at;
  const at = await seenAt();
  await until('it was looked at', async () => (await seenAt()) !== at);
  const [before, since] = [await calls(), await seenAt()];
  await until('it was looked at again', async () => (await seenAt()) !== since);
  return (await calls()) - before;
}

it('Planner that has too much to do is left alone, also while lost tasks are looked for', async () => {
  const busy = { target: 'graph', match: 'GET *planner/tasks/*/details', status: 429, retryAfter: 3, mode: 'refuse' };
  await world.sandbox('POST', '/faults', {
    ...{ target: 'graph', match: 'POST *planner/tasks', status: 503, times: 1, mode: 'after-commit' },
  });
  await world.sandbox('POST', '/faults', { ...busy, times: 1000 });
  const action = await decided('Upptaget', ['Ett']);
  await done(world, HEAD, 'POST', `${UNIT}/plan/planner`, { actions: [action.id] });
  await until('it is said', async () => (await plan()).planner?.cause === 'too-busy');
  await world.sandbox('DELETE', '/faults');
  await becomes(action, 'synced');
  expect((await (await graphAs(world, HEAD)).tasksOf(team)).filter(({ title }) => title === 'Upptaget')).toHaveLength(
    1,
  );
});
