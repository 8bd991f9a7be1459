import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import ExcelJS from 'exceljs';
import JSZip from 'jszip';
import { startFiles } from './files-access.ts';
import type { FilesWorld } from './files-access.ts';
import type { Json } from './microsoft365.ts';
import { startWhole } from './whole.ts';
import type { Whole } from './whole.ts';

let world: FilesWorld;
let count = 0;
let name: string;

beforeAll(async () => {
  world = await startFiles();
});
afterAll(() => world.graph.stop());
beforeEach(() => {
  count += 1;
  name = `Fil ${count}.docx`;
});

const hand = (body: Json) =>
  world.graph.ask('POST /host/files', { body: { person: 'bitradande-sjoskolan', channel: 'sjoskolan', ...body } });
const view = async (folder = '', person = 'bitradande-sjoskolan') =>
  world.graph.ask(`GET /host/files?person=${person}&channel=sjoskolan&folder=${folder}`);
const get = async (item: Json) => (await world.call(`GET ${world.at(item)}`)).body;
const named = async (wanted: string, folder = '') =>
  ((await view(folder)).body.items as Json[]).find((each) => each.name === wanted);

describe('a person', () => {
  test('edits a file in their own name, without an app', async () => {
    const { body } = await world.put(name, 'x');
    expect(await named(name)).toMatchObject({ modifiedBy: 'Rektor Sjöskolan', through: 'LIKA', isFolder: false });
    expect((await hand({ do: 'edit', item: body.id })).status).toBe(200);
    const now = await get(body);
    const person = world.graph.person('bitradande-sjoskolan');
    expect(now.lastModifiedBy).toEqual({
      user: { id: person.id, displayName: person.name, email: person.userPrincipalName },
    });
    expect([now.eTag === body.eTag, now.cTag === body.cTag, now.id]).toEqual([false, false, body.id]);
    expect(await named(name)).toMatchObject({ modifiedBy: person.name, through: null });
  });

  test('writes a line into a Word document that Word still opens', async () => {
    const table = new Table({
      rows: [new TableRow({ children: [new TableCell({ children: [new Paragraph('Cell')] })] })],
    });
    const made = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('Plan'), table] }] }));
    const { body } = await world.put(name, made);
    await hand({ do: 'edit', item: body.id, line: 'Å & <ny> rad' });
    const before = await (await JSZip.loadAsync(made)).file('word/document.xml')?.async('string');
    const zip = await JSZip.loadAsync(await world.read(body), { checkCRC32: true });
    const after = await zip.file('word/document.xml')?.async('string');
    const line = '<w:p><w:r><w:t xml:space="preserve">Å &#38; &#60;ny&#62; rad</w:t></w:r></w:p>';
    expect(after?.replace(line, '')).toBe(before);
    expect(after?.indexOf(line)).toBe((after?.lastIndexOf('<w:sectPr') ?? 0) - line.length);
    expect(Object.keys(zip.files).sort()).toEqual(Object.keys((await JSZip.loadAsync(made)).files).sort());
  });

  test('writes a row into a workbook that can be read', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('Ett').addRows([
      ['a', 1],
      ['b', 2],
    ]);
    const { body } = await world.put('Bok.xlsx', Buffer.from(await workbook.xlsx.writeBuffer()));
    await hand({ do: 'edit', item: body.id, line: 'Ändrad' });
    const read = new ExcelJS.Workbook();
    await read.xlsx.load((await world.read(body)) as never);
    expect(
      read.worksheets[0]
        ?.getSheetValues()
        .slice(1)
        .map((row) => (row as unknown[])[1]),
    ).toEqual(['a', 'b', 'Ändrad']);
  });

  test('leaves any other file one that opens', async () => {
    const zip = new JSZip();
    zip.file('ppt/presentation.xml', '<p/>');
    const { body } = await world.put('Bild.pptx', await zip.generateAsync({ type: 'nodebuffer' }));
    await hand({ do: 'edit', item: body.id });
    await hand({ do: 'edit', item: body.id });
    const read = await JSZip.loadAsync(await world.read(body));
    expect(await read.file('ppt/presentation.xml')?.async('string')).toBe('<p/>');
    expect((await get(body)).cTag).not.toBe(body.cTag);
  });

  test('saves what they please, renames, moves, deletes and takes back', async () => {
    const { body } = await world.put(name, 'x');
    await hand({ do: 'edit', item: body.id, content: Buffer.from('nytt').toString('base64') });
    expect(await world.read(body)).toEqual(Buffer.from('nytt'));
    await hand({ do: 'rename', item: body.id, name: `Ny ${name}` });
    const folder = (await hand({ do: 'folder', within: world.folder, name: `Mapp ${count}` })).body;
    await hand({ do: 'move', item: body.id, to: folder.id });
    expect(await get(body)).toMatchObject({ name: `Ny ${name}`, parentReference: { id: folder.id } });
    await hand({ do: 'delete', item: folder.id });
    expect((await world.call(`GET ${world.at(body)}`)).status).toBe(404);
    expect((await view()).body.bin).toContainEqual(expect.objectContaining({ id: folder.id, name: `Mapp ${count}` }));
    await hand({ do: 'restore', item: folder.id });
    expect(await get(body)).toMatchObject({ name: `Ny ${name}`, parentReference: { id: folder.id } });
    expect((await view(String(folder.id))).body.path).toEqual([
      { id: world.folder, name: 'Allmänt' },
      { id: folder.id, name: `Mapp ${count}` },
    ]);
  });

  test('uploads a file, and is shown who has one open', async () => {
    const content = Buffer.from('bild').toString('base64');
    const { body } = await hand({ do: 'upload', within: world.folder, name: 'Bild.png', content });
    await hand({ do: 'open', item: body.id });
    const person = world.graph.person('bitradande-sjoskolan');
    expect(await named('Bild.png')).toMatchObject({ openBy: { id: person.id, name: person.name }, size: 4 });
    const response = await fetch(
      `${world.graph.url}/host/files/content?person=rektor-sjoskolan&channel=sjoskolan&item=${String(body.id)}`,
    );
    expect(await response.text()).toBe('bild');
    expect(response.headers.get('content-type')).toMatch(/image\/png/);
  });

  test('is kept out of the channels of others, and told what is wrong with a wish', async () => {
    expect((await view('', 'rektor-ekskolan')).status).toBe(403);
    expect((await view('', 'ingen')).status).toBe(404);
    expect((await hand({ do: 'dance' })).status).toBe(400);
    expect((await hand({ do: 'folder', within: world.folder, name: 'a:b' })).status).toBe(400);
    expect((await hand({ do: 'delete', item: 'nothing' })).status).toBe(404);
  });
});

