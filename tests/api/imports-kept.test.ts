import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Import, ImportList } from '../../bot/api/schemas/imports.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { xlsxOf } from '../documents/files.ts';
import { done, refused } from './calls.ts';
import { EKSKOLAN, NORRSKOLAN, SJOSKOLAN } from './demo.ts';
import {
  bring,
  brought,
  cellAt,
  downloaded,
  editedIn,
  grantHead,
  openDraft,
  query,
  saidIn,
  take,
} from './import-files.ts';

const HEAD = 'rektor-ekskolan';
const CO_HEAD = 'bitradande-ekskolan';
const FILE = 'Id;Svar\nl-vision;Uppnådd\nl-responsibility;Påbörjad\nfinns-inte;Uppnådd\n';
let world: World;

beforeAll(async () => {
  world = await startWorld();
  await grantHead(world, CO_HEAD, EKSKOLAN);
});
afterAll(() => world.stop());

const undo = (person: string, id: string) => done<Import>(world, person, 'POST', `/api/imports/${id}/undo`);
const listed = async (person: string, unit = EKSKOLAN) =>
  (await done<ImportList>(world, person, 'GET', `/api/units/${unit}/imports`)).imports;

describe('a unit’s latest files', () => {
  test('are found by each of its heads: what waits, and what can be undone, with who and until when', async () => {
    expect(await listed(HEAD)).toEqual([]);
    const waiting = (await bring(world, HEAD, EKSKOLAN, FILE, { name: 'Väntar.csv' })).body;
    const taken = await take(world, HEAD, (await bring(world, HEAD, EKSKOLAN, FILE, { name: 'Hämtad.csv' })).body);
    const after = (moment: string, hours: number) => new Date(Date.parse(moment) + hours * 3_600_000).toISOString();
    const { id, name } = world.person(HEAD);
    const seen = await listed(CO_HEAD);
    expect(seen.map((one) => [one.id, one.name, one.state, one.by])).toEqual([
      [taken.id, 'Hämtad.csv', 'taken', { id, name }],
      [waiting.id, 'Väntar.csv', 'previewed', { id, name }],
    ]);
    expect(seen.map((one) => one.until)).toEqual([after(seen[0]?.at ?? '', 720), after(seen[1]?.at ?? '', 24)]);
    expect([taken.until, waiting.until]).toEqual(seen.map((one) => one.until));
    expect(JSON.stringify(seen)).not.toContain('finns-inte');

    await undo(CO_HEAD, taken.id);
    expect((await listed(HEAD)).map((one) => one.id)).toEqual([waiting.id]);
    expect(await listed('rektor-norrskolan', NORRSKOLAN)).toEqual([]);
    expect(await refused(world, 'it-pedagog-ekskolan', 'GET', `/api/units/${EKSKOLAN}/imports`)).toMatchObject({
      status: 403,
    });
  });
});

describe('the draft that was seen', () => {
  test('is the one that is written in: one begun or published meanwhile is a conflict, and nothing happens', async () => {
    const preview = await brought(world, 'rektor-norrskolan', NORRSKOLAN, FILE);
    expect(preview.preview?.draft).toBeNull();
    const path = `/api/imports/${preview.id}/take`;
    const wish = { version: preview.version, existing: 'replace', plan: false };
    await done(world, 'rektor-norrskolan', 'POST', `/api/units/${NORRSKOLAN}/assessments`, { kind: 'unit' });
    const other = { ...wish, draft: null };
    expect(await refused(world, 'rektor-norrskolan', 'POST', path, other)).toMatchObject({
      ...{ status: 409, code: 'draft-changed' },
    });
    const draft = await openDraft(world, 'rektor-norrskolan', NORRSKOLAN);
    expect(saidIn(draft)).toEqual({});

    // Seen anew it holds; and published after that, it doesn't.
    const again = await done<Import>(world, 'rektor-norrskolan', 'GET', `/api/imports/${preview.id}`);
    expect(again.preview?.draft).toBe(draft?.id);
    await query(
      world,
      `update assessment set state = 'withdrawn', published_at = now(), published_by = author, withdrawn_at = now(), withdrawn_by = author where id = $1`,
      [draft?.id],
    );
    const published = await refused(world, 'rektor-norrskolan', 'POST', path, { ...wish, draft: draft?.id });
    expect(published).toMatchObject({ status: 409, code: 'draft-changed' });
    expect(await openDraft(world, 'rektor-norrskolan', NORRSKOLAN)).toBeNull();
    await take(
      world,
      'rektor-norrskolan',
      await done<Import>(world, 'rektor-norrskolan', 'GET', `/api/imports/${preview.id}`),
    );
    expect(Object.keys(saidIn(await openDraft(world, 'rektor-norrskolan', NORRSKOLAN)))).toHaveLength(2);
  });
});

