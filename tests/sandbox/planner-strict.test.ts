import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Json } from './microsoft365.ts';
import { errorOf } from './microsoft365.ts';
import { ASSIGNED, ITEM, KEY, etag, path, refused, representation, startPlanner } from './planner-access.ts';
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

const set = (body: Json) => world.graph.ask('POST /graph/limits', { body });
const bar = (body: Json) => world.graph.ask('POST /graph/bars', { body });
const tokenOf = (key: string) => world.graph.tokens.signGraphToken(world.graph.person(key));

describe('a new task’s details', () => {
  const post = async () =>
    (await world.call('POST /planner/tasks', { body: { title: 'Alldeles ny', planId: plan.id } })).body;
  afterEach(() => world.graph.ask('DELETE /graph/limits'));

  test('come a moment after the task: until then they are not found, nor taken', async () => {
    const task = await post();
    const address = path('tasks', task, '/details');
    refused(await world.call(`GET ${address}`), 404, '', /not found/);
    refused(
      await world.call(`PATCH ${address}`, { body: { description: 'x' }, headers: etag(task) }),
      404,
      '',
      /not found/,
    );
    const early = await world.call(`GET ${path('tasks', task)}?$expand=details`);
    expect(early.body).toMatchObject({ title: 'Alldeles ny', details: null });
    world.graph.pass(200);
    expect((await world.call(`GET ${address}`)).body).toMatchObject({ id: task.id, description: '', checklist: {} });
  });

  test('take as long as one sets', async () => {
    await set({ detailsDelayMs: 5_000 });
    const slow = await post();
    world.graph.pass(4_000);
    expect((await world.call(`GET ${path('tasks', slow, '/details')}`)).status).toBe(404);
    await set({ detailsDelayMs: 0 });
    const quick = await post();
    expect((await world.call(`GET ${path('tasks', quick, '/details')}`)).status).toBe(200);
  });

  test('are not taken along with the task', async () => {
    const body = { title: 'Allt på en gång', planId: plan.id, details: { checklist: { [KEY]: ITEM } } };
    refused(
      await world.call('POST /planner/tasks', { body }),
      400,
      '',
      /Cannot apply POST to navigation property 'details'/,
    );
  });

  test('go with the task when it is deleted', async () => {
    const task = await world.task(plan);
    expect((await world.call(`DELETE ${path('tasks', task)}`, { headers: etag(task) })).status).toBe(204);
    refused(await world.call(`GET ${path('tasks', task)}`), 404, '', /not found/);
    refused(await world.call(`GET ${path('tasks', task, '/details')}`), 404, '', /not found/);
  });
});

describe('throttling', () => {
  afterEach(async () => {
    await world.graph.ask('DELETE /graph/limits');
    world.graph.pass(20_000);
  });

  test('closes the rest of the window to the app in the tenant, not in another one', async () => {
    world.graph.pass(20_000);
    await set({ callsOfAppInTenant: 2 });
    for (const status of [200, 200, 429]) expect((await world.call('GET /me')).status).toBe(status);
    world.graph.pass(4_000);
    const late = await world.call('GET /me');
    expect([late.status, late.headers.get('retry-after'), errorOf(late).code]).toEqual([429, '6', 'TooManyRequests']);
    expect((await world.call('GET /me', { token: await tokenOf('rektor-grannskolan') })).status).toBe(200);
    world.graph.pass(6_000);
    expect((await world.call('GET /me')).status).toBe(200);
  });

  test('of a person is Planner’s alone, and leaves colleagues be', async () => {
    world.graph.pass(20_000);
    await set({ plannerCallsOfPerson: 1 });
    const address = `GET ${path('plans', plan)}`;
    expect((await world.call(address)).status).toBe(200);
    expect((await world.call(address)).status).toBe(429);
    expect((await world.call('GET /me')).status).toBe(200);
    expect((await world.call(address, { token: await tokenOf('larare-sjoskolan') })).status).toBe(200);
  });

  test('counts each part of a batch, and answers each that is too many with its own Retry-After', async () => {
    world.graph.pass(20_000);
    await set({ plannerCallsOfPerson: 1 });
    const one = (id: string) => ({ id, method: 'GET', url: path('plans', plan) });
    const { body } = await world.call('POST /$batch', { body: { requests: [one('1'), one('2'), one('3')] } });
    const parts = body.responses as { status: number; headers: Json }[];
    const seen = parts.map(({ status, headers }) => `${status} ${String(headers['Retry-After'])}`);
    expect(seen.sort()).toEqual(['200 undefined', '429 10', '429 10']);
  });
});

