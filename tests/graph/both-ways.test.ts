import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import type { Unit } from '../../bot/api/schemas/units.ts';
import { SJOSKOLAN } from '../api/demo.ts';
import { done } from '../api/calls.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { graphAs } from './microsoft365.ts';
import type { SeenTask } from './microsoft365.ts';

/** An action and its task, each changed where people change it, and how they come together. */

const HEAD = 'rektor-sjoskolan';
const TEACHER = 'larare-sjoskolan';
const UNIT = `/api/units/${SJOSKOLAN}`;
let world: World;
let team: string;

beforeAll(async () => {
  world = await startWorld();
  team = (await done<Unit>(world, HEAD, 'GET', UNIT)).channel?.team ?? '';
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.sandbox('DELETE', '/faults');
});

const plan = () => done<Plan>(world, HEAD, 'GET', `${UNIT}/plan`);
const actionNow = async (id: string): Promise<Action> => {
  const found = (await plan()).actions.find((one) => one.id === id);
  if (!found) throw new Error('the action has gone');
  return found;
};
const taskOf = async (title: string): Promise<SeenTask | undefined> =>
  (await (await graphAs(world, HEAD)).tasksOf(team)).find((task) => task.title === title);
const look = () => done(world, HEAD, 'POST', `${UNIT}/plan/planner/try`);
const patch = async (id: string, fields: object): Promise<Action> => {
  const { version } = await actionNow(id);
  return done<Action>(world, HEAD, 'PATCH', `/api/actions/${id}`, { version, ...fields });
};

/** Something that a person does in Planner: a PATCH with the ETag that is there now. */
async function inPlanner(person: string, path: string, change: object): Promise<void> {
  const graph = await graphAs(world, person);
  const { '@odata.etag': etag } = await graph.get<{ '@odata.etag': string }>(path);
  await graph.send('PATCH', path, change, { 'If-Match': etag });
}

let made = 0;
/** A decided action with two activities, in step with its task. */
async function inStep(): Promise<{ action: Action; task: SeenTask }> {
  made += 1;
  const title = `Insats i takt ${String(made)}`;
  const { goals } = await plan();
  const action = await done<Action>(world, HEAD, 'POST', `${UNIT}/plan/actions`, {
    ...{ goal: { id: goals[0]?.id }, title, area: 'ledning', indicators: [] },
    activities: ['Boka rummet', 'Skriv ner'],
  });
  await done(world, HEAD, 'PATCH', `/api/actions/${action.id}`, {
    ...{ version: 1, state: 'decided', responsible: world.person(HEAD).id, start: '2026-12-01', due: '2027-03-01' },
    followUp: { on: '2027-03-15', how: null },
  });
  await done(world, HEAD, 'POST', `${UNIT}/plan/planner`, { actions: [action.id] });
  const synced = await until('the action is in step', async () => {
    const now = await actionNow(action.id);
    return now.planner.state === 'synced' ? now : null;
  });
  const task = await taskOf(title);
  if (!task) throw new Error('there is no task');
  return { action: synced, task };
}

const becomes = (id: string, what: string, test: (action: Action) => boolean) =>
  until(what, async () => {
    const action = await actionNow(id);
    return test(action) ? action : null;
  });

