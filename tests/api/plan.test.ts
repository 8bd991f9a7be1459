import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Action, Confirmation, Goal, MyActions, Plan } from '../../bot/api/schemas/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused } from './calls.ts';
import { EKSKOLAN, SJOSKOLAN } from './demo.ts';

const HEAD = 'rektor-ekskolan';
const MEMBER = 'it-pedagog-ekskolan';
const TEACHER = 'larare-ekskolan';
const PLAN = `/api/units/${EKSKOLAN}/plan`;
let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world.stop());

const newGoal = (text: string) => ({ text, area: 'ledning', step: 1, indicators: ['l-vision'] });
const newAction = (title: string, goal: object) => ({
  ...{ title, goal, area: 'ledning', indicators: ['l-vision'] },
  activities: ['Bjud in alla arbetslag', 'Skriv ner det'],
});
const propose = (title: string, goal: object = { new: newGoal(`Mål för ${title}`) }) =>
  done<Action>(world, HEAD, 'POST', `${PLAN}/actions`, newAction(title, goal));
const plan = (person = HEAD) => done<Plan>(world, person, 'GET', PLAN);
const change = (person: string, action: Action, patch: object) =>
  done<Action>(world, person, 'PATCH', `/api/actions/${action.id}`, { version: action.version, ...patch });
const refuse = (person: string, action: Action, patch: object) =>
  refused(world, person, 'PATCH', `/api/actions/${action.id}`, { version: action.version, ...patch });
const wholeDecision = (person: string) => ({
  ...{ state: 'decided', responsible: world.person(person).id, due: '2027-03-01' },
  followUp: { on: '2027-03-15', how: 'På arbetsplatsträffen' },
});

test('a plan is made when the head first looks, and one who only reads leaves no trace', async () => {
  const [first, second] = [await plan(TEACHER), await plan(TEACHER)];
  expect(first.id).not.toBe(second.id);
  const made = await plan();
  expect(made).toMatchObject({ unit: EKSKOLAN, goals: [], actions: [], confirmed: null });
  expect((await plan(TEACHER)).id).toBe(made.id);
});

test('the demo school’s plan holds three goals and actions in every state', async () => {
  const demo = await done<Plan>(world, 'rektor-sjoskolan', 'GET', `/api/units/${SJOSKOLAN}/plan`);
  expect(demo.goals).toHaveLength(3);
  expect(demo.actions.map(({ state }) => state).sort()).toEqual(['closed', 'decided', 'done', 'ongoing', 'proposed']);
});

describe('goals', () => {
  test('are added last, reworded, moved, and removed when they have no actions', async () => {
    const add = (text: string) => done<Goal>(world, HEAD, 'POST', `${PLAN}/goals`, newGoal(text));
    const [one, two] = [await add('Mål ett'), await add('Mål två')];
    const reworded = { text: 'Mål två, tydligare', version: 1 };
    expect(await done<Goal>(world, HEAD, 'PATCH', `/api/goals/${two.id}`, reworded)).toMatchObject({ version: 2 });
    expect(await done<Goal>(world, HEAD, 'PATCH', `/api/goals/${two.id}`, reworded)).toMatchObject({ version: 2 });
    const stale = await refused(world, HEAD, 'PATCH', `/api/goals/${two.id}`, { text: 'Något helt annat', version: 1 });
    expect(stale).toMatchObject({ status: 409, code: 'stale-version', current: { text: 'Mål två, tydligare' } });
    const moved = await done<Plan>(world, HEAD, 'POST', `/api/goals/${two.id}/move`, { by: -1 });
    expect(moved.goals.map(({ id }) => id)).toEqual([two.id, one.id]);
    await done(world, HEAD, 'DELETE', `/api/goals/${one.id}`);
    await done(world, HEAD, 'DELETE', `/api/goals/${two.id}`);
    expect((await plan()).goals).toEqual([]);
  });

  test('must name areas, steps and indicators that the instrument has', async () => {
    const odd = { text: 'Mål', area: 'ledning', step: 9, indicators: ['l-vision', 'l-nothing'] };
    expect(await refused(world, HEAD, 'POST', `${PLAN}/goals`, odd)).toMatchObject({
      status: 400,
      pointers: ['/step', '/indicators/1'],
    });
  });
});

