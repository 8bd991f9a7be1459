import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Json } from './microsoft365.ts';
import { ADDRESS, ASSIGNED, ITEM, KEY, REFERENCE, etag, path, refused, startPlanner } from './planner-access.ts';
import type { PlannerWorld } from './planner-access.ts';

let world: PlannerWorld;
let plan: Json;

beforeAll(async () => {
  world = await startPlanner();
});
afterAll(() => world.graph.stop());
beforeEach(async () => {
  plan = await world.plan();
});

const details = async (task: Json) => (await world.call(`GET ${path('tasks', task, '/details')}`)).body;

describe('limits', () => {
  const limit = (body: Json) => world.graph.ask('POST /graph/limits', { body });
  afterEach(() => world.graph.ask('DELETE /graph/limits'));

  test('of a plan are told by their code', async () => {
    await limit({ MaximumBucketsInProject: 1, MaximumTasksInProject: 2, MaximumActiveTasksInProject: 1 });
    await world.bucket(plan);
    refused(
      await world.call('POST /planner/buckets', { body: { name: 'En till', planId: plan.id } }),
      403,
      'MaximumBucketsInProject',
      /exceeded allowed limits/,
    );
    await world.task(plan);
    const body = { title: 'En till', planId: plan.id };
    refused(await world.call('POST /planner/tasks', { body }), 403, 'MaximumActiveTasksInProject', /exceeded/);
    const done = await world.task(plan, { percentComplete: 100 });
    refused(
      await world.call('POST /planner/tasks', { body: { ...body, percentComplete: 100 } }),
      403,
      'MaximumTasksInProject',
      /exceeded/,
    );
    const reopened = await world.call(`PATCH ${path('tasks', done)}`, {
      body: { percentComplete: 0 },
      headers: etag(done),
    });
    refused(reopened, 403, 'MaximumActiveTasksInProject', /exceeded/);
  });

  test('of a group, a task and a person are told by theirs', async () => {
    const url = `https://graph.microsoft.com/v1.0/groups/${world.group}`;
    await limit({ MaximumPlannerPlans: 1 });
    refused(
      await world.call('POST /planner/plans', { body: { title: 'En till', container: { url } } }),
      403,
      'MaximumPlannerPlans',
      /exceeded/,
    );
    await limit({ MaximumAssigneesInTasks: 1, MaximumTasksAssignedToUser: 0 });
    const [one, two] = [world.graph.person('larare-sjoskolan').id, world.graph.person('bitradande-sjoskolan').id];
    const post = (assignments: Json) =>
      world.call('POST /planner/tasks', { body: { title: 'Många', planId: plan.id, assignments } });
    refused(await post({ [one]: ASSIGNED, [two]: ASSIGNED }), 403, 'MaximumAssigneesInTasks', /exceeded/);
    refused(await post({ [one]: ASSIGNED }), 403, 'MaximumTasksAssignedToUser', /exceeded/);
  });

  test('of the details refuse without changing anything', async () => {
    const task = await world.task(plan);
    const items = Object.fromEntries(
      Array.from({ length: 21 }, (_, index) => [KEY.slice(0, -2) + String(10 + index), ITEM]),
    );
    const references = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`${ADDRESS}${index}`, REFERENCE]));
    for (const [body, code] of [
      [{ checklist: items }, 'MaximumChecklistItemsOnTask'],
      [{ references }, 'MaximumReferencesOnTask'],
    ] as const) {
      const before = await details(task);
      const answer = await world.call(`PATCH ${path('tasks', task, '/details')}`, { body, headers: etag(before) });
      refused(answer, 403, code, /exceeded/);
      expect(await details(task)).toEqual(before);
    }
  });
});

describe('who is not in the group', () => {
  test('is refused: a colleague of another school with 403, another municipality with 404', async () => {
    const task = await world.task(plan);
    const colleague = await world.graph.tokens.signGraphToken(world.graph.person('rektor-ekskolan'));
    const stranger = await world.graph.tokens.signGraphToken(world.graph.person('rektor-grannskolan'));
    for (const address of [
      path('plans', plan),
      path('tasks', task),
      path('plans', plan, '/tasks'),
      path('tasks', task, '/details'),
    ]) {
      refused(await world.call(`GET ${address}`, { token: colleague }), 403, '', /required permissions/);
      refused(await world.call(`GET ${address}`, { token: stranger }), 404, '', /not found/);
    }
  });

  test('may be an app on its own, with its role', async () => {
    const { tenant } = world.graph.person('rektor-sjoskolan');
    const token = await world.graph.tokens.appToken(tenant, 'https://graph.microsoft.com', ['Tasks.ReadWrite.All']);
    expect((await world.call(`GET ${path('plans', plan, '/tasks')}`, { token })).status).toBe(200);
    refused(await world.call('GET /me/planner/tasks', { token }), 400, 'BadRequest', /delegated/);
  });
});
