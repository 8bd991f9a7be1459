import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Assessment, AssessmentList } from '../../bot/api/schemas/assessments.ts';
import type { Blocks } from '../../bot/api/schemas/blocks.ts';
import { openTable } from '../../bot/documents/incoming/open-table.ts';
import { unitOf } from '../support/pages/assess.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { done, refused } from './calls.ts';
import { SJOSKOLAN } from './demo.ts';

/** A unit's documents as files: made for the one who asks, with what they may see and nothing else. */

const HEAD = 'rektor-sjoskolan';
const MUNICIPAL = 'kommunansvarig';
const UNIT = `/api/units/${SJOSKOLAN}`;
/** Another unit with a published assessment, from the seed file. */
const NORRSKOLAN = 'a619e642-7e25-4e1a-85ab-e32f6139e098';
const COMMENT = 'Bara för dem som är i enheten';
const TITLE = 'Arbetslagen delar planering';
let world: World;
let draft: Assessment;

beforeAll(async () => {
  world = await startWorld();
  draft = await done<Assessment>(world, HEAD, 'POST', `${UNIT}/assessments`, { kind: 'unit' });
  await done(world, HEAD, 'PUT', `/api/assessments/${draft.id}/answers/l-vision`, {
    ...{ option: 'nearly', comment: COMMENT, version: 0 },
  });
  await done(world, HEAD, 'POST', `${UNIT}/plan/actions`, {
    goal: { new: { text: 'Minst 80 % delar', area: 'ledning', step: 1, indicators: [] } },
    ...{ title: TITLE, area: 'ledning', indicators: [], activities: [] },
  });
});
afterAll(() => world.stop());

