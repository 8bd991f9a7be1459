import ExcelJS from 'exceljs';
import pg from 'pg';
import type { Assessment, AssessmentList } from '../../bot/api/schemas/assessments.ts';
import type { Problem } from '../../bot/api/schemas/common.ts';
import type { Import } from '../../bot/api/schemas/imports.ts';
import type { World } from '../support/world.ts';
import { done } from './calls.ts';

/** Files that a head brings, and what the API says of them. */

export interface Brought {
  readonly status: number;
  readonly body: Import & Problem;
}

/** Brings a file as a person. */
export async function bring(
  world: World,
  person: string,
  unit: string,
  bytes: Buffer | string,
  { name = 'gammal.xlsx', language = 'sv' }: { readonly name?: string; readonly language?: string } = {},
): Promise<Brought> {
  const response = await fetch(`${world.serviceUrl}/api/units/${unit}/imports?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${await world.token(person)}`, 'content-type': 'application/octet-stream' },
      'accept-language': language,
    },
    body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
  });
  return { status: response.status, body: (await response.json()) as Import & Problem };
}

/** Brings a file that can be read; gives its preview. */
export async function brought(world: World, person: string, unit: string, bytes: Buffer | string): Promise<Import> {
  const { status, body } = await bring(world, person, unit, bytes);
  if (status !== 201) throw new Error(`${String(status)} ${JSON.stringify(body)}`);
  return body;
}

/** Brings it in as the preview says, without looking. */
export function take(
  world: World,
  person: string,
  { id, version, preview }: Import,
  { existing = 'keep', plan = true }: { readonly existing?: 'keep' | 'replace'; readonly plan?: boolean } = {},
): Promise<Import> {
  const seen = (preview?.answers ?? []).flatMap(({ indicator, standing }) =>
    standing ? [{ indicator, version: standing.version }] : [],
  );
  const draft = preview?.draft ?? null;
  return done(world, person, 'POST', `/api/imports/${id}/take`, { version, draft, existing, plan, seen });
}

/** A document as a file. */
export async function downloaded(world: World, person: string, path: string): Promise<Buffer> {
  const response = await fetch(world.serviceUrl + path, {
    headers: { authorization: `Bearer ${await world.token(person)}` },
  });
  if (response.status !== 200) throw new Error(`GET ${path}: ${String(response.status)}`);
  return Buffer.from(await response.arrayBuffer());
}

/** The unit's open joint assessment with its answers; null when there is none. */
export async function openDraft(world: World, person: string, unit: string): Promise<Assessment | null> {
  const { assessments } = await done<AssessmentList>(world, person, 'GET', `/api/units/${unit}/assessments`);
  return assessments.find(({ kind, state }) => kind === 'unit' && (state === 'draft' || state === 'shared')) ?? null;
}

/** What stands in an assessment: by indicator, the answer and the comment, without what has neither. */
export function saidIn(assessment: Pick<Assessment, 'answers'> | null): Record<string, [string | null, string | null]> {
  const said = (assessment?.answers ?? []).filter(({ option, comment }) => option !== null || comment !== null);
  return Object.fromEntries(
    said
      .map(({ indicator, option, comment }): [string, [string | null, string | null]] => [indicator, [option, comment]])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** A workbook with one sheet. */
export async function xlsx(rows: readonly (readonly (string | number | null)[])[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('Blad1').addRows(rows.map((row) => [...row]));
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The workbook changed by somebody in Excel. */
export async function editedIn(
  bytes: Buffer,
  edit: (sheet: (name: string) => ExcelJS.Worksheet) => void,
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  edit((name) => {
    const sheet = book.getWorksheet(name);
    if (!sheet) throw new Error(`There is no sheet ${name}, only ${book.worksheets.map((one) => one.name).join(', ')}`);
    return sheet;
  });
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The cell under a heading in the row that has a text in some cell. */
export function cellAt(sheet: ExcelJS.Worksheet, rowWith: string, heading: string): ExcelJS.Cell {
  const headings = new Map<string, number>();
  const found: ExcelJS.Row[] = [];
  sheet.eachRow((row) => {
    row.eachCell((cell, column) => {
      if (cell.text === heading) headings.set(heading, column);
      if (cell.text === rowWith && headings.has(heading)) found.push(row);
    });
  });
  const column = headings.get(heading);
  const [first] = found;
  if (column === undefined || !first) throw new Error(`No cell of ${rowWith} under ${heading}`);
  return first.getCell(column);
}

/** Asks the database behind every wall. */
export async function query(
  world: World,
  text: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: world.database.superUrl });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
  await client.end();
  return rows;
}

/** Makes a person one more head of the unit. */
export async function grantHead(world: World, person: string, unit: string): Promise<void> {
  await query(
    world,
    `insert into role_grant (municipality_id, tenant_id, person, role, unit_id, granted_at)
     select u.municipality_id, t.tenant_id, $1, 'head', u.id, now() from unit u join tenant t using (municipality_id)
     where u.id = $2`,
    [world.person(person).id, unit],
  );
}
