import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Channel, Me, People } from '../../bot/api/schemas/units.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused } from './calls.ts';
import { channelPath, EKSKOLAN, SJOSKOLAN } from './demo.ts';
import { GRANSKOLAN, GRANSKOLANS_TEAM, PRIVATE_CHANNEL, SHARED_CHANNEL } from './team-stage.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world.stop());

test('a channel’s tab shows its unit to those who may see it, and says no more to others', async () => {
  const seen = await done<Channel>(world, 'larare-ekskolan', 'GET', channelPath(EKSKOLAN));
  expect(seen.unit).toMatchObject({ name: 'Ekskolan' });
  expect(await done<Channel>(world, 'rektor-sjoskolan', 'GET', channelPath(EKSKOLAN))).toMatchObject({ unit: null });
  expect(await done<Channel>(world, 'rektor-grannskolan', 'GET', channelPath(EKSKOLAN))).toMatchObject({ unit: null });
});

/** Of Granskolan's team, with members of their own. */
const ofGranskolan = (channel: string) => `/api/channels/${GRANSKOLANS_TEAM}/${encodeURIComponent(channel)}`;

test('a head links a channel of a team that they are in, and of no other', async () => {
  const leaders = ofGranskolan(PRIVATE_CHANNEL);
  const linked = await done<Channel>(world, 'rektor-granskolan', 'PUT', leaders, { unit: GRANSKOLAN });
  expect(linked.unit).toMatchObject({ id: GRANSKOLAN, channel: { channel: PRIVATE_CHANNEL } });
  expect(await refused(world, 'rektor-ekskolan', 'PUT', channelPath(SJOSKOLAN), { unit: EKSKOLAN })).toMatchObject({
    status: 403,
    code: 'not-team-member',
  });
  expect(await refused(world, 'rektor-granskolan', 'PUT', leaders, { unit: SJOSKOLAN })).toMatchObject({
    status: 403,
    code: 'forbidden',
  });
});

test('a channel of another team isn’t linked under one’s own team, nor one that doesn’t exist', async () => {
  const [, , , team = '', own = ''] = channelPath(EKSKOLAN).split('/');
  const [, , , , strangers = ''] = channelPath(SJOSKOLAN).split('/');
  for (const channel of [strangers, own.replace('19%3A', '19%3Aabc')]) {
    const path = `/api/channels/${team}/${channel}`;
    expect(await refused(world, 'rektor-ekskolan', 'PUT', path, { unit: EKSKOLAN })).toMatchObject({
      status: 403,
      code: 'channel-elsewhere',
    });
    expect(await done<Channel>(world, 'rektor-ekskolan', 'GET', path)).toMatchObject({ unit: null });
  }
});

test('a private channel isn’t linked by somebody in the team who isn’t in it', async () => {
  const place = { team: GRANSKOLANS_TEAM, person: world.person('rektor-ekskolan').id };
  await world.sandbox('POST', '/connector/members', { ...place, action: 'add' });
  const path = ofGranskolan(PRIVATE_CHANNEL);
  expect(await refused(world, 'rektor-ekskolan', 'PUT', path, { unit: EKSKOLAN })).toMatchObject({
    status: 403,
    code: 'channel-elsewhere',
  });
  await world.sandbox('POST', '/connector/members', { ...place, action: 'remove' });
});

test('when Microsoft 365 doesn’t answer, nothing is linked and the reason is said', async () => {
  const path = ofGranskolan(SHARED_CHANNEL);
  await world.sandbox('POST', '/faults', { target: 'graph', match: 'GET *', status: 500, times: 20, mode: 'refuse' });
  const answer = await refused(world, 'rektor-granskolan', 'PUT', path, { unit: GRANSKOLAN });
  await world.sandbox('DELETE', '/faults');
  expect(answer).toMatchObject({ status: 503, code: 'microsoft-365-unavailable' });
  expect(await done<Channel>(world, 'rektor-granskolan', 'GET', path)).toMatchObject({ unit: null });
});

test('people are found by the beginnings of their names', async () => {
  const find = async (search: string) => {
    const path = `/api/units/${EKSKOLAN}/people?search=${encodeURIComponent(search)}`;
    const { people, source } = await done<People>(world, 'rektor-ekskolan', 'GET', path);
    expect(source).toBe('live');
    return people.map(({ name }) => name);
  };
  expect(await find('rektor')).toEqual(['Biträdande rektor Ekskolan', 'Rektor Ekskolan']);
  expect(await find('eks bit')).toEqual(['Biträdande rektor Ekskolan']);
  expect(await find('zz')).toEqual([]);
});

test('me: a head sees their school, kommunansvarig all of them, a viewer and a pupil none', async () => {
  const me = (person: string) => done<Me>(world, person, 'GET', '/api/me');
  expect((await me('rektor-sjoskolan')).units).toMatchObject([
    { name: 'Sjöskolan', role: 'head', published: '2025-10-21' },
  ]);
  const all = await me('kommunansvarig');
  expect(all.units.map(({ name }) => name)).toEqual(
    [...all.units.map(({ name }) => name)].sort(new Intl.Collator('sv').compare),
  );
  expect(all.units).toHaveLength(14);
  expect(all.units.every(({ openActions, draft }) => openActions === 0 && draft === null)).toBe(true);
  expect((await me('omradeschef-norra')).units.map(({ area }) => area)).toEqual(Array(5).fill('Norra skolområdet'));
  expect((await me('administrator')).units.every(({ published }) => published === null)).toBe(true);
  expect(await me('namndledamot')).toMatchObject({ roles: ['viewer'], units: [] });
  expect(await me('elev-ekskolan')).toMatchObject({ roles: [], units: [] });
});
