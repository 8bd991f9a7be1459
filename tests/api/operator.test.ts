import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { generate } from 'selfsigned';
import { freshDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { GRANNKOPING, LILLANS_FORSKOLA, MITTKOPING, MITTKOPING_TENANT, SJOSKOLAN } from './demo.ts';

const SEED = 'sandbox/mittkoping.yaml';
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await freshDatabase({ seeded: true });
  folder = mkdtempSync(join(tmpdir(), 'lika-operator-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

interface Ran {
  readonly code: number;
  readonly said: string;
}

/** Runs the operator's tool as `npm run lika` does. */
function lika(args: string[], env: Record<string, string> = { DATABASE_OWNER_URL: database.ownerUrl }): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'], ...env } };
    execFile(process.execPath, ['dist/operator/main.js', ...args], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, said: stdout + stderr });
    });
  });
}

async function rows(text: string, at = database): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: at.superUrl });
  await client.connect();
  const result = await client.query<Record<string, unknown>>(text);
  await client.end();
  return result.rows;
}

test('--help lists every command; an unknown one is refused', async () => {
  const { code, said } = await lika(['--help']);
  expect(code).toBe(0);
  for (const command of ['check', 'score', 'import', 'export', 'migrate', 'seed', 'grant', 'roles', 'doctor'])
    expect(said).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  expect((await lika(['fly'])).code).toBe(2);
});

test('migrating and seeding again change nothing', async () => {
  const count = `select (select count(*) from unit) as units, (select count(*) from role_grant) as grants,
    (select count(*) from answer) as answers, (select count(*) from action) as actions`;
  const before = await rows(count);
  expect(await lika(['migrate'])).toMatchObject({ code: 0, said: expect.stringContaining('Nothing to run') });
  expect((await lika(['seed', SEED])).code).toBe(0);
  expect(await rows(count)).toEqual(before);
  expect((await lika(['seed', SEED, '--if-empty'])).said).toContain('nothing was seeded');
});

test('prepare makes an empty database ready in one go', async () => {
  const empty = await freshDatabase();
  expect((await lika(['prepare', SEED], { DATABASE_OWNER_URL: empty.ownerUrl })).code).toBe(0);
  expect(await rows('select count(*)::int as n from municipality', empty)).toEqual([{ n: 2 }]);
  await empty.drop();
});

test('two that migrate the same database at once don’t get in each other’s way', async () => {
  const empty = await freshDatabase();
  await rows('drop schema public cascade', empty);
  await rows('create schema public authorization lika_owner', empty);
  const both = await Promise.all([1, 2].map(() => lika(['migrate'], { DATABASE_OWNER_URL: empty.ownerUrl })));
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  await empty.drop();
});

test('seeded assessments come near the levels that the file gives', async () => {
  const cells = await rows(`select r.area, r.step, round(r.score_sum / r.counted)::int as level from rollup r
    join assessment a on a.id = r.assessment_id
    where a.unit_id = '${SJOSKOLAN}' and a.state = 'published' order by r.area, r.step`);
  const wanted = { ledning: [78, 62, 42], infrastruktur: [88, 70], kompetens: [82, 52, 38], anvandning: [96, 70, 52] };
  expect(cells).toHaveLength(11);
  for (const { area, step, level } of cells as { area: keyof typeof wanted; step: number; level: number }[])
    expect(Math.abs(level - (wanted[area][step - 1] ?? -100))).toBeLessThanOrEqual(4);
});

