import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDirectory } from '../../bot/graph/directory.ts';
import { createMembership } from '../../bot/graph/membership.ts';
import type { PersonKey, Right, TokenSource } from '../../bot/graph/ports.ts';
import { RIGHTS } from '../../bot/graph/rights.ts';
import { startMicrosoft365 } from '../sandbox/microsoft365.ts';
import type { Microsoft365 } from '../sandbox/microsoft365.ts';

/** More than Graph gives in one answer. */
const PEOPLE = 130;
const [TENANT, TEAM, CHANNEL] = [
  '00000001-0000-4000-8000-000000000001',
  '00000002-0000-4000-8000-000000000001',
  '19:stora@thread.tacv2',
];
const idOf = (index: number) => `00000003-0000-4000-8000-${String(index).padStart(12, '0')}`;
const folder = mkdtempSync(join(tmpdir(), 'lika-large-team-'));
let teams: Microsoft365;
let tokens: TokenSource;

beforeAll(async () => {
  const people = Array.from({ length: PEOPLE + 1 }, (_, index) => ({
    ...{ key: `person-${String(index)}`, id: idOf(index), name: `Person ${String(index)}`, role: 'member' },
    ...{ scope: 'stora', teams: index < PEOPLE ? ['stora'] : [] },
  }));
  const unit = { key: 'stora', id: TEAM, name: 'Stora skolan', team: TEAM, channel: CHANNEL, instrument: null };
  const municipality = { key: 'stor', name: 'Stor', tenant: TENANT, units: [unit], people };
  const peopleFile = join(folder, 'people.json');
  writeFileSync(peopleFile, JSON.stringify({ municipalities: [{ ...municipality, chats: [], personalApp: true }] }));
  teams = await startMicrosoft365({ peopleFile });
  tokens = {
    remember: () => undefined,
    warmUp: () => Promise.resolve(),
    isAlive: () => true,
    graphToken: (as, right: Right) => teams.tokens.graphToken(teams.person(String(as.person)), RIGHTS[right].delegated),
    grantedToApp: () => Promise.resolve(false),
    forget: () => undefined,
  };
});
afterAll(async () => {
  await teams.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe(`a team of ${String(PEOPLE)} people`, () => {
  const as = (index: number): PersonKey => ({ tenant: TENANT, person: idOf(index) });
  const directory = () => createDirectory(tokens, `${teams.url}/graph`, () => 0);

  test.each([0, 99, 100, PEOPLE - 1])('has number %i among its members', async (index) => {
    expect(await directory().isTeamMember(as(index), TEAM)).toBe(true);
  });

  test('doesn’t have somebody who isn’t in it', async () => {
    expect(await directory().isTeamMember(as(PEOPLE), TEAM)).toBe(false);
  });

  test('is listed whole, and so is its channel', async () => {
    const { people, source } = await directory().people(as(0), TEAM);
    expect([source, people.length]).toEqual(['live', PEOPLE]);
    const membership = createMembership(tokens, `${teams.url}/graph`);
    expect(await membership.membersOf(as(0), { team: TEAM, channel: CHANNEL })).toHaveLength(PEOPLE);
  });
});