describe('an action', () => {
  test('comes with its new goal in one go, or with nothing at all', async () => {
    const before = await plan();
    const broken = { ...newAction('Utan område', { new: newGoal('Ett mål') }), area: 'idrott' };
    expect(await refused(world, HEAD, 'POST', `${PLAN}/actions`, broken)).toMatchObject({ pointers: ['/area'] });
    expect((await plan()).goals).toHaveLength(before.goals.length);
    const action = await propose('Målbild');
    expect((await plan()).goals.find(({ id }) => id === action.goal)).toMatchObject({ text: 'Mål för Målbild' });
    expect(await refused(world, HEAD, 'DELETE', `/api/goals/${action.goal}`)).toMatchObject({
      code: 'goal-has-actions',
    });
  });

  test('is decided only with one owner, a date and a follow-up date', async () => {
    const action = await propose('Beslut');
    expect(await refuse(HEAD, action, { state: 'decided' })).toMatchObject({
      status: 400,
      pointers: ['/responsible', '/due', '/followUp/on'],
    });
    const decided = await change(HEAD, action, wholeDecision(HEAD));
    expect(decided).toMatchObject({ state: 'decided', version: 2, planner: { state: 'none' } });
    expect(await refuse(HEAD, decided, { due: null })).toMatchObject({ pointers: ['/due'] });
    expect(await refuse(HEAD, decided, { followUp: { on: '2027-02-30', how: null } })).toMatchObject({ status: 400 });
    expect(await refuse(HEAD, decided, { due: '7012-02-02' })).toMatchObject({ status: 400, pointers: ['/due'] });
    expect(await refuse(HEAD, decided, { due: '0002-01-30' })).toMatchObject({ status: 400, pointers: ['/due'] });
  });

  test('changed since it was seen is refused with what stands now; the same change sent again is not', async () => {
    const action = await propose('Versioner');
    const changed = await change(HEAD, action, { title: 'Ny rubrik' });
    expect(await change(HEAD, action, { title: 'Ny rubrik' })).toEqual(changed);
    expect(await refuse(HEAD, action, { title: 'Annan rubrik' })).toMatchObject({
      status: 409,
      current: { title: 'Ny rubrik', version: 2 },
    });
  });

  test('is closed with a reason, and can only be removed while it is proposed', async () => {
    const action = await change(HEAD, await propose('Avslutas'), wholeDecision(HEAD));
    expect(await refused(world, HEAD, 'DELETE', `/api/actions/${action.id}`)).toMatchObject({
      code: 'not-only-proposed',
    });
    expect(await refuse(HEAD, action, { state: 'closed' })).toMatchObject({ pointers: ['/reason'] });
    const closed = await change(HEAD, action, { state: 'closed', reason: 'Kommunen gör det åt alla skolor.' });
    expect(closed).toMatchObject({ state: 'closed', reason: 'Kommunen gör det åt alla skolor.' });
    expect(await change(HEAD, closed, { state: 'proposed' })).toMatchObject({ reason: null });
  });

  test('is moved among its goal’s own, without dragging', async () => {
    const first = await propose('Först');
    const second = await propose('Sedan', { id: first.goal });
    const order = async (by: number) => {
      const moved = await done<Plan>(world, HEAD, 'POST', `/api/actions/${second.id}/move`, { by });
      return moved.actions.filter(({ goal }) => goal === first.goal).map(({ title }) => title);
    };
    expect(await order(-1)).toEqual(['Sedan', 'Först']);
    expect(await order(-1)).toEqual(['Sedan', 'Först']);
    expect(await order(1)).toEqual(['Först', 'Sedan']);
  });

  test('can’t be put under another school’s goal', async () => {
    const action = await propose('Grannens mål');
    const theirs = await done<Plan>(world, 'rektor-sjoskolan', 'GET', `/api/units/${SJOSKOLAN}/plan`);
    const goal = theirs.goals[0]?.id ?? '';
    expect(await refuse(HEAD, action, { goal })).toMatchObject({ status: 400, pointers: ['/goal'] });
  });
});