describe('grant', () => {
  const person = '11111111-1111-4111-8111-111111111111';
  test('gives a role once, and notes it', async () => {
    const args = ['grant', 'municipal', '--tenant', MITTKOPING_TENANT, '--person', person];
    expect(await lika(args)).toMatchObject({ code: 0, said: expect.stringContaining('now has the role') });
    expect((await lika(args)).said).toContain('already has the role');
    const found = await rows(`select role, area_id, unit_id from role_grant where person = '${person}'`);
    expect(found).toEqual([{ role: 'municipal', area_id: null, unit_id: null }]);
    expect(await rows(`select what from audit where about = '${person}'`)).toEqual([{ what: 'role.grant' }]);
  });

  test('refuses an unknown role, tenant or unit', async () => {
    const to = (role: string, tenant = MITTKOPING_TENANT) => ['grant', role, '--tenant', tenant, '--person', person];
    expect((await lika(to('king'))).code).toBe(2);
    expect(await lika(to('head', person))).toMatchObject({
      code: 1,
      said: expect.stringContaining('No municipality'),
    });
    expect((await lika([...to('head'), '--unit', person])).code).toBe(1);
  });
});

describe('roles', () => {
  const to = (...rest: string[]) => lika(['roles', '--tenant', MITTKOPING_TENANT, ...rest]);
  test('shows that membership of a team gives nothing until it is set, and keeps what isn’t named', async () => {
    expect((await to()).said).toMatch(/owners.*nothing\nits members: +nothing\nstaff: +nobody/);
    expect(await to('--members', 'teacher', '--staff', 'mittkoping.example, @Skolan.example')).toMatchObject({
      code: 0,
    });
    expect((await to('--owners', 'head')).said).toMatch(
      /owners.*head\nits members: +teacher\nstaff: +@mittkoping.example, @skolan.example/,
    );
    expect(await rows(`select count(*)::int as n from audit where what = 'roles.set'`)).toEqual([{ n: 2 }]);
    expect((await to('--owners', 'nothing', '--members', 'nothing', '--staff', '')).said).toContain('nobody');
  });

  test('refuses what it doesn’t know, and roles for nobody in particular', async () => {
    for (const wrong of [
      ['--owners', 'municipal'],
      ['--members', 'head'],
      ['--staff', 'kommun'],
      ['--more', 'x'],
      ['--owners', 'head', '--owners', 'member'],
      ['head'],
    ])
      expect([wrong, (await to(...wrong)).code]).toEqual([wrong, 2]);
    expect(await to('--owners', 'head')).toMatchObject({ code: 1, said: expect.stringContaining('--staff') });
    expect((await lika(['roles', '--tenant', '11111111-1111-4111-8111-111111111111'])).code).toBe(1);
    expect((await to()).said).toMatch(/owners.*nothing/);
  });
});

describe('export and import', () => {
  test('carry a school’s assessments to another database, whole', async () => {
    const file = join(folder, 'sjoskolan.json');
    expect((await lika(['export', SJOSKOLAN, '--out', file])).said).toContain('2 assessments');
    const other = await freshDatabase();
    const env = { DATABASE_OWNER_URL: other.ownerUrl };
    const organisation = readFileSync(SEED, 'utf8').replace(/^# Earlier assessments[\s\S]*/m, '');
    writeFileSync(join(folder, 'organisation.yaml'), organisation);
    await lika(['seed', join(folder, 'organisation.yaml')], env);
    expect((await lika(['import', file], env)).said.match(/brought in/g)).toHaveLength(2);
    expect((await lika(['import', file], env)).said.match(/is there already/g)).toHaveLength(2);
    const again = join(folder, 'again.json');
    await lika(['export', SJOSKOLAN, '--out', again], env);
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(file, 'utf8'));
    await other.drop();
  });

  test('take all of a file or nothing', async () => {
    const file = join(folder, 'broken.json');
    const exported = JSON.parse((await lika(['export', SJOSKOLAN])).said) as {
      assessments: { id: string; answers: { option: string }[] }[];
    };
    const broken = structuredClone(exported);
    for (const [index, assessment] of broken.assessments.entries()) {
      assessment.id = `2222222${String(index)}-2222-4222-8222-222222222222`;
      if (index === 1) (assessment.answers[0] as { option: string }).option = 'perfect';
    }
    writeFileSync(file, JSON.stringify(broken));
    expect((await lika(['import', file])).code).toBe(1);
    expect(await rows(`select id from assessment where id::text like '2222222%'`)).toEqual([]);
  });
});

