import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Me, Unit } from '../../bot/api/schemas/units.ts';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { graphAs } from './microsoft365.ts';

const HEAD = 'rektor-sjoskolan';
let world: World;
let unit: Unit;

beforeAll(async () => {
  world = await startWorld();
  const me = (await world.api(HEAD, 'GET', '/api/me')).body as Me;
  unit = (await world.api(HEAD, 'GET', `/api/units/${me.units[0]?.id ?? ''}`)).body as Unit;
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.sandbox('POST', '/reset');
  await world.sandbox('DELETE', '/faults');
});

const plan = async () => (await world.api(HEAD, 'GET', `/api/units/${unit.id}/plan`)).body as Plan;
const team = () => unit.channel?.team ?? '';
const tasks = async () => (await graphAs(world, HEAD)).tasksOf(team());

/** An action of its own for a test, decided, with two things on its list. */
async function decidedAction(title: string): Promise<Action> {
  const { goals } = await plan();
  const made = await world.api(HEAD, 'POST', `/api/units/${unit.id}/plan/actions`, {
    body: {
      goal: { id: goals[0]?.id },
      title,
      area: 'ledning',
      indicators: [],
      activities: ['Boka en halvdag', 'Skriv ner vad som hände'],
    },
  });
  const action = made.body as Action;
  const decided = await world.api(HEAD, 'PATCH', `/api/actions/${action.id}`, {
    body: {
      version: action.version,
      responsible: world.person(HEAD).id,
      start: '2026-12-01',
      due: '2027-03-01',
      followUp: { on: '2027-03-08', how: null },
      state: 'decided',
    },
  });
  expect(decided.status).toBe(200);
  return decided.body as Action;
}

const send = (action: Action) =>
  world.api(HEAD, 'POST', `/api/units/${unit.id}/plan/planner`, {
    body: { actions: [action.id], into: { title: null } },
  });

const plannerState = async (action: Action) => (await plan()).actions.find(({ id }) => id === action.id)?.planner;
const reached = (action: Action, state: string) =>
  until(`the action is ${state}`, async () => (await plannerState(action))?.state === state);

async function bucketsThere(): Promise<readonly { id: string; name: string; orderHint: string }[]> {
  const graph = await graphAs(world, HEAD);
  const [plan] = await graph.list<{ id: string }>(`/groups/${team()}/planner/plans`);
  return graph.list(`/planner/plans/${plan?.id ?? ''}/buckets`);
}

describe('a decided action sent to Planner', () => {
  it('becomes a task with owner, date, checklist and a link back, in a bucket named after its area, in the order of the areas', async () => {
    const action = await decidedAction('Pröva reglerna på tre lektioner');
    expect((await send(action)).status).toBe(202);
    await reached(action, 'synced');

    const [task] = (await tasks()).filter(({ title }) => title === action.title);
    expect(task).toMatchObject({ percentComplete: 0, dueDateTime: expect.stringContaining('2027-03-01') });
    expect(Object.keys(task?.assignments ?? {})).toEqual([world.person(HEAD).id]);
    expect(
      Object.values(task?.details.checklist ?? {})
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['Boka en halvdag', 'Skriv ner vad som hände']);
    expect(Object.keys(task?.details.references ?? {}).join()).toContain(action.id);
    const buckets = await bucketsThere();
    expect(buckets.find(({ id }) => id === task?.bucketId)?.name).toBe('Ledning');
    const inOrder = [...buckets].sort((a, b) => (a.orderHint < b.orderHint ? -1 : 1));
    expect(inOrder.map(({ name }) => name)).toEqual(['Ledning', 'Infrastruktur', 'Kompetens', 'Användning']);
  });

  it('is made once, also when it is sent twice', async () => {
    const action = await decidedAction('Skriv ner vem som gör vad');
    await send(action);
    await reached(action, 'synced');
    await send(action);
    await reached(action, 'synced');
    expect((await tasks()).filter(({ title }) => title === action.title)).toHaveLength(1);
  });

  it('is made once when Graph made it but its answer was lost', async () => {
    const action = await decidedAction('Gå igenom listan i maj');
    await world.sandbox('POST', '/faults', {
      target: 'graph',
      match: 'POST /v1.0/planner/tasks',
      status: 503,
      times: 1,
      mode: 'after-commit',
    });
    await send(action);
    await reached(action, 'synced');
    expect((await tasks()).filter(({ title }) => title === action.title)).toHaveLength(1);
  });

  it('waits as long as Graph asks and then goes through', async () => {
    const action = await decidedAction('Be elevrådet om tre förslag');
    await world.sandbox('POST', '/faults', {
      target: 'graph',
      match: 'POST /v1.0/planner/tasks',
      status: 429,
      retryAfter: 1,
      times: 1,
      mode: 'refuse',
    });
    await send(action);
    await reached(action, 'synced');
  });

  it('waits for the person when their sign-in is gone, and goes on at their next visit', async () => {
    const action = await decidedAction('Ring två skolor');
    await world.sandbox('POST', '/faults', {
      ...{ target: 'graph', match: 'GET *', status: 401, times: 50, mode: 'refuse' },
    });
    await send(action);
    // Looked at as somebody else, so that the head's token isn't brought back by looking.
    const other = async () =>
      ((await world.api('bitradande-sjoskolan', 'GET', `/api/units/${unit.id}/plan`)).body as Plan).actions.find(
        ({ id }) => id === action.id,
      )?.planner.state;
    await until('it waits for the person', async () => (await other()) === 'waiting-for-person');
    await world.sandbox('DELETE', '/faults');
    // A service that has just started knows nobody's sign-in: the head's is new to it.
    await world.restartService();
    await world.api(HEAD, 'GET', '/api/me');
    await reached(action, 'synced');
  });

  it('is refused for an action that nobody has decided, and for a person who may not', async () => {
    const proposed = (await plan()).actions.find(({ state }) => state === 'proposed');
    if (proposed) {
      const { body } = await send(proposed);
      expect(body).toMatchObject({ queued: [], skipped: [{ action: proposed.id }] });
    }
    const action = await decidedAction('Fråga mentorerna');
    const answer = await world.api('larare-sjoskolan', 'POST', `/api/units/${unit.id}/plan/planner`, {
      body: { actions: [action.id] },
    });
    expect(answer.status).toBe(403);
  });
});
