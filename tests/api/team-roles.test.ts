import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { roleOf } from '../../lika/access/team-roles.ts';
import type { MemberRole, OwnerRole, Standing, TeamRoleRule } from '../../lika/access/team-roles.ts';
import { GraphFault } from '../../bot/graph/ports.ts';
import type { ChannelMember, GraphCause, PersonKey } from '../../bot/graph/ports.ts';
import { createLog } from '../../bot/log.ts';
import { grantsOf, grantsOfPeople, holdersAround } from '../../bot/store/grants.ts';
import { headMissing, headsOf } from '../../bot/store/heads.ts';
import { openStore } from '../../bot/store/store.ts';
import type { Store, Tx } from '../../bot/store/store.ts';
import { keepRule } from '../../bot/store/team-roles.ts';
import { createTeamRoles } from '../../bot/team-roles.ts';
import type { TeamRoles } from '../../bot/team-roles.ts';
import { freshDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { EKSKOLAN, GRANNKOPING, MITTKOPING, MITTKOPING_TENANT, SJOSKOLAN } from './demo.ts';

const SECONDS = 600;
const STAFF = 'mittkoping.example';
/** People whom the demo municipality has given nothing. */
const TEACHER = '11111111-1111-4111-8111-111111111111';
const OWNER = '22222222-2222-4222-8222-222222222222';
const PUPIL = '33333333-3333-4333-8333-333333333333';
const GUEST = '44444444-4444-4444-8444-444444444444';
const EKSKOLANS_TEAM = 'bc7b7747-5548-4184-81aa-737b36387689';

let database: TestDatabase;
let store: Store;
let admin: pg.Client;

/** What Graph would say, by channel; and what it has been asked. */
let there: ChannelMember[];
let fault: GraphCause | null;
let asked: string[];
let now: number;
let roles: TeamRoles;

beforeAll(async () => {
  database = await freshDatabase({ seeded: true });
  store = openStore({ url: database.serviceUrl, log: createLog('silent') });
  admin = new pg.Client({ connectionString: database.superUrl });
  await admin.connect();
});

afterAll(async () => {
  await Promise.all([store.close(), admin.end()]);
  await database.drop();
});

const inMittkoping = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => store.inMunicipality(MITTKOPING, work);
const setRule = (owners: OwnerRole, members: MemberRole, staffDomains: readonly string[] = [STAFF]) =>
  inMittkoping((tx) =>
    keepRule(tx, { rule: { owners, members, staffDomains }, version: null, by: null, at: new Date() }),
  );

const member = (person: string, standing: Standing = 'member', domain: string | null = STAFF): ChannelMember => ({
  ...{ person, name: 'Någon', standing, domain },
});
const answer = (as: PersonKey): ChannelMember[] => {
  if (fault !== null) throw new GraphFault(fault);
  if (!there.some(({ person }) => person === as.person)) throw new GraphFault('not-allowed');
  return there;
};

beforeEach(async () => {
  await admin.query('delete from team_look');
  await setRule('head', 'teacher');
  there = [member(TEACHER), member(OWNER, 'owner'), member(PUPIL, 'member', `elev.${STAFF}`), member(GUEST, 'guest')];
  fault = null;
  asked = [];
  now = Date.now();
  roles = createTeamRoles({
    ...{ store, log: createLog('silent'), realTime: () => now, seconds: SECONDS },
    membership: {
      membersOf: (as, { team }) => {
        asked.push(team);
        return Promise.resolve().then(() =>
          team === EKSKOLANS_TEAM ? answer(as) : Promise.reject(new GraphFault('not-allowed')),
        );
      },
      teamsOf: () => {
        asked.push('my teams');
        return fault === null ? Promise.resolve([EKSKOLANS_TEAM]) : Promise.reject(new GraphFault(fault));
      },
    },
  });
});

const call = (person: string, unit: string | null = EKSKOLAN): Promise<void> =>
  roles.ready({ municipality: MITTKOPING, tenant: MITTKOPING_TENANT, person }, unit === null ? null : { unit });
const held = async (person: string): Promise<string[]> =>
  (await inMittkoping((tx) => grantsOf(tx, MITTKOPING_TENANT, person))).map(({ role }) => role);
/** As if the last answer of Graph lay so long ago. */
const later = async (seconds: number): Promise<void> => {
  now += seconds * 1000;
  await admin.query(`update team_look set asked_at = asked_at - make_interval(secs => $1)`, [seconds]);
};

describe('Roles by team', () => {
  test('one question gives everybody in the team theirs: staff by standing, pupils and guests nothing', async () => {
    await call(TEACHER);
    expect(asked).toEqual([EKSKOLANS_TEAM]);
    expect(await held(TEACHER)).toEqual(['teacher']);
    expect(await held(OWNER)).toEqual(['head']);
    expect(await held(PUPIL)).toEqual([]);
    expect(await held(GUEST)).toEqual([]);
  });

  test('are the same to the bot: the same rows answer for people and for all around a unit', async () => {
    await call(TEACHER);
    const people = await inMittkoping((tx) => grantsOfPeople(tx, MITTKOPING_TENANT, [TEACHER, OWNER, PUPIL]));
    expect([...people.keys()].sort()).toEqual([TEACHER, OWNER]);
    const around = await inMittkoping((tx) => holdersAround(tx, EKSKOLAN, null));
    expect(around).toContainEqual({ person: OWNER, grant: { role: 'head', scope: { kind: 'unit', id: EKSKOLAN } } });
    expect(await store.inMunicipality(GRANNKOPING, (tx) => grantsOf(tx, MITTKOPING_TENANT, OWNER))).toEqual([]);
  });

  test('nobody is asked about while membership gives nothing', async () => {
    await setRule('nothing', 'nothing', []);
    await call(TEACHER);
    expect(asked).toEqual([]);
  });

  test('a second call asks nothing, nor does a colleague’s', async () => {
    await call(TEACHER);
    await call(TEACHER);
    await call(OWNER);
    expect(asked).toHaveLength(1);
  });

  test('somebody of whom nothing is known is found by their teams where no unit is named', async () => {
    await call(TEACHER, null);
    expect(asked).toEqual(['my teams', EKSKOLANS_TEAM]);
    expect(await held(TEACHER)).toEqual(['teacher']);
  });

  test('whoever has left the team has nothing once the answer has grown old, however it is learned', async () => {
    await call(TEACHER);
    there = there.filter(({ person }) => person !== TEACHER);
    await later(SECONDS + 1);
    await call(TEACHER);
    expect(await held(TEACHER)).toEqual([]);
    await call(OWNER);
    expect(await held(OWNER)).toEqual(['head']);
  });

  test('somebody who has just come is asked about, though the team was looked at a moment ago', async () => {
    await call(OWNER);
    const NEW = '55555555-5555-4555-8555-555555555555';
    there = [...there, member(NEW)];
    await call(NEW);
    expect(await held(NEW)).toEqual(['teacher']);
  });

  test.each(['unreachable', 'too-busy', 'consent-needed', 'person-away'] as const)(
    'when Graph is %s, what was seen last stands for some hours and then nothing',
    async (cause) => {
      await call(TEACHER);
      fault = cause;
      await later(SECONDS * 2);
      await call(TEACHER);
      expect(await held(TEACHER)).toEqual(['teacher']);
      await later(4 * 3600);
      await call(TEACHER);
      expect(await held(TEACHER)).toEqual([]);
    },
  );

  test('an answer that was asked for earlier doesn’t come in place of a later one', async () => {
    await call(TEACHER);
    there = there.filter(({ person }) => person !== OWNER);
    await admin.query(`update team_look set asked_at = asked_at + interval '1 hour'`);
    await roles.look({ municipality: MITTKOPING, tenant: MITTKOPING_TENANT, person: TEACHER }, EKSKOLAN);
    expect(await held(OWNER)).toEqual(['head']);
  });

  test('another unit’s channel gives nothing here, and the setting goes at once', async () => {
    await call(TEACHER);
    await call(TEACHER, SJOSKOLAN);
    expect(await held(TEACHER)).toEqual(['teacher']);
    await setRule('member', 'member');
    expect(await held(TEACHER)).toEqual(['member']);
    await setRule('head', 'teacher', ['elsewhere.example']);
    expect(await held(TEACHER)).toEqual([]);
  });

  test('the database reads every rule as the rule itself does', async () => {
    await call(TEACHER);
    const domains = [STAFF, `elev.${STAFF}`, 'skolan.example', null];
    const rule = fc.record({
      owners: fc.constantFrom<OwnerRole>('nothing', 'member', 'head'),
      members: fc.constantFrom<MemberRole>('nothing', 'teacher', 'member'),
      staffDomains: fc.subarray([STAFF, 'skolan.example']),
    });
    const standing = fc.constantFrom<Standing>('owner', 'member', 'guest');
    await fc.assert(
      fc.asyncProperty(rule, standing, fc.constantFrom(...domains), async (set: TeamRoleRule, stands, domain) => {
        await setRule(set.owners, set.members, set.staffDomains);
        await admin.query('update team_role set standing = $1, domain = $2 where person = $3', [
          stands,
          domain,
          TEACHER,
        ]);
        const role = roleOf(set, stands, domain);
        expect(await held(TEACHER)).toEqual(role === null ? [] : [role]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('A unit’s head', () => {
  const missing = async (): Promise<string | null> => {
    const [heads] = await inMittkoping((tx) => headsOf(tx, EKSKOLAN));
    return heads ? headMissing(heads) : null;
  };
  test('is there while nobody has looked, and missing when the team has been seen without them', async () => {
    await setRule('nothing', 'teacher');
    expect(await missing()).toBeNull();
    await call(TEACHER);
    expect(await missing()).toBe('left');
    await setRule('head', 'teacher');
    expect(await missing()).toBeNull();
  });
});
