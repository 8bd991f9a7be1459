import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Json } from './microsoft365.ts';
import {
  ADDRESS,
  ASSIGNED,
  ITEM,
  KEY,
  REFERENCE,
  etag,
  path,
  refused,
  representation,
  startPlanner,
} from './planner-access.ts';
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

describe('a change', () => {
  test('is answered without a body, or whole when Prefer asks for it', async () => {
    const task = await world.task(plan);
    const address = `PATCH ${path('tasks', task)}`;
    const short = await world.call(address, { body: { priority: 1 }, headers: etag(task) });
    expect([short.status, short.body.text]).toEqual([204, '']);
    const long = await world.call(address, {
      body: { percentComplete: 100 },
      headers: { ...etag(task), ...representation },
    });
    expect(long.status).toBe(200);
    expect(long.headers.get('preference-applied')).toBe('return=representation');
    expect(long.body).toMatchObject({ priority: 1, percentComplete: 100, completedBy: { user: {} } });
    expect(long.body.completedDateTime).not.toBeNull();
  });

  test('of what the service computes, or of what it does not know, is refused', async () => {
    const task = await world.task(plan);
    const address = `PATCH ${path('tasks', task)}`;
    const patch = (body: Json) => world.call(address, { body, headers: etag(task) });
    refused(await patch({ createdDateTime: '2026-01-01T00:00:00Z' }), 400, '', /read-only/);
    refused(await patch({ colour: 'blue' }), 400, '', /'colour' does not exist on type/);
    refused(
      await patch({ details: { description: 'x' } }),
      400,
      '',
      /Cannot apply PATCH to navigation property 'details'/,
    );
    refused(await patch({ title: 5 }), 400, '', /Edm.String/);
    refused(await patch({ title: null }), 400, '', /null value/);
    refused(await patch({ percentComplete: 101 }), 400, '', /between 0 and 100/);
    refused(await patch({ percentComplete: '50' }), 400, '', /Edm.Int32/);
    refused(await patch({ dueDateTime: '2026-12-01' }), 400, '', /Edm.DateTimeOffset/);
  });

  test('must not let a task begin after it is due, also when only one of the days comes', async () => {
    const dates = { startDateTime: '2026-12-02T10:00:00Z', dueDateTime: '2026-12-01T10:00:00Z' };
    const body = { title: 'Baklänges', planId: plan.id, ...dates };
    refused(await world.call('POST /planner/tasks', { body }), 400, '', /start date.*later than the due date/);
    const task = await world.task(plan, { dueDateTime: dates.dueDateTime });
    const late = await world.call(`PATCH ${path('tasks', task)}`, {
      body: { startDateTime: dates.startDateTime },
      headers: etag(task),
    });
    refused(late, 400, '', /start date/);
  });

  test('of the bucket goes only to one of the same plan', async () => {
    const bucket = await world.bucket(await world.plan('En annan'));
    const body = { title: 'Fel hink', planId: plan.id, bucketId: bucket.id };
    refused(await world.call('POST /planner/tasks', { body }), 400, '', /BucketId/);
    refused(await world.call('POST /planner/tasks', { body: { ...body, bucketId: 'nope' } }), 404, '', /not found/);
  });
});

