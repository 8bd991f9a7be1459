import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Import } from '../../bot/api/schemas/imports.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { placedIndicators, textIn } from '../../lika/instrument/instrument.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { until } from '../support/until.ts';
import { compoundFile, xlsxOf, xlsxParts, zipOf } from '../documents/files.ts';
import { done, refused } from './calls.ts';
import { EKSKOLAN } from './demo.ts';
import { bring, brought, openDraft, saidIn, take, xlsx } from './import-files.ts';

const HEAD = 'rektor-ekskolan';
let world: World;
let instrument: Instrument;

beforeAll(async () => {
  world = await startWorld();
  instrument = await done<Instrument>(world, HEAD, 'GET', '/api/instruments/lika-skola/1?language=sv');
});
afterAll(() => world.stop());

const statements = () => placedIndicators(instrument);
const LABELS = ['Ej planerad', 'Planerad', 'Påbörjad', 'Nästan där', 'Uppnådd'];
const label = (at: number) => LABELS[at % LABELS.length] ?? '';
const HEADING = ['Område', 'Steg', 'Indikator', 'Värdering', 'Kommentar'];

/** An export as the first tool made it; `spoil` changes rows by their number in the file. */
function oldExport(spoil: Readonly<Record<number, (row: string[]) => string[]>> = {}): string[][] {
  const rows = statements().map(({ area, step, indicator }, at) => [
    ...[textIn(area.name, 'sv'), `Steg ${step}`, textIn(indicator.statement, 'sv')],
    ...[label(at), at % 4 === 0 ? `Kommentar ${at}` : ''],
  ]);
  return [['LIKA 2018'], [], HEADING, ...rows.map((row, at) => spoil[at + 4]?.(row) ?? row)];
}

const csv = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')).join('\r\n');
const say = (brings: Import, reading: object) =>
  done<Import>(world, HEAD, 'POST', `/api/imports/${brings.id}/mapping`, { version: brings.version, reading });
const undo = (id: string) => done<Import>(world, HEAD, 'POST', `/api/imports/${id}/undo`);

