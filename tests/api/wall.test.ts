import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLog } from '../../bot/log.ts';
import { answersOfAssessments, assessmentById, assessmentsOfUnit, writeAnswer } from '../../bot/store/assessments.ts';
import { confirmationsOfUnit } from '../../bot/store/confirmations.ts';
import { grantsOf } from '../../bot/store/grants.ts';
import { listDeliveries } from '../../bot/store/outbox.ts';
import { OUTSIDE_THE_WALL } from '../../bot/store/outside-the-wall.ts';
import { actionsOfPerson, ensurePlan, planOfUnit } from '../../bot/store/plans.ts';
import { PRIVILEGES } from '../../bot/store/privileges.ts';
import { openStore } from '../../bot/store/store.ts';
import type { Store } from '../../bot/store/store.ts';
import { allUnits, channelOfUnit, unitById } from '../../bot/store/units.ts';
import { freshDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { GRANNKOPING, MITTKOPING, MITTKOPING_TENANT, SJOSKOLAN } from './demo.ts';

const HEAD = 'ee205b9d-c3b2-437d-8f55-26e65ae5297a';
let database: TestDatabase;
let store: Store;
let service: pg.Client;
let admin: pg.Client;
let assessment: string;

beforeAll(async () => {
  database = await freshDatabase({ seeded: true });
  store = openStore({ url: database.serviceUrl, log: createLog('silent') });
  service = new pg.Client({ connectionString: database.serviceUrl });
  admin = new pg.Client({ connectionString: database.superUrl });
  await Promise.all([service.connect(), admin.connect()]);
  const own = await store.inMunicipality(MITTKOPING, (tx) => assessmentsOfUnit(tx, SJOSKOLAN));
  assessment = own[0]?.id ?? '';
});

afterAll(async () => {
  await Promise.all([service.end(), admin.end(), store.close()]);
  await database.drop();
});

async function tables(): Promise<{ name: string; rls: boolean; forced: boolean; key: string | null }[]> {
  const { rows } = await admin.query<{ name: string; rls: boolean; forced: boolean; key: string | null }>(`
    select c.relname as name, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
      (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`);
  return rows;
}

/** The tables that hold a municipality's own. */
async function held(): Promise<string[]> {
  return (await tables()).map(({ name }) => name).filter((name) => !Object.hasOwn(OUTSIDE_THE_WALL, name));
}

test('every table is behind the wall, or named with the reason why not', async () => {
  const found = await tables();
  expect(found.length).toBeGreaterThan(Object.keys(OUTSIDE_THE_WALL).length);
  for (const { name, rls, forced, key } of found)
    if (!Object.hasOwn(OUTSIDE_THE_WALL, name))
      expect({ name, rls, forced, key }).toEqual({ name, rls: true, forced: true, key: 'municipality_id' });
  const known = found.map(({ name }) => name);
  expect(known).toEqual(expect.arrayContaining(Object.keys(OUTSIDE_THE_WALL)));
});

test('no schema holds tables but ours', async () => {
  const { rows } = await admin.query<{ name: string }>(`
    select distinct n.nspname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`);
  const names = rows.map(({ name }) => name).sort();
  expect(names).toEqual(['public']);
});

test('foreign keys stay within a municipality', async () => {
  const { rows } = await admin.query<{ name: string; first: string }>(`
    select k.conname as name, a.attname as first from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace`);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(({ first }) => first !== 'municipality_id')).toEqual([]);
});

describe('a raw session with the service’s login', () => {
  test('sees no row of any table when no municipality is set', async () => {
    for (const table of await held())
      expect([table, (await service.query(`select 1 from ${table} limit 1`)).rowCount]).toEqual([table, 0]);
  });

  test('sees only the neighbour’s rows when the neighbour is set', async () => {
    await service.query(`select set_config('lika.municipality', $1, false)`, [GRANNKOPING]);
    for (const table of await held()) {
      const { rows } = await service.query<{ n: number }>(
        `select count(*)::int as n from ${table} where municipality_id <> $1`,
        [GRANNKOPING],
      );
      expect([table, rows[0]?.n]).toEqual([table, 0]);
    }
  });

  test('can’t write a row into another municipality', async () => {
    await service.query(`select set_config('lika.municipality', $1, false)`, [GRANNKOPING]);
    const insert = `insert into audit (municipality_id, at, what, detail) values ($1, now(), 'x', '{}')`;
    await expect(service.query(insert, [MITTKOPING])).rejects.toThrow('row-level security');
    const move = 'update channel_link set municipality_id = $1';
    await expect(service.query(move, [MITTKOPING])).rejects.toThrow('row-level security');
  });

  test('can’t turn the wall off, make or empty tables, or become someone else', async () => {
    const attempts = [
      'alter table answer disable row level security',
      'alter table answer no force row level security',
      'drop policy wall on answer',
      'truncate answer',
      'create table public.mine (id int)',
      'set role lika_owner',
      'set session authorization lika_owner',
      'alter role lika_service bypassrls',
    ];
    for (const attempt of attempts)
      await expect(service.query(attempt)).rejects.toThrow(/must be owner|permission denied|Only roles/);
  });
});

