import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { refused, startFiles } from './files-access.ts';
import type { FilesWorld } from './files-access.ts';
import type { Answer, Json } from './microsoft365.ts';

let world: FilesWorld;

beforeAll(async () => {
  world = await startFiles();
});
afterAll(() => world.graph.stop());

const guidAndNumber = (tag: unknown) => /^"(?:c:)?\{([0-9A-F-]{36})\},(\d+)"$/.exec(String(tag))?.slice(1) ?? [];
const tags = ({ body }: Answer) => [guidAndNumber(body.eTag)[1], guidAndNumber(body.cTag)[1]];
const get = (item: Json) => world.call(`GET ${world.at(item)}`);
const patch = (item: Json, body: Json, headers = {}) => world.call(`PATCH ${world.at(item)}`, { body, headers });

describe('a channel’s folder', () => {
  test('stands in its team’s library and is named after the channel', async () => {
    const { body } = await world.call(`GET /drives/${world.drive}/items/${world.folder}`);
    expect(body).toMatchObject({
      name: 'Allmänt',
      folder: { childCount: expect.any(Number) },
      webUrl: 'https://mittkoping.sharepoint.com/sites/sjoskolan/Delade%20dokument/Allm%C3%A4nt',
      parentReference: { driveId: world.drive, driveType: 'documentLibrary', path: `/drives/${world.drive}/root:` },
    });
    expect(body.file).toBeUndefined();
  });
});

describe('a file', () => {
  test('is put by path, with the folders on the way, and read back by id and by path', async () => {
    const made = await world.put('LIKA/2026–2027/Läsplan.docx', 'innehåll');
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'Läsplan.docx',
      size: Buffer.byteLength('innehåll'),
      file: {
        mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        hashes: { quickXorHash: expect.stringMatching(/^[\w+/]{27}=$/) },
      },
      parentReference: {
        name: '2026–2027',
        path: `/drives/${world.drive}/root:/Allm%C3%A4nt/LIKA/2026%E2%80%932027`,
      },
    });
    const byPath = await world.call(`GET ${world.at('lika/2026–2027/läsplan.DOCX')}`);
    expect(byPath.body.id).toBe(made.body.id);
    expect(await world.read(made.body)).toEqual(Buffer.from('innehåll'));
  });

  test('keeps its id and changes both tags when it is replaced', async () => {
    const made = await world.put('Ersatt.xlsx', 'ett');
    const again = await world.put('ERSATT.xlsx', 'två!');
    expect([again.status, again.body.id, again.body.name]).toEqual([200, made.body.id, 'Ersatt.xlsx']);
    expect(tags(made)).toEqual(['1', '1']);
    expect(tags(again)).toEqual(['2', '2']);
    expect(guidAndNumber(again.body.eTag)[0]).toBe(guidAndNumber(again.body.cTag)[0]);
  });

  test('changes its eTag alone when it is renamed or moved', async () => {
    const made = await world.put('Namn.txt', 'x');
    const renamed = await patch(made.body, { name: 'Annat namn.txt' });
    expect([renamed.status, renamed.body.name, ...tags(renamed)]).toEqual([200, 'Annat namn.txt', '2', '1']);
    const folder = await world.call(`POST ${world.at({ id: world.folder }, '/children')}`, {
      body: { name: 'Arkiv', folder: {} },
    });
    const moved = await patch(made.body, { parentReference: { id: folder.body.id } });
    expect([(moved.body.parentReference as Json).id, ...tags(moved)]).toEqual([folder.body.id, '3', '1']);
    expect((await world.call(`GET ${world.at('Arkiv/Annat namn.txt')}`)).body.id).toBe(made.body.id);
  });

  test('is overwritten only in the version that one knows', async () => {
    const made = await world.put('Version.txt', 'ett');
    await world.put('Version.txt', 'två');
    const old = { 'if-match': String(made.body.eTag) };
    refused(await world.put('Version.txt', 'tre', { headers: old }), 412, 'resourceModified', /ETag does not match/);
    refused(await world.call(`DELETE ${world.at(made.body)}`, { headers: old }), 412, 'resourceModified');
    refused(await patch(made.body, { name: 'Ny.txt' }, old), 412, 'resourceModified');
    const now = (await get(made.body)).body;
    const byTag = await world.call(`PUT ${world.at(made.body, '/content')}`, {
      body: 'tre',
      headers: { 'if-match': String(now.cTag) },
    });
    expect(byTag.status).toBe(200);
    refused(
      await world.put('Finns inte.txt', 'x', { headers: { 'if-match': String(now.eTag) } }),
      412,
      'resourceModified',
    );
    refused(await world.put('Version.txt', 'x', { headers: { 'if-none-match': '*' } }), 412, 'resourceModified');
  });

  test('is refused, renamed or replaced where its name is taken', async () => {
    const first = await world.put('Krock.docx', 'ett');
    const on = (behaviour: string) =>
      world.put('krock.docx', 'två', { query: `?@microsoft.graph.conflictBehavior=${behaviour}` });
    refused(await on('fail'), 409, 'nameAlreadyExists');
    const renamed = await on('rename');
    expect([renamed.status, renamed.body.name]).toEqual([201, 'krock 1.docx']);
    const replaced = await on('replace');
    expect([replaced.status, replaced.body.id]).toEqual([200, first.body.id]);
    refused(await on('overwrite'), 400, 'invalidRequest');
  });

  test('is gone once it is deleted, and so is what was in a deleted folder', async () => {
    const made = await world.put('Borttagen/Plan.txt', 'x');
    const folder = await world.call(`GET ${world.at('Borttagen')}`);
    expect((await world.call(`DELETE ${world.at(folder.body)}`)).status).toBe(204);
    refused(await get(made.body), 404, 'itemNotFound');
    refused(await world.call(`GET ${world.at('Borttagen/Plan.txt')}`), 404, 'itemNotFound');
    refused(await world.call(`PUT ${world.at(made.body, '/content')}`, { body: 'y' }), 404, 'itemNotFound');
    expect((await world.put('Borttagen/Plan.txt', 'ny')).body.id).not.toBe(made.body.id);
  });

  test('names the app and the person behind a write, and the app alone when it wrote on its own', async () => {
    const made = await world.put('Vem.txt', 'x');
    const person = world.graph.person('rektor-sjoskolan');
    expect(made.body.createdBy).toEqual({
      application: { id: world.app, displayName: 'LIKA' },
      user: { id: person.id, displayName: person.name, email: person.userPrincipalName },
    });
    const token = await world.appToken('Files.ReadWrite.All');
    const again = await world.call(`PUT ${world.at(made.body, '/content')}`, { token, body: 'y' });
    expect(again.body.createdBy).toEqual(made.body.createdBy);
    expect(again.body.lastModifiedBy).toEqual({ application: { id: world.app, displayName: 'LIKA' } });
  });
});