async function file(person: string, path: string): Promise<{ response: Response; bytes: Buffer }> {
  const headers = { authorization: `Bearer ${await world.token(person)}`, 'accept-language': 'sv' };
  const response = await fetch(`${world.serviceUrl}${UNIT}${path}`, { headers });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** Everything that the workbook's cells say. */
async function saidIn(bytes: Buffer): Promise<string> {
  return JSON.stringify(await openTable(bytes));
}

describe('A unit’s documents', () => {
  test.each([
    ['workbook', 'spreadsheetml.sheet', 'Sjöskolan – skattning och plan', 'xlsx'],
    ['plan', 'wordprocessingml.document', 'Sjöskolan – handlingsplan', 'docx'],
    ['page', 'presentationml.presentation', 'Sjöskolan – på en sida', 'pptx'],
  ])('%s is a file with a name of its own', async (kind, type, name, extension) => {
    const { response, bytes } = await file(HEAD, `/documents/${kind}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const disposition = decodeURIComponent(response.headers.get('content-disposition') ?? '');
    expect(disposition).toMatch(new RegExp(`^attachment; .*${name} \\d{4}-\\d\\d\\.${extension}$`));
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
  });

  test('the chart comes as PNG and SVG, in three looks', async () => {
    const png = await file(HEAD, '/documents/picture');
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    const svgs = await Promise.all(
      ['light', 'dark', 'transparent'].map((look) => file(HEAD, `/documents/picture?format=svg&look=${look}`)),
    );
    const texts = svgs.map(({ bytes }) => bytes.toString('utf8'));
    for (const text of texts) expect(text).toMatch(/^<svg /);
    expect(new Set(texts).size).toBe(3);
    expect(await refused(world, HEAD, 'GET', `${UNIT}/documents/picture?look=loud`)).toMatchObject({ status: 400 });
  });

  test('the page can be printed, and parts of it pasted', async () => {
    const { response, bytes } = await file(HEAD, '/print');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(bytes.toString('utf8')).toContain('Sjöskolan');
    const { blocks } = await done<Blocks>(world, HEAD, 'GET', `${UNIT}/blocks`);
    expect(blocks.map(({ key }) => key)).toEqual(expect.arrayContaining(['summary', 'scores', 'steps', 'chart']));
    for (const { html, text } of blocks) expect([html.length > 0, text.length > 0]).toEqual([true, true]);
    expect(blocks.find(({ key }) => key === 'chart')?.png).toMatch(/^iVBOR/);
  });
});

describe('A unit that has not begun', () => {
  const NEW = 'rektor-kvarnskolan';
  const asked = async (kind: string) =>
    fetch(`${world.serviceUrl}/api/units/${await unitOf(world, NEW)}/documents/${kind}`, {
      headers: { authorization: `Bearer ${await world.token(NEW)}` },
    });

  test('gets the workbook and the plan as forms to fill in', async () => {
    for (const kind of ['workbook', 'plan']) expect((await asked(kind)).status).toBe(200);
  });

  test('has no page or picture without figures', async () => {
    for (const kind of ['page', 'picture']) expect((await asked(kind)).status).toBe(404);
  });
});

describe('Who asks decides what is in them', () => {
  test('the municipality gets the published answers, without comments and plan', async () => {
    const { response, bytes } = await file(MUNICIPAL, '/documents/workbook');
    expect(response.status).toBe(200);
    const said = await saidIn(bytes);
    expect(said).toContain('Uppnådd');
    expect(said).not.toContain(TITLE);
    expect(await saidIn((await file(HEAD, '/documents/workbook')).bytes)).toContain(TITLE);
  });

  test('whoever may not see the plan isn’t told that there is none', async () => {
    const workbook = await openTable((await file(MUNICIPAL, '/documents/workbook')).bytes);
    const sheets = workbook.ok ? workbook.sheets.map(({ name }) => name) : [];
    expect(sheets).toContain('Värdering');
    for (const sheet of ['Mål', 'Handlingsplan']) expect(sheets).not.toContain(sheet);
    expect(JSON.stringify(workbook)).not.toContain('Det finns ingen handlingsplan än');
    const page = (await file(MUNICIPAL, '/print')).bytes.toString('utf8');
    expect(page).toContain('Här var vi');
    for (const words of ['Det här gör vi', 'Inga insatser']) expect(page).not.toContain(words);
    expect((await file(HEAD, '/print')).bytes.toString('utf8')).toContain('Det här gör vi');
    const { response } = await file(MUNICIPAL, '/documents/page');
    expect(response.status).toBe(200);
    for (const person of [MUNICIPAL, 'omradeschef-sodra'])
      expect(await refused(world, person, 'GET', `${UNIT}/documents/plan`)).toMatchObject({ status: 403 });
  });

  test('whoever may not see people gets no names', async () => {
    const name = world.person(HEAD).name;
    expect(await saidIn((await file(HEAD, '/documents/workbook')).bytes)).toContain(name);
    expect(await saidIn((await file('omradeschef-sodra', '/documents/workbook')).bytes)).not.toContain(name);
  });

  test('a draft is in the head’s alone, when they ask for it', async () => {
    const mine = await file(HEAD, `/documents/workbook?assessment=${draft.id}`);
    expect(await saidIn(mine.bytes)).toContain(COMMENT);
    expect(await saidIn((await file(HEAD, '/documents/workbook')).bytes)).not.toContain(COMMENT);
    for (const person of [MUNICIPAL, 'larare-sjoskolan', 'omradeschef-sodra'])
      expect(await refused(world, person, 'GET', `${UNIT}/documents/workbook?assessment=${draft.id}`)).toMatchObject({
        status: 403,
      });
  });

  test('an assessment of another unit is not found, whoever asks', async () => {
    const list = await done<AssessmentList>(world, MUNICIPAL, 'GET', `/api/units/${NORRSKOLAN}/assessments`);
    const [other] = list.assessments;
    expect(other).toBeDefined();
    const path = `${UNIT}/documents/workbook?assessment=${other?.id ?? ''}`;
    expect(await refused(world, MUNICIPAL, 'GET', path)).toMatchObject({ status: 404 });
  });
});