describe('a team member', () => {
  test('takes a free action, says how it goes, and finds it among their own', async () => {
    const free = await propose('Ledig');
    const mine = { responsible: world.person(MEMBER).id };
    const taken = await change(MEMBER, free, mine);
    const decided = await change(HEAD, taken, { ...wholeDecision(MEMBER) });
    const [first, ...rest] = decided.activities;
    const ongoing = await change(MEMBER, decided, {
      state: 'ongoing',
      activities: [{ ...first, done: true }, ...rest],
    });
    expect(ongoing).toMatchObject({ state: 'ongoing', activities: [{ done: true }, { done: false }] });
    const own = await done<MyActions>(world, MEMBER, 'GET', '/api/my/actions');
    expect(own.actions).toMatchObject([{ title: 'Ledig', unit: { id: EKSKOLAN, name: 'Ekskolan' } }]);
  });

  test('can’t decide, reword, close or take from another', async () => {
    const free = await propose('Inte din');
    const mine = { responsible: world.person(MEMBER).id };
    expect(await refuse(MEMBER, free, { ...mine, ...wholeDecision(MEMBER) })).toMatchObject({ status: 403 });
    expect(await refuse(MEMBER, free, { ...mine, title: 'Min egen rubrik' })).toMatchObject({ status: 403 });
    expect(await refuse(MEMBER, free, { state: 'closed', reason: 'Nej' })).toMatchObject({ status: 403 });
    expect(await refuse(MEMBER, free, { responsible: world.person(TEACHER).id })).toMatchObject({ status: 403 });
    const taken = await change(TEACHER, free, { responsible: world.person(TEACHER).id });
    expect(await refuse(MEMBER, taken, mine)).toMatchObject({ status: 403 });
  });

  test('sees the actions that they are involved in', async () => {
    const action = await propose('Tillsammans');
    await change(HEAD, action, { involved: [world.person(TEACHER).id] });
    const own = await done<MyActions>(world, TEACHER, 'GET', '/api/my/actions');
    expect(own.actions.map(({ title }) => title)).toContain('Tillsammans');
  });
});

describe('Fastställ', () => {
  test('makes a dated snapshot that stays as it was while the plan goes on', async () => {
    const action = await propose('Före beslutet');
    const confirmation = await done<{ id: string }>(world, HEAD, 'POST', `${PLAN}/confirmations`);
    await change(HEAD, action, { title: 'Efter beslutet' });
    const kept = await done<Confirmation>(
      ...([world, TEACHER, 'GET', `/api/confirmations/${confirmation.id}`] as const),
    );
    expect(kept.actions.map(({ title }) => title)).toContain('Före beslutet');
    expect(kept.actions.map(({ title }) => title)).not.toContain('Efter beslutet');
    expect(await plan()).toMatchObject({ confirmed: { id: confirmation.id, by: world.person(HEAD).id } });
  });

  test('of an empty plan is refused', async () => {
    const path = '/api/units/a619e642-7e25-4e1a-85ab-e32f6139e098/plan/confirmations';
    expect(await refused(world, 'rektor-norrskolan', 'POST', path)).toMatchObject({ code: 'empty-plan' });
  });
});

test('only decided actions go to Planner; the others are named with the reason', async () => {
  const proposed = await propose('Bara ett förslag');
  const decided = await change(HEAD, await propose('På riktigt'), wholeDecision(HEAD));
  const unknown = '00000000-0000-4000-8000-000000000000';
  const answer = await done(world, HEAD, 'POST', `${PLAN}/planner`, { actions: [proposed.id, decided.id, unknown] });
  expect(answer).toEqual({
    queued: [decided.id],
    skipped: [
      { action: proposed.id, cause: 'not-decided' },
      { action: unknown, cause: 'not-found' },
    ],
  });
});