describe('with the API’s checks taken away', () => {
  test('another municipality’s person gets nothing out of the store', async () => {
    await store.inMunicipality(GRANNKOPING, async (tx) => {
      expect(await unitById(tx, SJOSKOLAN)).toBeNull();
      expect((await allUnits(tx)).map(({ name }) => name)).toEqual(['Grannskolan']);
      expect(await assessmentsOfUnit(tx, SJOSKOLAN)).toEqual([]);
      expect(await assessmentById(tx, assessment)).toBeNull();
      expect((await answersOfAssessments(tx, [assessment])).get(assessment)).toEqual([]);
      expect(await planOfUnit(tx, SJOSKOLAN)).toBeNull();
      expect(await actionsOfPerson(tx, HEAD)).toEqual([]);
      expect(await channelOfUnit(tx, SJOSKOLAN)).toBeNull();
      expect(await listDeliveries(tx, SJOSKOLAN)).toEqual([]);
      expect(await confirmationsOfUnit(tx, SJOSKOLAN)).toEqual([]);
      expect(await grantsOf(tx, MITTKOPING_TENANT, HEAD)).toEqual([]);
    });
  });

  test('another municipality’s person can’t write what isn’t theirs', async () => {
    const change = {
      assessment,
      indicator: 'l-vision',
      option: 'planned',
      comment: null,
      by: HEAD,
      at: new Date(),
      seen: 0,
    };
    await expect(store.inMunicipality(GRANNKOPING, (tx) => writeAnswer(tx, change))).rejects.toThrow();
    await expect(store.inMunicipality(GRANNKOPING, (tx) => ensurePlan(tx, SJOSKOLAN, new Date()))).rejects.toThrow();
  });

  test('naming another municipality in a query shows nothing either', async () => {
    await store.inMunicipality(GRANNKOPING, async (tx) => {
      const forged = { ...tx, municipality: MITTKOPING };
      expect(await allUnits(forged)).toEqual([]);
      expect(await assessmentById(forged, assessment)).toBeNull();
    });
  });
});

describe('what is decided stays', () => {
  const now = () => service.query(`select set_config('lika.municipality', $1, false)`, [MITTKOPING]);
  const asOwner = async (statement: string): Promise<void> => {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    try {
      await owner.query(`select set_config('lika.municipality', $1, false)`, [MITTKOPING]);
      await owner.query(statement);
    } finally {
      await owner.end();
    }
  };
  const changes = [
    `update published_record set record = '{}'`,
    'delete from published_record',
    'update rollup set achieved = 0',
    'delete from rollup',
    `update audit set what = 'nothing'`,
    'delete from audit',
    'delete from plan_confirmation',
    `delete from assessment where state = 'published'`,
    `update assessment set author = '${HEAD}' where state = 'published'`,
    `update assessment set published_at = now() where state = 'published'`,
  ];

  test.each(changes)('the service may not %s', async (statement) => {
    await now();
    await expect(service.query(statement)).rejects.toThrow(/permission denied|fixed|published/);
  });

  test.each(changes.filter((change) => !/audit|confirmation/.test(change)))(
    'nor may the owner %s',
    async (statement) => {
      await expect(asOwner(statement)).rejects.toThrow(/fixed|published/);
    },
  );

  test('a published assessment doesn’t go back to being a draft', async () => {
    await now();
    const back = `update assessment set state = 'draft' where state = 'published'`;
    await expect(service.query(back)).rejects.toThrow('withdrawn or superseded');
  });

  test('a published assessment’s answers can’t be written past the API', async () => {
    await now();
    const statement = `update answer set option = 'achieved' where assessment_id = $1`;
    await expect(service.query(statement, [assessment])).rejects.toThrow('while the assessment is open');
  });
});

test('the service has the privileges that its page says, and no others', async () => {
  const { rows } = await admin.query<{ table: string; privilege: string }>(`
    select table_name as table, lower(privilege_type) as privilege from information_schema.role_table_grants
    where grantee = 'lika_service' and table_schema = 'public' order by 1, 2`);
  const expected = Object.entries(PRIVILEGES).flatMap(([table, allowed]) =>
    (['delete', 'insert', 'select', 'update'] as const)
      .filter((privilege) => allowed[privilege] === true)
      .map((privilege) => ({ table, privilege })),
  );
  const order = (a: { table: string; privilege: string }, b: { table: string; privilege: string }) =>
    a.table.localeCompare(b.table) || a.privilege.localeCompare(b.privilege);
  expect(rows.sort(order)).toEqual(expected.sort(order));
});

describe('the service refuses a login that the wall does not hold', () => {
  test.each<[string, () => string, string]>([
    ['a superuser', () => database.superUrl, 'is a superuser'],
    ['the owner of the tables', () => database.ownerUrl, 'owns tables'],
  ])('%s', async (_, url, reason) => {
    const wrong = openStore({ url: url(), log: createLog('silent') });
    expect(await wrong.loginFault()).toContain(reason);
    await wrong.close();
  });

  test('and takes its own', async () => {
    expect(await store.loginFault()).toBeNull();
    expect(await store.faultNow()).toBeNull();
  });
});
