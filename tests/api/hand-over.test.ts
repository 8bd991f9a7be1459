import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { HandedOver, MissingHeads, UnitHeads } from '../../bot/api/schemas/roles.ts';
import type { Plan } from '../../bot/api/schemas/plan.ts';
import type { Me, Unit } from '../../bot/api/schemas/units.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused } from './calls.ts';
import { SJOSKOLAN } from './demo.ts';
import { query, SJOSKOLANS_TEAM } from './team-stage.ts';

let world: World;
const PATH = `/api/units/${SJOSKOLAN}/hand-over`;
const heads = (person: string) => done<UnitHeads>(world, person, 'GET', `/api/units/${SJOSKOLAN}/heads`);
const idOf = (person: string) => world.person(person).id;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world.stop());

test('only to somebody in the team, from the head or by kommunansvarig', async () => {
  expect(await refused(world, 'rektor-sjoskolan', 'POST', PATH, { to: idOf('rektor-norrskolan') })).toMatchObject({
    ...{ status: 400, pointers: ['/to'] },
  });
  expect(await refused(world, 'rektor-sjoskolan', 'POST', PATH, { to: idOf('rektor-sjoskolan') })).toMatchObject({
    pointers: ['/to'],
  });
  expect(
    await refused(world, 'bitradande-sjoskolan', 'POST', PATH, { to: idOf('bitradande-sjoskolan') }),
  ).toMatchObject({
    status: 403,
  });
  const other = { to: idOf('bitradande-sjoskolan'), from: idOf('bitradande-sjoskolan') };
  expect(await refused(world, 'rektor-sjoskolan', 'POST', PATH, other)).toMatchObject({ status: 403 });
  expect(await refused(world, 'kommunansvarig', 'POST', PATH, other)).toMatchObject({ pointers: ['/from'] });
  expect(await heads('larare-sjoskolan')).toMatchObject({
    missing: null,
    heads: [{ name: 'Rektor Sjöskolan', isThere: true }],
    candidates: [],
  });
});

test('the unit goes to another: role, draft and schedule stay whole, open actions stay or follow', async () => {
  const draft = { kind: 'unit' };
  await done(world, 'rektor-sjoskolan', 'POST', `/api/units/${SJOSKOLAN}/assessments`, draft);
  const before = await heads('rektor-sjoskolan');
  expect(before.candidates.map(({ name }) => name)).toEqual([
    'Biträdande rektor Sjöskolan',
    'Lärare Sjöskolan',
    'Rektor Sjöskolan',
  ]);
  const to = idOf('bitradande-sjoskolan');
  const given = await done<HandedOver>(world, 'rektor-sjoskolan', 'POST', PATH, { to });
  expect(given).toMatchObject({ from: idOf('rektor-sjoskolan'), to, moved: [], isStillHead: false });
  expect(given.left.map(({ title }) => title)).toEqual(['Halvdag om generativ AI för all personal']);

  const me = await done<Me>(world, 'bitradande-sjoskolan', 'GET', '/api/me');
  expect(me.units).toMatchObject([{ name: 'Sjöskolan', role: 'head', draft: { answered: 0 } }]);
  expect((await done<Me>(world, 'rektor-sjoskolan', 'GET', '/api/me')).units).toEqual([]);
  expect(await refused(world, 'rektor-sjoskolan', 'POST', PATH, { to })).toMatchObject({ status: 403 });
  expect(await query(world, `select person::text, about from audit where what = 'unit.hand-over'`)).toEqual([
    { person: idOf('rektor-sjoskolan'), about: to },
  ]);
});

test('kommunansvarig hands it on from the one head there is, and lets the actions follow', async () => {
  const given = await done<HandedOver>(world, 'kommunansvarig', 'POST', PATH, {
    ...{ to: idOf('larare-sjoskolan'), moveActions: true },
  });
  expect(given).toMatchObject({ from: idOf('bitradande-sjoskolan'), left: [] });
  expect(given.moved.map(({ title }) => title)).toEqual(['Få nätet i hus C att hålla för en hel årskurs']);
  const plan = await done<Plan>(world, 'larare-sjoskolan', 'GET', `/api/units/${SJOSKOLAN}/plan`);
  const moved = plan.actions.find(({ id }) => id === given.moved[0]?.id);
  expect(moved).toMatchObject({ responsible: idOf('larare-sjoskolan'), state: 'ongoing' });
});

test('a head who is gone from the team is missing: kommunansvarig sees where, the team whom to ask', async () => {
  await world.sandbox('POST', '/connector/members', {
    team: SJOSKOLANS_TEAM,
    person: idOf('larare-sjoskolan'),
    action: 'remove',
  });
  const seen = await heads('bitradande-sjoskolan');
  expect(seen).toMatchObject({
    ...{ missing: 'left', source: 'live', heads: [{ isThere: false }] },
    handlers: [{ name: 'Kommunansvarig Mittköping' }],
  });
  const unit = await done<Unit>(world, 'bitradande-sjoskolan', 'GET', `/api/units/${SJOSKOLAN}`);
  expect(unit.headMissing).toBe('left');
  const { units } = await done<MissingHeads>(world, 'kommunansvarig', 'GET', '/api/municipality/heads');
  expect(units).toMatchObject([{ id: SJOSKOLAN, why: 'left', heads: [{ name: 'Lärare Sjöskolan' }] }]);
  await done(world, 'kommunansvarig', 'POST', PATH, { to: idOf('bitradande-sjoskolan') });
  expect((await heads('bitradande-sjoskolan')).missing).toBeNull();
});
