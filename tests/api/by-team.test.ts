import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TeamRoleSetting } from '../../bot/api/schemas/roles.ts';
import type { Me } from '../../bot/api/schemas/units.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused } from './calls.ts';
import { SJOSKOLAN } from './demo.ts';
import {
  GRANSKOLAN,
  GRANSKOLANS_TEAM,
  GUEST,
  KVARNSKOLAN,
  PRIVATE_CHANNEL,
  query,
  SHARED_CHANNEL,
  takeRows,
} from './team-stage.ts';

let world: World;
const GIVEN = { owners: 'head', members: 'teacher', staffDomains: ['mittkoping.example'] } as const;

beforeAll(async () => {
  world = await startWorld({ env: { LIKA_MEMBERSHIP_SECONDS: '1' } });
  await done<TeamRoleSetting>(world, 'kommunansvarig', 'PUT', '/api/municipality/roles', { ...GIVEN, version: 0 });
  await takeRows(world, ['rektor-granskolan', 'bitradande-granskolan', 'rektor-norrskolan']);
  for (const [channel, unit] of [
    [PRIVATE_CHANNEL, KVARNSKOLAN],
    [SHARED_CHANNEL, SJOSKOLAN],
  ])
    await query(
      world,
      `insert into channel_link (municipality_id, team, channel, unit_id, linked_by, linked_at)
       select municipality_id, $1, $2, id, $3, now() from unit where id = $4`,
      [GRANSKOLANS_TEAM, channel, world.person('rektor-granskolan').id, unit],
    );
});

afterAll(() => world.stop());

const statusOf = async (person: string, unit: string): Promise<number> =>
  (await world.api(person, 'GET', `/api/units/${unit}`)).status;
const comesTo = (person: string, status: number) =>
  until(`${person} gets ${String(status)} at Granskolan`, async () => (await statusOf(person, GRANSKOLAN)) === status);
const rolesOf = async (person: string): Promise<string[]> => (await done<Me>(world, person, 'GET', '/api/me')).roles;
const inTeam = (person: string, action: 'add' | 'remove') =>
  world.sandbox('POST', '/connector/members', { team: GRANSKOLANS_TEAM, person: world.person(person).id, action });

test('the personal app finds one’s units by one’s teams, without a role row anywhere', async () => {
  const me = await done<Me>(world, 'rektor-granskolan', 'GET', '/api/me');
  expect(me.units).toMatchObject([
    { name: 'Granskolan', role: 'head' },
    { name: 'Kvarnskolan' },
    { name: 'Sjöskolan' },
  ]);
});

test('owners and members of the team get what the municipality lets them, a guest in it nothing', async () => {
  const unit = (person: string) => done<{ may: string[] }>(world, person, 'GET', `/api/units/${GRANSKOLAN}`);
  expect((await unit('rektor-granskolan')).may).toContain('plan.confirm');
  const { may } = await unit('bitradande-granskolan');
  expect(may).toContain('plan.read');
  expect(may).not.toContain('plan.write');
  expect(await statusOf(GUEST, GRANSKOLAN)).toBe(403);
  expect(await rolesOf(GUEST)).toEqual([]);
});

test('a pupil in the team gets nothing: their address has a domain of its own', async () => {
  await inTeam('elev-ekskolan', 'add');
  expect(await statusOf('elev-ekskolan', GRANSKOLAN)).toBe(403);
  expect(await rolesOf('elev-ekskolan')).toEqual([]);
  await inTeam('elev-ekskolan', 'remove');
});

test('of a private or shared channel its own members count, not the team’s', async () => {
  await inTeam('larare-sjoskolan', 'add');
  expect(await statusOf('larare-sjoskolan', GRANSKOLAN)).toBe(200);
  expect(await statusOf('larare-sjoskolan', KVARNSKOLAN)).toBe(403);
  expect(await statusOf('bitradande-granskolan', KVARNSKOLAN)).toBe(200);
  expect(await statusOf('rektor-norrskolan', SJOSKOLAN)).toBe(200);
  expect(await statusOf('rektor-norrskolan', GRANSKOLAN)).toBe(403);
  await inTeam('larare-sjoskolan', 'remove');
});

test('whoever is taken out of the team loses the role when what was seen is too old, and has it back with the team', async () => {
  expect(await statusOf('bitradande-granskolan', GRANSKOLAN)).toBe(200);
  await inTeam('bitradande-granskolan', 'remove');
  await comesTo('bitradande-granskolan', 403);
  await inTeam('bitradande-granskolan', 'add');
  await comesTo('bitradande-granskolan', 200);
});

test('while Graph is down, rows work as before and what was seen last stands', async () => {
  await comesTo('bitradande-granskolan', 200);
  await world.sandbox('POST', '/faults', { target: 'graph', match: 'GET *', status: 503, times: 1000, mode: 'refuse' });
  expect(await statusOf('rektor-sjoskolan', SJOSKOLAN)).toBe(200);
  expect(await statusOf('bitradande-granskolan', GRANSKOLAN)).toBe(200);
  await query(world, `update team_look set asked_at = asked_at - interval '5 hours'`);
  await comesTo('bitradande-granskolan', 403);
  expect(await statusOf('rektor-sjoskolan', SJOSKOLAN)).toBe(200);
  await world.sandbox('DELETE', '/faults');
});

test('nobody gets a role by naming a team or a channel: a stranger who asks for its unit is turned away', async () => {
  const path = `/api/channels/${GRANSKOLANS_TEAM}/${encodeURIComponent(PRIVATE_CHANNEL)}`;
  expect(await done(world, 'larare-sjoskolan', 'GET', path)).toMatchObject({ unit: null });
  expect(await statusOf('larare-sjoskolan', KVARNSKOLAN)).toBe(403);
  expect(await statusOf('rektor-grannskolan', GRANSKOLAN)).toBe(404);
});

test('what can’t be set is said field by field, and a setting seen earlier doesn’t overwrite a later one', async () => {
  const put = (body: object) => refused(world, 'kommunansvarig', 'PUT', '/api/municipality/roles', body);
  expect(await put({ ...GIVEN, staffDomains: [], version: 1 })).toMatchObject({ pointers: ['/staffDomains'] });
  expect(await put({ ...GIVEN, staffDomains: ['kommun'], version: 1 })).toMatchObject({
    pointers: ['/staffDomains/0'],
  });
  expect(await put({ ...GIVEN, owners: 'municipal', version: 1 })).toMatchObject({
    status: 400,
    pointers: ['/owners'],
  });
  expect(await put({ ...GIVEN, more: 1, version: 1 })).toMatchObject({ status: 400 });
  expect(await put({ ...GIVEN, version: 0 })).toMatchObject({
    status: 409,
    code: 'stale-version',
    current: { ...GIVEN, version: 1 },
  });
});

test('a channel that shows another unit isn’t taken from it by whoever may link only for one of the two', async () => {
  const general =
    '/api/channels/b8d35939-fd1b-4af0-8783-ad43f76c330a/19%3A7895d8dfaec0ac1b91bd5381fc1946e1%40thread.tacv2';
  await inTeam('rektor-sjoskolan', 'add');
  expect(await refused(world, 'rektor-sjoskolan', 'PUT', general, { unit: SJOSKOLAN })).toMatchObject({
    ...{ status: 403, code: 'channel-taken' },
  });
  await inTeam('rektor-sjoskolan', 'remove');
});