describe('assignments', () => {
  const person = () => world.graph.person('larare-sjoskolan').id;

  test('need their type, an order hint of the right form and nothing of the service’s own', async () => {
    const post = (value: unknown) =>
      world.call('POST /planner/tasks', {
        body: { title: 'Vem?', planId: plan.id, assignments: { [person()]: value } },
      });
    refused(await post({ orderHint: ' !' }), 400, '', /qualifiedName/);
    refused(
      await post({ ...ASSIGNED, '@odata.type': '#microsoft.graph.plannerAssignee' }),
      400,
      '',
      /could not be resolved by the model/,
    );
    refused(await post({ ...ASSIGNED, '@odata.type': ITEM['@odata.type'] }), 400, '', /invalid type/);
    refused(await post(JSON.stringify(ASSIGNED)), 400, '', /open type property has an invalid type/);
    refused(await post({ '@odata.type': ASSIGNED['@odata.type'] }), 400, '', /orderHint/);
    refused(await post({ ...ASSIGNED, assignedDateTime: '2026-01-01T00:00:00Z' }), 400, '', /read-only/);
    const wrongKey = { title: 'Vem?', planId: plan.id, assignments: { 'larare@mittkoping.example': ASSIGNED } };
    refused(await world.call('POST /planner/tasks', { body: wrongKey }), 400, '', /not a valid identifier/);
  });

  test('don’t take the service’s own order hint back', async () => {
    const task = await world.task(plan, { assignments: { [person()]: ASSIGNED } });
    const assignment = (task.assignments as Record<string, Json>)[person()] ?? {};
    expect(assignment).toMatchObject({ '@odata.type': '#microsoft.graph.plannerAssignment', assignedBy: { user: {} } });
    const echoed = { assignments: { [person()]: { ...ASSIGNED, orderHint: assignment.orderHint } } };
    const answer = await world.call(`PATCH ${path('tasks', task)}`, { body: echoed, headers: etag(task) });
    refused(answer, 400, '', /order hint/);
  });

  test('end with null, and show in the person’s own list while they last', async () => {
    const token = await world.graph.tokens.signGraphToken(world.graph.person('larare-sjoskolan'));
    const mine = async () =>
      ((await world.call('GET /me/planner/tasks', { token })).body.value as Json[]).map((each) => each.id);
    const task = await world.task(plan, { assignments: { [person()]: ASSIGNED } });
    expect(await mine()).toContain(task.id);
    const body = { assignments: { [person()]: null } };
    const { body: after } = await world.call(`PATCH ${path('tasks', task)}`, {
      body,
      headers: { ...etag(task), ...representation },
    });
    expect(after.assignments).toEqual({});
    expect(await mine()).not.toContain(task.id);
    refused(await world.call(`GET /users/${person()}/planner/tasks`), 403, '', /required permissions/);
  });
});

describe('a task’s details', () => {
  const patch = async (task: Json, body: Json) =>
    world.call(`PATCH ${path('tasks', task, '/details')}`, {
      body,
      headers: { ...etag(await details(task)), ...representation },
    });

  test('hold a checklist and references under encoded addresses, counted on the task', async () => {
    const task = await world.task(plan);
    const { status, body } = await patch(task, {
      description: 'Så här',
      checklist: { [KEY]: ITEM },
      references: { [ADDRESS]: REFERENCE },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      checklist: { [KEY]: { title: ITEM.title, lastModifiedBy: { user: {} } } },
      references: { [ADDRESS]: { alias: 'Planen' } },
    });
    const { body: counted } = await world.call(`GET ${path('tasks', task)}?$expand=details`);
    expect(counted).toMatchObject({
      referenceCount: 1,
      checklistItemCount: 1,
      activeChecklistItemCount: 1,
      hasDescription: true,
    });
    expect(counted.details).toMatchObject({ description: 'Så här' });
    const removed = await patch(task, { references: { [ADDRESS]: null } });
    expect(removed.body.references).toEqual({});
  });

  test('order a checklist by wishes, also by those made of each other, and take no hint of the service’s back', async () => {
    const keys = ['a', 'b', 'c', 'd'].map((letter) => `${letter.repeat(8)}-1111-4111-8111-111111111111`);
    const hinted = (hints: readonly string[]) =>
      Object.fromEntries(keys.map((key, index) => [key, { ...ITEM, orderHint: hints[index] }]));
    const task = await world.task(plan);
    const { body } = await patch(task, { checklist: hinted([' ! !', ' !', '  !!', '   !!!']) });
    const stored = body.checklist as Record<string, { orderHint: string }>;
    const shown = Object.entries(stored).sort(([, a], [, b]) => (a.orderHint > b.orderHint ? -1 : 1));
    expect(shown.map(([key]) => key)).toEqual(keys);
    for (const hint of [stored[keys[0] ?? '']?.orderHint ?? '', '!', '', ' ', ' ! ', '  !'])
      refused(await patch(task, { checklist: hinted([hint, ' !', ' !', ' !']) }), 400, '', /order hint/);
  });

  test('refuse plain addresses, untitled items and values without a type', async () => {
    const task = await world.task(plan);
    refused(
      await patch(task, { references: { 'https://teams.microsoft.com': REFERENCE } }),
      400,
      '',
      /reserved characters/,
    );
    refused(await patch(task, { references: { 'inte%2Een%2Eadress': REFERENCE } }), 400, '', /not a valid address/);
    refused(
      await patch(task, { references: { [ADDRESS]: { '@odata.type': REFERENCE['@odata.type'] } } }),
      400,
      '',
      /at least one property/,
    );
    refused(await patch(task, { checklist: { [KEY]: { ...ITEM, title: '' } } }), 400, '', /'title'/);
    refused(
      await patch(task, { checklist: { [KEY]: { title: 'Utan sort', isChecked: false } } }),
      400,
      '',
      /qualifiedName/,
    );
    refused(await patch(task, { checklist: { first: ITEM } }), 400, '', /not a valid identifier/);
  });
});