describe('signs that cannot be kept', () => {
  // Together more than what is looked at to tell a text from something else.
  const long = Array.from({ length: 60 }, (_, at) => `Rad ${at} ${'som inte finns '.repeat(25)};Planerad`);
  const text = (cell: string) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`;
  const row = (...cells: string[]) => `<row>${cells.map(text).join('')}</row>`;
  const files: readonly (readonly [what: string, file: () => Buffer | string])[] = [
    [
      'NUL in a text file',
      () => ['Id;Svar', 'l-vision;Planerad', ...long, 'En\0rad;Ja\0nej', 'l-budget;\0Ja'].join('\n'),
    ],
    [
      'half a character and NUL in a workbook',
      () =>
        xlsxOf(
          row('Id', 'Svar') +
            row('l-vision', 'Planerad') +
            row('Hel_xD800_ rad', 'x_x0000_y') +
            row('l-budget', '_xDFFF_'),
        ),
    ],
  ];
  test.each(files)('%s are left out of what is kept, and the rest is brought in', async (_, file) => {
    const preview = await brought(world, HEAD, EKSKOLAN, file());
    const taken = await take(world, HEAD, preview, { existing: 'replace' });
    expect(taken.state).toBe('taken');
    expect(JSON.stringify(taken)).not.toMatch(/\\u0000|\\ud800|\\udfff/);
    await undo(HEAD, taken.id);
  });

  test('in what somebody says of the file are refused kindly', async () => {
    const { id, version } = await brought(world, HEAD, EKSKOLAN, FILE);
    for (const sign of ['\0', '\ud800']) {
      const reading = { meanings: [{ word: `ja${sign}`, option: 'achieved' }] };
      const answer = await refused(world, HEAD, 'POST', `/api/imports/${id}/mapping`, { version, reading });
      expect(answer).toMatchObject({ status: 400, pointers: ['/reading'] });
    }
  });

  test('and no more than 200 signs of a cell are', async () => {
    const workbook = await downloaded(world, 'rektor-sjoskolan', `/api/units/${SJOSKOLAN}/documents/workbook`);
    const file = await editedIn(workbook, (sheet) => {
      cellAt(sheet('Värdering'), 'l-vision', 'Svar').value = 'Mycket '.repeat(2000);
    });
    const preview = await brought(world, 'rektor-sjoskolan', SJOSKOLAN, file);
    expect(preview.preview?.leftOut.rows[0]).toMatchObject({ code: 'unknown-answer' });
    const taken = await take(world, 'rektor-sjoskolan', preview);
    expect(taken.outcome?.leftOut.rows[0]?.answer.length).toBe(200);
    await undo('rektor-sjoskolan', taken.id);
  });
});

/** Runs the operator's tool as `npm run lika` does. */
function lika(...args: string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], DATABASE_OWNER_URL: world.database.ownerUrl };
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/operator/main.js', ...args], { env }, (_, stdout) => resolve(stdout));
  });
}

describe('an import from the shell', () => {
  test('is the operator’s in the log and in the list, and the head undoes it in the tab', async () => {
    const before = saidIn(await openDraft(world, HEAD, EKSKOLAN));
    const file = join(world.dataDir, 'från skalet.csv');
    writeFileSync(file, FILE);
    const since = await query(world, 'select max(id) as id from audit');
    const said = await lika('import', file, '--unit', EKSKOLAN, '--by', world.person(HEAD).id, '--replace', '--yes');
    const id = /import ([0-9a-f-]{36})/.exec(said)?.[1] ?? '';
    expect((await listed(HEAD)).find((one) => one.id === id)).toMatchObject({
      ...{ name: 'från skalet.csv', state: 'taken', by: null },
    });
    const logged = await query(world, 'select distinct person, what from audit where id > $1 order by what', [
      since[0]?.['id'],
    ]);
    expect(logged).toEqual(['answer.write', 'brought-file.take'].map((what) => ({ person: null, what })));
    expect(saidIn(await openDraft(world, HEAD, EKSKOLAN))).toMatchObject({ 'l-vision': ['achieved', null] });
    expect((await undo(HEAD, id)).undoing).toMatchObject({ answers: 2, left: [] });
    expect(saidIn(await openDraft(world, HEAD, EKSKOLAN))).toEqual(before);
  });
});

describe('after a month', () => {
  test('the words out of the files are forgotten, undone or not, and how many they were stays', async () => {
    const undone = await take(world, HEAD, await brought(world, HEAD, EKSKOLAN, FILE));
    await undo(HEAD, undone.id);
    const taken = await take(world, HEAD, await brought(world, HEAD, EKSKOLAN, FILE));
    expect(taken.outcome?.leftOut.rows).toHaveLength(1);
    await world.sandbox('POST', '/clock', { advance: 'P31D' });
    // The list goes by the clock, whether or not anything has been swept away.
    await until('nothing is listed', async () => (await listed(HEAD)).length === 0);
    expect(await query(world, 'select 1 from brought_file where before is not null')).not.toEqual([]);
    await world.restartService();
    const words = `select id from brought_file where outcome::text like '%finns-inte%' or before is not null`;
    await until('the words are gone', async () => (await query(world, words)).length === 0);
    for (const id of [undone.id, taken.id])
      expect((await done<Import>(world, HEAD, 'GET', `/api/imports/${id}`)).outcome?.leftOut).toEqual({
        total: 1,
        rows: [],
      });
  });
});