describe('a batch', () => {
  const part = (id: string, method: string, url: string, body?: Json, headers: Json = {}) => ({
    id,
    method,
    url,
    ...(body ? { body } : {}),
    headers: { ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
  });

  test('answers its parts with Location and ETag, and with what Prefer asks for', async () => {
    const task = await world.task(plan);
    const change = { percentComplete: 50 };
    const requests = [
      part('new', 'POST', '/planner/tasks', { title: 'I en bunt', planId: plan.id }),
      part('short', 'PATCH', path('tasks', task), change, etag(task)),
      {
        ...part('long', 'PATCH', path('tasks', task), change, { ...etag(task), ...representation }),
        dependsOn: ['short'],
      },
    ];
    const { body } = await world.call('POST /$batch', { body: { requests } });
    const parts = body.responses as { id: string; status: number; headers: Json; body?: Json }[];
    const named = (id: string) => parts.find((each) => each.id === id);
    const made = named('new');
    expect(made).toMatchObject({
      status: 201,
      headers: {
        Location: `https://graph.microsoft.com/v1.0/planner/tasks/${String(made?.body?.id)}`,
        ETag: made?.body?.['@odata.etag'],
      },
    });
    expect(named('short')).toMatchObject({ status: 204 });
    expect(named('short')?.body).toBeUndefined();
    expect(named('long')).toMatchObject({
      status: 200,
      headers: { 'Preference-Applied': 'return=representation' },
      body: { percentComplete: 50 },
    });
  });
});

describe('who may', () => {
  afterEach(async () => {
    await bar({ person: 'rektor-sjoskolan', barred: false });
    await bar({ team: 'sjoskolan', archived: false });
    await world.graph.ask('DELETE /graph/limits');
  });

  test('be told to keep out of Planner altogether, as one person', async () => {
    const task = await world.task(plan);
    expect((await bar({ person: 'rektor-sjoskolan', barred: true })).status).toBe(200);
    for (const address of [path('tasks', task), path('plans', plan), '/me/planner/tasks'])
      refused(await world.call(`GET ${address}`), 403, '', /required permissions/);
    const token = await tokenOf('larare-sjoskolan');
    expect((await world.call(`GET ${path('tasks', task)}`, { token })).status).toBe(200);
    expect((await bar({ person: 'nobody', barred: true })).status).toBe(404);
  });

  test('read and delete what is archived, but not change it or add to it', async () => {
    const me = world.graph.person('rektor-sjoskolan').id;
    const task = await world.task(plan, { assignments: { [me]: ASSIGNED } });
    await bar({ team: 'sjoskolan', archived: true });
    const change = { body: { title: 'Nytt' }, headers: etag(task) };
    refused(await world.call(`PATCH ${path('tasks', task)}`, change), 403, '', /required permissions/);
    const more = { body: { title: 'En till', planId: plan.id } };
    refused(await world.call('POST /planner/tasks', more), 403, '', /required permissions/);
    const mine = (await world.call('GET /me/planner/tasks')).body.value as Json[];
    expect(mine.map(({ id }) => id)).not.toContain(task.id);
    expect((await world.call(`GET ${path('tasks', task)}`)).status).toBe(200);
    expect((await world.call(`DELETE ${path('tasks', task)}`, { headers: etag(task) })).status).toBe(204);
  });

  test('not go on after having left the group', async () => {
    const { directory } = world.graph.context;
    const teacher = world.graph.person('larare-sjoskolan').id;
    const token = await tokenOf('larare-sjoskolan');
    expect((await world.call(`GET ${path('plans', plan)}`, { token })).status).toBe(200);
    directory.changeMember(world.group, teacher, 'remove');
    refused(await world.call(`GET ${path('plans', plan)}`, { token }), 403, '', /required permissions/);
    directory.changeMember(world.group, teacher, 'add');
  });

  test('see and complete a task of another group’s when it is assigned to them, but not its plan', async () => {
    const outsider = world.graph.person('rektor-ekskolan').id;
    const token = await tokenOf('rektor-ekskolan');
    const task = await world.task(plan, { assignments: { [outsider]: ASSIGNED } });
    expect((await world.call(`GET ${path('tasks', task)}`, { token })).body).toMatchObject({ id: task.id });
    const done = await world.call(`PATCH ${path('tasks', task)}`, {
      token,
      body: { percentComplete: 100 },
      headers: { ...etag(task), ...representation },
    });
    expect(done.body).toMatchObject({ percentComplete: 100, completedBy: { user: { id: outsider } } });
    refused(await world.call(`GET ${path('plans', plan)}`, { token }), 403, '', /required permissions/);
    const away = await world.call(`DELETE ${path('tasks', task)}`, { token, headers: etag(done.body) });
    refused(away, 403, '', /required permissions/);
  });

  test('be an app on its own, which has then made the task, in every group of its tenant', async () => {
    const { tenant } = world.graph.person('rektor-sjoskolan');
    const token = await world.graph.tokens.appToken(tenant, 'https://graph.microsoft.com', ['Tasks.ReadWrite.All']);
    await set({ MaximumTasksCreatedByUser: 0 });
    const body = { title: 'Av appen', planId: plan.id };
    const { status, body: task } = await world.call('POST /planner/tasks', { token, body });
    expect(status).toBe(201);
    const app = world.graph.context.settings.clientId;
    expect(task).toMatchObject({ createdBy: { user: null, application: { id: app } } });
    refused(await world.call('POST /planner/tasks', { body }), 403, 'MaximumTasksCreatedByUser', /exceeded/);
    const reader = await world.graph.tokens.appToken(tenant, 'https://graph.microsoft.com', ['Tasks.Read.All']);
    expect((await world.call(`GET ${path('tasks', task)}`, { token: reader })).status).toBe(200);
    expect((await world.call('POST /planner/tasks', { token: reader, body })).status).toBe(403);
  });

  test('share a plan with somebody only as long as they have not too many', async () => {
    await set({ MaximumProjectsSharedWithUser: 1 });
    const teacher = world.graph.person('larare-sjoskolan').id;
    const share = async (each: Json) => {
      const address = path('plans', each, '/details');
      const { body } = await world.call(`GET ${address}`);
      return world.call(`PATCH ${address}`, { body: { sharedWith: { [teacher]: true } }, headers: etag(body) });
    };
    expect((await share(plan)).status).toBe(204);
    expect((await share(plan)).status).toBe(204);
    refused(await share(await world.plan('En till')), 403, 'MaximumProjectsSharedWithUser', /exceeded/);
  });
});
