import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done } from './calls.ts';
import { passing, pathsIn, PERSONAS, RULES } from './matrix.ts';
import type { Paths } from './matrix.ts';
import { GUEST, SJOSKOLANS_TEAM, takeRows } from './team-stage.ts';

/** The same table with the head and the teacher of Sjöskolan by the team alone, and a guest for the one without a role. */
let world: World;
let paths: Paths;

beforeAll(async () => {
  world = await startWorld();
  await done(world, PERSONAS.municipal, 'PUT', '/api/municipality/roles', {
    ...{ owners: 'head', members: 'teacher', staffDomains: ['mittkoping.example'], version: 0 },
  });
  await takeRows(world, [PERSONAS.head, PERSONAS.teacher]);
  const guest = world.person(GUEST).id;
  await world.sandbox('POST', '/connector/members', { team: SJOSKOLANS_TEAM, person: guest, action: 'add' });
  paths = await pathsIn(world);
});

afterAll(() => world.stop());

test.each(Object.keys(RULES).filter((key) => key !== 'PUT /api/municipality/roles'))(
  '%s lets in the same by the team as by a row of one’s own',
  async (key) => {
    const { seen, expected } = await passing(world, paths, key);
    expect(seen).toEqual(expected);
  },
);

test('a guest in the team is let in nowhere but to learn that', async () => {
  expect(await done(world, GUEST, 'GET', '/api/me')).toMatchObject({ roles: [], units: [] });
});