describe('tables and documents', () => {
  const out = (name: string) => join(folder, name);
  const head = '11111111-1111-4111-8111-222222222222';
  const open = `select count(*)::int as n from answer a join assessment s on s.id = a.assessment_id
    where s.unit_id = '${SJOSKOLAN}' and s.state = 'draft'`;

  test('export writes each document by the file’s ending, and says when there is nothing to show', async () => {
    const begins: Record<string, string> = { xlsx: 'PK', docx: 'PK', pptx: 'PK', png: '\u0089PNG', svg: '<svg' };
    for (const [ending, begin] of Object.entries(begins)) {
      expect(await lika(['export', SJOSKOLAN, '--out', out(`skolan.${ending}`)])).toMatchObject({ code: 0 });
      expect(readFileSync(out(`skolan.${ending}`), 'latin1').startsWith(begin)).toBe(true);
    }
    expect(await lika(['export', GRANNKOPING, '--out', out('x.docx')])).toMatchObject({ code: 1 });
    expect((await lika(['export', LILLANS_FORSKOLA, '--out', out('x.png')])).code).toBe(1);
  });

  test('import shows what a workbook would bring, brings it in with --yes, and nothing the second time', async () => {
    const file = out('skolan.xlsx');
    await lika(['export', SJOSKOLAN, '--out', file]);
    const shown = await lika(['import', file, '--unit', SJOSKOLAN, '--by', head]);
    expect(shown).toMatchObject({ code: 0, said: expect.stringMatching(/65 answers are brought in[^]*say --yes/) });
    expect(await rows(open)).toEqual([{ n: 0 }]);
    const taken = await lika(['import', file, '--unit', SJOSKOLAN, '--by', head, '--yes']);
    expect(taken).toMatchObject({ code: 0, said: expect.stringMatching(/Brought in 65 answers, [1-9]\d* comments/) });
    expect(await rows(open)).toEqual([{ n: 65 }]);
    // It is kept as one from the tab, so that the head can undo it there; the log names nobody.
    const kept = `select f.id from brought_file f where f.state = 'taken' and f.taken_by is null and f.before is not null
      and not exists (select 1 from audit a where a.at = f.taken_at and a.person is not null)`;
    expect((await rows(kept)).map((row) => (row as { id: string }).id)).toEqual([
      /import ([\da-f-]{36})/.exec(taken.said)?.[1],
    ]);
    expect((await lika(['import', file, '--unit', SJOSKOLAN, '--by', head, '--yes'])).said).toContain('nothing');
  });

  test('import leaves out what is unsure and lists it, and refuses what cannot be read with the reason', async () => {
    const file = out('egen.csv');
    writeFileSync(file, 'Id;Svar\nl-vision;Ej relevant\nl-responsibility;Ja\nfinns-inte;Uppnådd\n');
    const args = ['--unit', SJOSKOLAN, '--by', head];
    const { code, said } = await lika(['import', file, ...args, '--replace', '--yes']);
    expect([code, said.match(/^ {2}left out: row \d/gm)?.length]).toEqual([0, 2]);
    expect(said).toContain('Brought in 1 answers');
    writeFileSync(file, Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]));
    expect(await lika(['import', file, ...args])).toMatchObject({ code: 1, said: expect.stringContaining('picture') });
    expect((await lika(['import', file])).code).toBe(2);
    expect((await lika(['import', file, '--unit', SJOSKOLAN, '--fly', 'x'])).code).toBe(2);
    expect((await lika(['import', file, '--unit', GRANNKOPING])).code).toBe(1);
  });
});