describe('what is in SharePoint', () => {
  let whole: Whole;
  beforeAll(async () => {
    whole = await startWhole();
  });
  afterAll(() => whole.stop());

  const seen = async () => (await whole.ask('GET /host/files?person=rektor-sjoskolan&channel=sjoskolan')).body;
  const upload = async (folder: unknown) => {
    const content = Buffer.from('kvar').toString('base64');
    const wish = { person: 'rektor-sjoskolan', channel: 'sjoskolan', do: 'upload', within: folder };
    return (await whole.ask('POST /host/files', { ...wish, name: 'Kvar.txt', content })).body['id'];
  };

  test('does not pile up: bytes that nothing holds any more are gone at the next start', async () => {
    const id = await upload(((await seen())['path'] as Json[])[0]?.id);
    const content = Buffer.from('nytt').toString('base64');
    await whole.ask('POST /host/files', {
      person: 'rektor-sjoskolan',
      channel: 'sjoskolan',
      do: 'edit',
      item: id,
      content,
    });
    const kept = () => readdirSync(join(whole.settings.folder, 'files')).length;
    expect(kept()).toBe(2);
    await whole.restart();
    expect(kept()).toBe(1);
    await whole.ask('POST /reset');
  });

  test('is there after a second start, and gone after a reset', async () => {
    const before = await seen();
    const id = String(await upload((before['path'] as Json[])[0]?.id));
    await whole.restart();
    const { items } = await seen();
    expect(items).toMatchObject([{ id, name: 'Kvar.txt', size: 4 }]);
    const content = `/host/files/content?person=rektor-sjoskolan&channel=sjoskolan&item=${id}`;
    expect(await (await fetch(whole.url + content)).text()).toBe('kvar');
    await whole.ask('POST /reset');
    const fresh = await seen();
    expect([fresh['items'], fresh['drive']]).toEqual([[], before['drive']]);
    expect((await fetch(whole.url + content)).status).toBe(404);
  });
});