describe('what changes in Planner is seen in the plan', () => {
  it('a tick, a moved date, another column, a new step and a note, within the polling time', async () => {
    const { action, task } = await inStep();
    const [key] = Object.entries(task.details.checklist).find(([, { title }]) => title === 'Boka rummet') ?? [];
    await inPlanner(TEACHER, `/planner/tasks/${task.id}`, {
      ...{ dueDateTime: '2027-04-01T22:00:00Z', percentComplete: 50 },
    });
    await inPlanner(TEACHER, `/planner/tasks/${task.id}/details`, {
      description: `${task.details.description}\nRum 14 är ledigt`,
      checklist: {
        [key ?? '']: { '@odata.type': '#microsoft.graph.plannerChecklistItem', isChecked: true },
        '6F9619FF-8B86-D011-B42D-00CF4FC964FF': {
          '@odata.type': '#microsoft.graph.plannerChecklistItem',
          title: 'Fråga Bo',
        },
      },
    });
    // A day that begins at midnight in Sweden is that day.
    const now = await becomes(
      action.id,
      'the plan has all of it',
      ({ due, notes }) => due === '2027-04-02' && notes !== '',
    );
    expect(now).toMatchObject({ state: 'ongoing', notes: 'Rum 14 är ledigt' });
    expect(now.activities.map(({ text, done }) => ({ text, done }))).toEqual([
      { text: 'Boka rummet', done: true },
      { text: 'Skriv ner', done: false },
      { text: 'Fråga Bo', done: false },
    ]);
  });

  it('a person put in the place of the owner, and nothing written back', async () => {
    const { action, task } = await inStep();
    const teacher = world.person(TEACHER).id;
    await inPlanner(HEAD, `/planner/tasks/${task.id}`, {
      assignments: {
        [world.person(HEAD).id]: null,
        [teacher]: { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' },
      },
    });
    await becomes(action.id, 'the teacher is responsible', ({ responsible }) => responsible === teacher);
    expect(Object.keys((await taskOf(action.title))?.assignments ?? {})).toEqual([teacher]);
  });

  it('while a board sorted by hand stays as it is', async () => {
    const { action, task } = await inStep();
    const graph = await graphAs(world, HEAD);
    const { planId } = await graph.get<{ planId: string }>(`/planner/tasks/${task.id}`);
    const bucket = (await graph.list<{ id: string; name: string }>(`/planner/plans/${planId}/buckets`)).find(
      ({ name }) => name === 'Kompetens',
    );
    await inPlanner(TEACHER, `/planner/tasks/${task.id}`, { bucketId: bucket?.id, percentComplete: 30 });
    await becomes(action.id, 'it is ongoing', ({ state }) => state === 'ongoing');
    await patch(action.id, { due: '2027-03-10' });
    await until('the date is there', async () => (await taskOf(action.title))?.dueDateTime?.startsWith('2027-03-10'));
    expect(await taskOf(action.title)).toMatchObject({ bucketId: bucket?.id, percentComplete: 30 });
  });
});

describe('what changes in the plan goes to Planner', () => {
  it('and beside what somebody changed there meanwhile', async () => {
    const { action, task } = await inStep();
    await inPlanner(TEACHER, `/planner/tasks/${task.id}`, { startDateTime: '2026-12-08T12:00:00Z' });
    await patch(action.id, { due: '2027-05-01', intention: 'När vi ses så provar vi' });
    const now = await becomes(
      action.id,
      'both are in',
      ({ start, planner }) => start === '2026-12-08' && planner.state === 'synced',
    );
    expect(now.due).toBe('2027-05-01');
    const there = await until('Planner has it', async () => {
      const seen = await taskOf(action.title);
      return seen?.dueDateTime?.startsWith('2027-05-01') && seen.details.description.includes('provar vi')
        ? seen
        : null;
    });
    expect(there).toMatchObject({ startDateTime: expect.stringContaining('2026-12-08') });
  });
});

describe('what only a person can decide', () => {
  it('is asked: both dates are shown, and the one that is chosen stands on both sides', async () => {
    const { action, task } = await inStep();
    await world.sandbox('POST', '/faults', { target: 'graph', match: 'GET *', status: 503, times: 3, mode: 'refuse' });
    await inPlanner(TEACHER, `/planner/tasks/${task.id}`, { dueDateTime: '2027-04-20T12:00:00Z' }).catch(async () => {
      await world.sandbox('DELETE', '/faults');
      await inPlanner(TEACHER, `/planner/tasks/${task.id}`, { dueDateTime: '2027-04-20T12:00:00Z' });
    });
    await patch(action.id, { due: '2027-06-01' });
    await world.sandbox('DELETE', '/faults');
    const asked = await becomes(action.id, 'it is asked', ({ planner }) => planner.questions.length > 0);
    expect(asked.planner).toMatchObject({
      state: 'needs-you',
      questions: [{ field: 'due', kind: 'both-changed', ours: '2027-06-01', theirs: '2027-04-20' }],
    });
    expect((await taskOf(action.title))?.dueDateTime).toContain('2027-04-20');
    await done(world, HEAD, 'POST', `/api/actions/${action.id}/planner/choice`, {
      ...{ field: 'due', theirs: '2027-04-20', choose: 'theirs' },
    });
    const settled = await becomes(action.id, 'it is settled', ({ planner }) => planner.state === 'synced');
    expect(settled.due).toBe('2027-04-20');
    const again = await world.api(HEAD, 'POST', `/api/actions/${action.id}/planner/choice`, {
      body: { field: 'due', theirs: '2027-04-20', choose: 'ours' },
    });
    expect(again.status).toBe(409);
  });

  it('a title changed there is offered, and ours returns only when somebody says so', async () => {
    const { action, task } = await inStep();
    await inPlanner(TEACHER, `/planner/tasks/${task.id}`, { title: 'Bättre namn' });
    const asked = await becomes(action.id, 'it is offered', ({ planner }) => planner.questions.length > 0);
    expect(asked).toMatchObject({
      title: action.title,
      planner: { questions: [{ kind: 'renamed', theirs: 'Bättre namn' }] },
    });
    expect((await taskOf('Bättre namn'))?.id).toBe(task.id);
    await done(world, HEAD, 'POST', `/api/actions/${action.id}/planner/choice`, {
      ...{ field: 'title', theirs: 'Bättre namn', choose: 'ours' },
    });
    await until('ours is back', async () => (await taskOf(action.title))?.id === task.id);
  });

  it('a date that the plan can’t be without is asked for, with the reason', async () => {
    const { action, task } = await inStep();
    await inPlanner(TEACHER, `/planner/tasks/${task.id}`, { dueDateTime: null });
    const asked = await becomes(action.id, 'it is asked', ({ planner }) => planner.questions.length > 0);
    expect(asked.due).toBe('2027-03-01');
    expect(asked.planner.questions).toEqual([
      { field: 'due', kind: 'not-possible', code: 'missing', ours: '2027-03-01', theirs: null },
    ]);
    const refused = await world.api(HEAD, 'POST', `/api/actions/${action.id}/planner/choice`, {
      body: { field: 'due', theirs: null, choose: 'theirs' },
    });
    expect(refused.status).toBe(400);
  });

  it('a task taken away in Planner is not made again unasked', async () => {
    const { action, task } = await inStep();
    const graph = await graphAs(world, TEACHER);
    const { '@odata.etag': etag } = await graph.get<{ '@odata.etag': string }>(`/planner/tasks/${task.id}`);
    await graph.send('DELETE', `/planner/tasks/${task.id}`, undefined, { 'If-Match': etag });
    await becomes(action.id, 'it is asked', ({ planner }) => planner.cause === 'task-gone');
    await look();
    expect(await taskOf(action.title)).toBeUndefined();
    await done(world, HEAD, 'POST', `/api/actions/${action.id}/planner/gone`, { choose: 'again' });
    await until('it is there again', () => taskOf(action.title));
    await becomes(action.id, 'it is in step', ({ planner }) => planner.state === 'synced');
  });

  it('an action removed here asks what becomes of its task', async () => {
    const { action } = await inStep();
    await patch(action.id, { state: 'closed', reason: 'Annat gick före' });
    await patch(action.id, { state: 'proposed' });
    expect((await world.api(HEAD, 'DELETE', `/api/actions/${action.id}`)).status).toBe(409);
    expect((await world.api(HEAD, 'DELETE', `/api/actions/${action.id}?task=remove`)).status).toBe(204);
    await until('the task has gone', async () => (await taskOf(action.title)) === undefined);
  });

  it('is nobody’s to decide but the head’s', async () => {
    const { action } = await inStep();
    for (const person of [TEACHER, 'rektor-ekskolan', 'rektor-grannskolan'])
      for (const [path, body] of [
        ['choice', { field: 'due', theirs: null, choose: 'ours' }],
        ['gone', { choose: 'leave' }],
        ['part', { task: 'remove' }],
      ] as const) {
        const { status } = await world.api(person, 'POST', `/api/actions/${action.id}/planner/${path}`, { body });
        expect([403, 404]).toContain(status);
      }
  });
});

it('a plan in which nothing changed costs one request', async () => {
  await inStep();
  const calls = async () =>
    String((await world.sandbox('GET', '/graph/log')).body)
      .split('\n')
      .filter(Boolean).length;
  const seenAt = async () => (await plan()).planner?.at;
  await until('a look found nothing new', async () => {
    const [before, at] = [await calls(), await seenAt()];
    await look();
    await until('it was looked at', async () => (await seenAt()) !== at);
    return (await calls()) - before === 1;
  });
});