describe('doctor', () => {
  const whole = (): Record<string, string> => ({
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_URL: database.serviceUrl,
    LIKA_MODE: 'sandbox',
    M365_CLIENT_ID: 'b1d0c0de-0000-4000-8000-00000000a001',
    M365_CLIENT_SECRET: 'sandbox-only',
    M365_TENANT_ID: MITTKOPING_TENANT,
    TEAMS_APP_ID: 'b1d0c0de-0000-4000-8000-00000000a002',
    M365_AUTHORITY_HOST: 'http://localhost:9',
  });

  test('names a sign-in that doesn’t answer, and nothing that is well', async () => {
    const { code, said } = await lika(['doctor'], whole());
    expect(code).toBe(1);
    expect(said.match(/^Fault:/gm)).toHaveLength(1);
    expect(said).toContain('http://localhost:9 can’t be reached');
  });

  test('says until when the certificate holds, warns before its end, and names a file that is none', async () => {
    const path = join(folder, 'app.pem');
    const by = { M365_CLIENT_SECRET: '', M365_CERTIFICATE_PATH: path };
    const forDays = async (days: number): Promise<string> => {
      const notAfterDate = new Date(Date.now() + days * 24 * 60 * 60 * 1000);
      const { cert, private: key } = await generate([{ name: 'commonName', value: 'LIKA' }], {
        ...{ notBeforeDate: new Date(Date.now() - 1000 * 24 * 60 * 60 * 1000), notAfterDate, algorithm: 'sha256' },
      });
      writeFileSync(path, `${cert}\n${key}`);
      return (await lika(['doctor'], { ...whole(), ...by })).said;
    };
    expect(await forDays(400)).toMatch(/proves itself by a certificate that ends on \d{4}-\d\d-\d\d\./);
    expect(await forDays(40)).toMatch(/^Warning: The app’s certificate ends on [\d-]+\.\nMend:/m);
    expect(await forDays(10)).toMatch(/^Warning: .*within 14 days/m);
    expect(await forDays(-1)).toMatch(/^Fault: The app’s certificate ended on/m);
    writeFileSync(path, 'hello');
    expect((await lika(['doctor'], { ...whole(), ...by })).said).toMatch(/^Fault: .*without a certificate/m);
  });

  test('says of a token’s file that can’t be read what is to write it, and nothing of certificates', async () => {
    const by = { M365_CLIENT_SECRET: '', M365_FEDERATED_TOKEN_FILE: join(folder, 'not-there') };
    const { said } = await lika(['doctor'], { ...whole(), ...by });
    expect(said).toMatch(
      /^Fault: M365_FEDERATED_TOKEN_FILE names a file that can’t be read.*\nMend: {2}The platform writes/m,
    );
    expect(said).not.toContain('PEM');
  });

  test('names each missing setting with its mend', async () => {
    const { said } = await lika(['doctor'], {});
    for (const name of ['DATABASE_OWNER_URL', 'DATABASE_URL', 'M365_CLIENT_ID', 'M365_TENANT_ID', 'TEAMS_APP_ID'])
      expect(said).toContain(`${name} is missing`);
    expect(said.match(/^Mend:/gm)?.length).toBe(said.match(/^Fault:/gm)?.length);
  });

  test('names an owner’s login used for the service, a database that is down and one without tables', async () => {
    expect((await lika(['doctor'], { ...whole(), DATABASE_URL: database.ownerUrl })).said).toContain('owns tables');
    const down = { ...whole(), DATABASE_OWNER_URL: 'postgres://lika_owner:x@localhost:9/lika' };
    expect((await lika(['doctor'], down)).said).toContain('does not answer');
    const empty = await freshDatabase();
    await rows('drop table migration', empty);
    const { said } = await lika(['doctor'], { ...whole(), DATABASE_OWNER_URL: empty.ownerUrl });
    expect(said).toContain('The database is empty');
    await empty.drop();
  });

  test('names a database that knows no municipality', async () => {
    const empty = await freshDatabase();
    const { said } = await lika(['doctor'], { ...whole(), DATABASE_OWNER_URL: empty.ownerUrl });
    expect(said).toContain('knows no municipality');
    await empty.drop();
  });
});

test('the demo’s neighbour is a municipality of its own', async () => {
  const found = await rows('select municipality_id as id from municipality order by name');
  expect(found).toEqual([{ id: GRANNKOPING }, { id: MITTKOPING }]);
});
