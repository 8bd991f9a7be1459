import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Assessment, AssessmentList } from '../../bot/api/schemas/assessments.ts';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused } from './calls.ts';
import { EKSKOLAN, SJOSKOLAN } from './demo.ts';

const HEAD = 'rektor-sjoskolan';
const DEPUTY = 'bitradande-sjoskolan';
const UNIT = `/api/units/${SJOSKOLAN}`;
let world: World;
let draft: Assessment;

beforeAll(async () => {
  world = await startWorld();
  draft = await done<Assessment>(world, HEAD, 'POST', `${UNIT}/assessments`, { kind: 'unit' });
});
afterAll(() => world.stop());

const asked = (person: string) => done<Assessment>(world, person, 'GET', `/api/assessments/${draft.id}`);
const actions = async () => (await done<Plan>(world, HEAD, 'GET', `${UNIT}/plan`)).actions;
const change = ({ id, version }: Action, patch: object) =>
  done<Action>(world, HEAD, 'PATCH', `/api/actions/${id}`, { version, ...patch });
async function find(state: Action['state']): Promise<Action> {
  const found = (await actions()).find((action) => action.state === state);
  if (!found) throw new Error(`the demo plan has nothing ${state}`);
  return found;
}

test('a new assessment says which questions something has been done about since the last result, and what', async () => {
  const finished = await find('done');
  expect(draft.reconsider).toEqual([
    { indicator: 'l-test-roles', done: [{ action: finished.id, title: finished.title, at: expect.any(String) }] },
  ]);
  expect((await asked(HEAD)).reconsider).toEqual(draft.reconsider);
});

test('what is done now comes too, and goes again when it wasn’t done after all', async () => {
  const ongoing = await find('ongoing');
  const finished = await change(ongoing, { state: 'done' });
  const marks = (await asked(HEAD)).reconsider.map(({ indicator }) => indicator);
  expect(marks.sort()).toEqual(['i-network-capacity', 'l-test-roles']);
  await change(finished, { state: 'ongoing' });
  expect((await asked(HEAD)).reconsider.map(({ indicator }) => indicator)).toEqual(['l-test-roles']);
});

test('a later change of something done doesn’t make it news', async () => {
  const [before] = (await asked(HEAD)).reconsider;
  await change(await find('done'), { title: 'Bestäm vem som gör vad när ett prov avbryts' });
  const [after] = (await asked(HEAD)).reconsider;
  expect(after?.done[0]).toMatchObject({
    at: before?.done[0]?.at,
    title: 'Bestäm vem som gör vad när ett prov avbryts',
  });
});

test('a colleague’s own assessment says it as well; one that is decided says nothing', async () => {
  const own = await done<Assessment>(world, DEPUTY, 'POST', `${UNIT}/assessments`, { kind: 'own' });
  expect(own.reconsider.map(({ indicator }) => indicator)).toEqual(['l-test-roles']);
  const { assessments } = await done<AssessmentList>(world, HEAD, 'GET', `${UNIT}/assessments`);
  for (const one of assessments.filter(({ state }) => state !== 'draft')) expect(one.reconsider).toEqual([]);
});

test('another unit has nothing of it, and the municipality gets nothing of an open assessment', async () => {
  const theirs = await done<Assessment>(world, 'rektor-ekskolan', 'POST', `/api/units/${EKSKOLAN}/assessments`, {
    kind: 'unit',
  });
  expect(theirs.reconsider).toEqual([]);
  for (const person of ['rektor-ekskolan', 'kommunansvarig', 'namndledamot', 'rektor-grannskolan'])
    expect([403, 404]).toContain((await refused(world, person, 'GET', `/api/assessments/${draft.id}`)).status);
});