describe('an old export', () => {
  test('with a tenth of it spoilt ends in a preview that says exactly which rows, and then in a draft', async () => {
    const halved = statements()[10]?.indicator.statement.sv ?? '';
    const rows = oldExport({
      5: (row) => row.with(3, 'Ja'),
      9: (row) => row.with(2, 'Något som inte finns i instrumentet'),
      14: (row) => row.with(2, halved.slice(0, halved.length * 0.55)),
      20: (row) => row.with(3, 'Banan'),
      25: (row) => row.with(3, '').with(4, ''),
      30: (row) => row.with(2, statements()[27]?.indicator.statement.sv ?? ''),
      40: (row) => row.with(4, 'Trasig\u0085 kommentar'),
    });
    const preview = await brought(world, HEAD, EKSKOLAN, csv(rows));
    const { unsure, leftOut, counts, table } = preview.preview ?? {};
    expect(unsure?.rows.map(({ row, asks }) => [row, asks])).toEqual([
      [5, ['answer']],
      [14, ['indicator']],
    ]);
    expect(leftOut?.rows.map(({ row, code }) => [row, code])).toEqual([
      ...[
        [9, 'no-indicator'],
        [20, 'unknown-answer'],
        [25, 'no-answer'],
      ],
      ...[
        [30, 'indicator-twice'],
        [31, 'indicator-twice'],
      ],
    ]);
    expect(leftOut?.rows.every(({ why }) => why.length > 10)).toBe(true);
    expect(table?.words.map(({ word, rows: times }) => [word, times])).toEqual([
      ['banan', 1],
      ['ja', 1],
    ]);
    expect(counts?.fills).toBe(statements().length - 7);
    expect(preview.preview?.answers.find(({ row }) => row === 40)).toMatchObject({
      ...{ comment: 'Trasig kommentar', mended: ['control'] },
    });

    // A person says what the two mean.
    const candidate = unsure?.rows[1]?.candidates[0];
    const settled = await say(preview, {
      meanings: [{ word: 'ja', option: 'achieved' }],
      rows: [{ row: 14, indicator: candidate }],
    });
    expect(settled.preview?.unsure.total).toBe(0);
    expect(await openDraft(world, HEAD, EKSKOLAN)).toBeNull();

    const taken = await take(world, HEAD, settled);
    expect(taken.outcome).toMatchObject({ madeDraft: true, answers: statements().length - 5, leftOut: { total: 5 } });
    const said = saidIn(await openDraft(world, HEAD, EKSKOLAN));
    expect(said[statements()[1]?.indicator.id ?? '']?.[0]).toBe('achieved');
    expect(said[candidate ?? '']?.[0]).toBe('not-planned');
    expect(Object.keys(said)).toHaveLength(statements().length - 5);
    expect((await undo(taken.id)).undoing).toMatchObject({ answers: statements().length - 5, left: [] });
    expect(saidIn(await openDraft(world, HEAD, EKSKOLAN))).toEqual({});
    // Undone once is undone.
    expect((await undo(taken.id)).state).toBe('undone');
  });

  test('keeps or replaces what stands, and undoing leaves what somebody has changed since', async () => {
    const first = await brought(world, HEAD, EKSKOLAN, csv([HEADING, ...oldExport().slice(3, 6)]));
    await take(world, HEAD, first);
    const [a, b, c] = statements().map(({ indicator }) => indicator.id);
    if (!a || !b || !c) throw new Error('the instrument is too small');
    const otherwise = csv([
      ['Id', 'Svar'],
      [a, 'Uppnådd'],
      [b, 'Uppnådd'],
      [c, label(2)],
    ]);

    const kept = await brought(world, HEAD, EKSKOLAN, otherwise);
    expect(kept.preview?.counts).toMatchObject({ differs: 2, same: 1, fills: 0 });
    const { id, version } = kept;
    const wish = { version, draft: kept.preview?.draft, existing: 'keep', plan: false };
    expect((await refused(world, HEAD, 'POST', `/api/imports/${id}/take`, wish)).code).toBe('nothing-to-import');

    // Somebody changes one between the look and the import: that one stays.
    const draft = await openDraft(world, HEAD, EKSKOLAN);
    const seen = draft?.answers.find(({ indicator }) => indicator === a);
    const path = `/api/assessments/${draft?.id ?? ''}/answers/${a}`;
    await done(world, HEAD, 'PUT', path, { option: 'planned', comment: null, version: seen?.version });
    const taken = await take(world, HEAD, kept, { existing: 'replace' });
    expect(taken.outcome).toMatchObject({
      answers: 1,
      kept: 1,
      leftOut: { rows: [{ name: a, code: 'changed-since' }] },
    });
    const said = saidIn(await openDraft(world, HEAD, EKSKOLAN));
    expect([said[a]?.[0], said[b]?.[0]]).toEqual(['planned', 'achieved']);

    const now = (await openDraft(world, HEAD, EKSKOLAN))?.answers.find(({ indicator }) => indicator === b);
    await done(world, HEAD, 'PUT', path.replace(a, b), { option: 'started', comment: 'Nej', version: now?.version });
    expect((await undo(taken.id)).undoing).toMatchObject({
      ...{ answers: 0, left: [{ what: 'answer', name: b, code: 'changed-since' }] },
    });
    expect(saidIn(await openDraft(world, HEAD, EKSKOLAN))[b]).toEqual(['started', 'Nej']);
  });

  test('of 19,000 rows answers in pages', async () => {
    const many = Array.from({ length: 19_000 }, (_, at) => ['x', '', `Rad nummer ${at}`, 'Banan', '']);
    const preview = await brought(world, HEAD, EKSKOLAN, csv([HEADING, ...many, ...oldExport().slice(3)]));
    expect(JSON.stringify(preview).length).toBeLessThan(200_000);
    expect([preview.preview?.leftOut.total, preview.preview?.leftOut.rows.length]).toEqual([19_000, 100]);
    const path = `/api/imports/${preview.id}/rows?from=18950`;
    const page = await done<{ leftOut: { rows: { row: number }[] } }>(world, HEAD, 'GET', path);
    expect(page.leftOut.rows.map(({ row }) => row)).toEqual(Array.from({ length: 50 }, (_, at) => 18_952 + at));
  });

  test('read otherwise by somebody else, or brought in already, is a conflict and nothing happens', async () => {
    const preview = await brought(world, HEAD, EKSKOLAN, csv(oldExport()));
    await say(preview, { sheet: 0 });
    const path = `/api/imports/${preview.id}/take`;
    const draft = preview.preview?.draft;
    const wish = (version: number) => ({ version, draft, existing: 'keep', plan: false });
    expect(await refused(world, HEAD, 'POST', path, wish(1))).toMatchObject({ status: 409, code: 'stale-version' });
    const both = await Promise.all([1, 2].map(() => world.api(HEAD, 'POST', path, { body: wish(2) })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    await undo(preview.id);
  });
});

describe('a file that cannot be read', () => {
  const rows = '<row r="1"><c r="A1"><v>1</v></c></row>';
  const bomb = () => xlsxOf(`<row r="1"><c r="A1" t="inlineStr"><is><t>${'a'.repeat(70 << 20)}</t></is></c></row>`);
  const files: readonly (readonly [what: string, code: string, file: () => Buffer | Promise<Buffer>])[] = [
    ['nothing', 'empty', () => Buffer.alloc(0)],
    ['a picture called xlsx', 'picture', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0])],
    ['a zip bomb', 'unpacks-too-large', bomb],
    ['macros', 'macros', () => zipOf([...xlsxParts(rows), { name: 'xl/vbaProject.bin', content: 'x' }])],
    ['a password', 'password', () => compoundFile('EncryptionInfo', 'EncryptedPackage')],
    ['xls', 'xls', () => compoundFile('Workbook')],
    ['ods', 'ods', () => zipOf([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' }])],
    ['a PDF', 'pdf', () => Buffer.from('%PDF-1.7\n')],
    ['100,000 rows', 'too-many-rows', () => Buffer.from('a;b\n'.repeat(100_000))],
    ['noise', 'not-a-table', () => Buffer.from([1, 2, 3, 0, 255, 254, 0, 0, 9, 200, 201])],
    ['half a zip', 'broken', () => xlsxOf(rows).subarray(0, 300)],
  ];
  test.each(files)('%s is refused as %s, with a sentence', async (_, code, file) => {
    const { status, body } = await bring(world, HEAD, EKSKOLAN, await file());
    expect([status, body.type]).toEqual([400, `urn:lika:problem:file-${code}`]);
    expect(body.detail.length).toBeGreaterThan(20);
    const english = await bring(world, HEAD, EKSKOLAN, await file(), { language: 'en' });
    expect(english.body.detail).not.toBe(body.detail);
  });

  test('larger than what is taken in is refused with 413, whatever is in it', async () => {
    const { status, body } = await bring(world, HEAD, EKSKOLAN, Buffer.alloc((10 << 20) + 1, 'a'));
    expect([status, body.type, body.detail]).toEqual([
      413,
      'urn:lika:problem:file-too-large',
      expect.stringContaining('10 MB'),
    ]);
  });

  test('the API says that the body is a file, and how large it may be', async () => {
    const described = await done<{ paths: Record<string, { post: { requestBody: unknown } }> }>(
      ...([world, HEAD, 'GET', '/api/openapi.json'] as const),
    );
    expect(described.paths['/api/units/{unit}/imports']?.post.requestBody).toEqual({
      required: true,
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary', maxLength: 10 << 20 } } },
    });
  });

  test('and none of them leaves anything behind', async () => {
    const left = await sql(
      `select count(*)::int as n from brought_file where bytes is not null and name = 'gammal.xlsx'`,
    );
    const before = left[0]?.['n'];
    await bring(world, HEAD, EKSKOLAN, deflateRawSync('nothing'));
    expect(await sql(`select count(*)::int as n from brought_file where bytes is not null`)).toEqual([{ n: before }]);
  });

  test('formulas are read by what they came to, and never counted', async () => {
    const [first] = statements();
    const file = await xlsx([
      ['Id', 'Svar', 'Kommentar'],
      [first?.indicator.id ?? '', 'Planerad', '=1+1'],
    ]);
    const preview = await brought(world, HEAD, EKSKOLAN, file);
    expect(preview.preview?.answers[0]).toMatchObject({ option: 'planned', comment: '=1+1' });
  });
});

async function sql(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: world.database.superUrl });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text);
  await client.end();
  return rows;
}