describe('what is selected', () => {
  test('is answered alone, and a facet that an item has not is not answered at all', async () => {
    const made = await world.put('Vald.txt', 'x');
    const select = '?$select=id,file,folder,@microsoft.graph.downloadUrl';
    const { body } = await world.call(`GET ${world.at(made.body, select)}`);
    expect(Object.keys(body).sort()).toEqual(['@microsoft.graph.downloadUrl', '@odata.context', 'file', 'id']);
    expect(await (await fetch(String(body['@microsoft.graph.downloadUrl']))).text()).toBe('x');
    const list = await world.call(`GET ${world.at({ id: world.folder }, '/children?$select=name,folder')}`);
    expect(list.body.value).toContainEqual({ name: 'Vald.txt' });
  });
});

describe('the bytes', () => {
  test('are had from another host, for some minutes, and only without a token', async () => {
    const made = await world.put('Hämtas.txt', 'abc');
    const { headers } = await world.call(`GET ${world.at(made.body, '/content')}`);
    const url = String(headers.get('location'));
    expect(new URL(url).origin).not.toBe(world.graph.url);
    expect(await (await fetch(url)).text()).toBe('abc');
    expect((await fetch(url, { headers: { authorization: 'Bearer x' } })).status).toBe(401);
    expect((await fetch(url.replace(/tempauth=[^&]{9}/, 'tempauth=123456789'))).status).toBe(401);
    world.graph.pass(6 * 60_000);
    expect((await fetch(url)).status).toBe(401);
  });

  test('are in no log: their number and hash are', async () => {
    await world.put('Hemlig.txt', 'hemligt innehåll', { headers: { 'content-type': 'text/plain' } });
    const { body } = await world.graph.ask('GET /graph/log?last=1');
    const entry = JSON.parse(String(body.text)) as Json;
    expect(entry.body).toEqual({ bytes: 17, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(String(body.text)).not.toContain('hemligt');
    expect(String(body.text)).not.toMatch(/eyJ/);
  });
});
