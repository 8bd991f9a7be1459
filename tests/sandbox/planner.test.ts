import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Json } from './microsoft365.ts';
import { ITEM, KEY, etag, path, refused, representation, startPlanner } from './planner-access.ts';
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

describe('a plan', () => {
  test('is made in a group that the caller is in, and answered whole with its ETag', async () => {
    expect(plan).toMatchObject({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#planner/plans/$entity',
      '@odata.etag': expect.stringMatching(/^W\/"[A-Za-z0-9+/=]+"$/),
      title: 'LIKA',
      owner: world.group,
      container: {
        containerId: world.group,
        type: 'group',
        url: `https://graph.microsoft.com/v1.0/groups/${world.group}`,
      },
      createdBy: { user: { id: world.graph.person('rektor-sjoskolan').id } },
    });
    const inGroup = await world.call(`GET /groups/${world.group}/planner/plans`);
    expect((inGroup.body.value as Json[]).map((each) => each.id)).toContain(plan.id);
  });

  test('is refused without a container, with a wrong one, or without a title', async () => {
    refused(
      await world.call('POST /planner/plans', { body: { title: 'LIKA' } }),
      400,
      '',
      /container must be specified/,
    );
    const url = `https://example.com/groups/${world.group}`;
    refused(
      await world.call('POST /planner/plans', { body: { title: 'LIKA', container: { url } } }),
      400,
      '',
      /container url/,
    );
    refused(await world.call('POST /planner/plans', { body: { owner: world.group } }), 400, '', /'Title'/);
  });

  test('is refused in a group that the caller is not in, and cannot move to another', async () => {
    const url = `https://graph.microsoft.com/v1.0/groups/${world.graph.team('ekskolan').id}`;
    refused(
      await world.call('POST /planner/plans', { body: { title: 'LIKA', container: { url } } }),
      403,
      '',
      /required permissions/,
    );
    const moved = await world.call(`PATCH ${path('plans', plan)}`, {
      body: { container: { url } },
      headers: etag(plan),
    });
    refused(moved, 400, '', /'container'.*read-only/);
  });

  test('names its 25 categories in its details, which have an ETag of their own', async () => {
    const { body: before } = await world.call(`GET ${path('plans', plan, '/details')}`);
    const body = { categoryDescriptions: { category1: 'Skola' } };
    const address = `PATCH ${path('plans', plan, '/details')}`;
    refused(await world.call(address, { body, headers: etag(plan) }), 412, '', /invalid value/);
    const { status, body: after } = await world.call(address, {
      body,
      headers: { ...etag(before), ...representation },
    });
    expect(status).toBe(200);
    expect(after.categoryDescriptions).toMatchObject({ category1: 'Skola', category25: null });
    const unknown = { categoryDescriptions: { category26: 'För många' } };
    refused(await world.call(address, { body: unknown, headers: etag(after) }), 400, '', /category26/);
  });

  test('takes its buckets and tasks with it when it is deleted', async () => {
    const bucket = await world.bucket(plan);
    const task = await world.task(plan, { bucketId: bucket.id });
    expect((await world.call(`DELETE ${path('plans', plan)}`, { headers: etag(plan) })).status).toBe(204);
    for (const gone of [path('plans', plan), path('buckets', bucket), path('tasks', task)]) {
      refused(await world.call(`GET ${gone}`), 404, '', /not found/);
    }
  });
});

describe('If-Match', () => {
  test('is needed to change or delete anything', async () => {
    const [bucket, task] = [await world.bucket(plan), await world.task(plan)];
    for (const address of [
      path('plans', plan),
      path('buckets', bucket),
      path('tasks', task),
      path('tasks', task, '/details'),
    ]) {
      refused(await world.call(`PATCH ${address}`, { body: {} }), 412, '', /If-Match header must be specified/);
    }
    for (const address of [path('tasks', task), path('buckets', bucket), path('plans', plan)]) {
      refused(await world.call(`DELETE ${address}`), 412, '', /If-Match header must be specified/);
    }
  });

  test('with the task’s ETag is refused for the task’s details, and so is anything that is no ETag', async () => {
    const task = await world.task(plan);
    const address = `PATCH ${path('tasks', task, '/details')}`;
    refused(await world.call(address, { body: { description: 'x' }, headers: etag(task) }), 412, '', /invalid value/);
    for (const wrong of ['*', 'W/"abc"', '"', etag(await details(task))['if-match'].slice(2)]) {
      refused(
        await world.call(address, { body: { description: 'x' }, headers: { 'if-match': wrong } }),
        412,
        '',
        /invalid value/,
      );
    }
  });

  test('grows as text with every version', async () => {
    let task = await world.task(plan);
    for (const title of ['ett', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'elva']) {
      const { body } = await world.call(`PATCH ${path('tasks', task)}`, {
        body: { title },
        headers: { ...etag(task), ...representation },
      });
      expect(String(body['@odata.etag']) > String(task['@odata.etag'])).toBe(true);
      task = body;
    }
  });

  test('of an old version lets an edit through that collides with nothing, and refuses one that does', async () => {
    const task = await world.task(plan);
    const address = `PATCH ${path('tasks', task)}`;
    expect((await world.call(address, { body: { title: 'Hennes' }, headers: etag(task) })).status).toBe(204);
    expect((await world.call(address, { body: { percentComplete: 50 }, headers: etag(task) })).status).toBe(204);
    refused(await world.call(address, { body: { title: 'Hans' }, headers: etag(task) }), 409, '', /conflicted/);
    expect((await world.call(`GET ${path('tasks', task)}`)).body).toMatchObject({
      title: 'Hennes',
      percentComplete: 50,
    });
  });

  test('of an old version lets two people tick different items, but not one what another took away', async () => {
    const task = await world.task(plan);
    const address = `PATCH ${path('tasks', task, '/details')}`;
    const first = { body: { checklist: { [KEY]: ITEM } }, headers: etag(await details(task)) };
    expect((await world.call(address, first)).status).toBe(204);
    const before = await details(task);
    const second = { ...ITEM, title: 'Boka sal' };
    const added = { checklist: { 'd280ed1a-9f6b-4f9c-a962-fb4d00dc50ff': second } };
    expect((await world.call(address, { body: added, headers: etag(before) })).status).toBe(204);
    const ticked = { checklist: { [KEY]: { '@odata.type': ITEM['@odata.type'], isChecked: true } } };
    expect((await world.call(address, { body: ticked, headers: etag(before) })).status).toBe(204);
    const taken = { checklist: { [KEY]: null } };
    refused(await world.call(address, { body: taken, headers: etag(before) }), 409, '', /conflicted/);
    expect(Object.keys((await details(task)).checklist as Json)).toHaveLength(2);
  });

  test('of before a change of the details no longer deletes the task', async () => {
    const task = await world.task(plan);
    const body = { description: 'Mer att veta' };
    await world.call(`PATCH ${path('tasks', task, '/details')}`, { body, headers: etag(await details(task)) });
    refused(await world.call(`DELETE ${path('tasks', task)}`, { headers: etag(task) }), 409, '', /conflicted/);
    const { body: now } = await world.call(`GET ${path('tasks', task)}`);
    expect(now).toMatchObject({ hasDescription: true });
    expect((await world.call(`DELETE ${path('tasks', task)}`, { headers: etag(now) })).status).toBe(204);
  });
});