describe('when something breaks in the middle', () => {
  test('nothing is half brought in: not when the last write fails, and not when the service is killed', async () => {
    await clean();
    const preview = await brought(world, HEAD, EKSKOLAN, csv(oldExport()));
    const last = statements().at(-1)?.indicator.id ?? '';
    await sql(`create function break_here() returns trigger language plpgsql as $$ begin
      if new.indicator = '${last}' then perform pg_sleep(2); raise exception 'broken on purpose'; end if; return new; end $$;
      create trigger break_here before insert or update on answer for each row execute function break_here()`);
    const path = `/api/imports/${preview.id}/take`;
    const body = { version: preview.version, draft: preview.preview?.draft, existing: 'replace', plan: false };
    expect((await world.api(HEAD, 'POST', path, { body })).status).toBe(500);
    expect(saidIn(await openDraft(world, HEAD, EKSKOLAN))).toEqual({});

    const call = world.api(HEAD, 'POST', path, { body }).catch(() => null);
    const asleep = `select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
    await until('the last answer is being written', async () => (await sql(asleep)).length > 0);
    await world.killService();
    await call;
    await sql('drop trigger break_here on answer; drop function break_here()');
    await world.restartService();
    expect(saidIn(await openDraft(world, HEAD, EKSKOLAN))).toEqual({});
    expect((await done<Import>(world, HEAD, 'GET', `/api/imports/${preview.id}`)).state).toBe('previewed');
    // It is all there to be taken.
    expect((await take(world, HEAD, preview)).outcome?.answers).toBe(statements().length);
  });

  test('a published assessment isn’t touched: undoing afterwards leaves it and says so', async () => {
    const draft = await openDraft(world, HEAD, EKSKOLAN);
    const taken = await sql(`select id from brought_file where state = 'taken' order by taken_at desc limit 1`);
    await done(world, HEAD, 'POST', `/api/assessments/${draft?.id ?? ''}/publish`, { postCard: false });
    const before = await done(world, HEAD, 'GET', `/api/assessments/${draft?.id ?? ''}`);
    const { undoing } = await undo(String(taken[0]?.['id']));
    expect(undoing?.answers).toBe(0);
    expect(new Set(undoing?.left.map(({ code }) => code))).toEqual(new Set(['decided']));
    expect(await done(world, HEAD, 'GET', `/api/assessments/${draft?.id ?? ''}`)).toEqual(before);
  });

  test('a file that waits is swept away after a day, and what stood before an import after a month', async () => {
    await brought(world, HEAD, EKSKOLAN, csv(oldExport()));
    const taken = await take(world, HEAD, await brought(world, HEAD, EKSKOLAN, csv(oldExport())));
    await world.sandbox('POST', '/clock', { advance: 'P31D' });
    await world.restartService();
    const waiting = `select 1 from brought_file where state = 'previewed' or before is not null`;
    await until('nothing waits any more', async () => (await sql(waiting)).length === 0);
    expect(await refused(world, HEAD, 'POST', `/api/imports/${taken.id}/undo`)).toMatchObject({
      code: 'undo-too-late',
    });
  });
});

/** Nothing open but what the test brings. */
async function clean(): Promise<void> {
  await sql(`delete from answer where assessment_id in (select id from assessment where state = 'draft')`);
}
