import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { refused, startFiles } from './files-access.ts';
import type { FilesWorld } from './files-access.ts';
import type { Json } from './microsoft365.ts';
import { quickXorHash } from '../../sandbox/graph/sharepoint/hashes.ts';

let world: FilesWorld;
let name: string;
let count = 0;

beforeAll(async () => {
  world = await startFiles();
});
afterAll(() => world.graph.stop());
beforeEach(() => {
  count += 1;
  name = `Dokument ${count}.docx`;
});

const set = (what: string, body: Json) => world.graph.ask(`POST /graph/${what}`, { body });
const hand = (body: Json) =>
  world.graph.ask('POST /host/files', { body: { person: 'bitradande-sjoskolan', channel: 'sjoskolan', ...body } });
const folderOf = (team: string, channel: string, token?: string) =>
  world.call(`GET /teams/${world.graph.team(team).id}/channels/${channel}/filesFolder`, token ? { token } : {});

describe('a right', () => {
  const readers = ['Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All', 'Group.Read.All'];
  const writers = ['Files.ReadWrite.All', 'Sites.ReadWrite.All'];

  test('to read is not one to write', async () => {
    const made = await world.put(name, 'x');
    for (const scope of [...readers, 'Files.ReadWrite', 'User.Read']) {
      const token = await world.token('rektor-sjoskolan', scope);
      const read = await world.call(`GET ${world.at(made.body)}`, { token });
      expect([scope, read.status]).toEqual([scope, readers.includes(scope) ? 200 : 403]);
      const write = await world.call(`PUT ${world.at(made.body, '/content')}`, { token, body: 'y' });
      expect([scope, write.status]).toEqual([scope, writers.includes(scope) ? 200 : 403]);
      if (write.status === 403) refused(write, 403, 'accessDenied', /^Access denied$/);
    }
  });

  test('to a channel’s folder is told in Teams’ own words', async () => {
    const team = world.graph.team('sjoskolan');
    const channel = String(team.channels[0]?.id);
    refused(
      await folderOf('sjoskolan', channel, await world.token('rektor-sjoskolan', 'User.Read')),
      403,
      'Forbidden',
      /Files\.Read\.All/,
    );
    refused(
      await folderOf('sjoskolan', channel, await world.appToken('Sites.Selected')),
      403,
      'Forbidden',
      /Files\.Read\.All/,
    );
    expect((await folderOf('sjoskolan', channel, await world.appToken('Files.Read.All'))).status).toBe(200);
  });

  test('to chosen sites is worth what has been granted for each', async () => {
    const made = await world.put(name, 'x');
    const token = await world.appToken('Sites.Selected');
    const read = () => world.call(`GET ${world.at(made.body)}`, { token });
    const write = () => world.call(`PUT ${world.at(made.body, '/content')}`, { token, body: 'y' });
    refused(await read(), 403, 'accessDenied');
    await set('grants', { channel: 'sjoskolan', role: 'read' });
    expect([(await read()).status, (await write()).status]).toEqual([200, 403]);
    await set('grants', { channel: 'sjoskolan', role: 'write' });
    expect([(await read()).status, (await write()).status]).toEqual([200, 200]);
    const elsewhere = await world.appToken('Files.Read.All');
    const { body } = await folderOf('ekskolan', String(world.graph.team('ekskolan').channels[0]?.id), elsewhere);
    const drive = String((body.parentReference as Json).driveId);
    refused(await world.call(`GET /drives/${drive}/items/${String(body.id)}`, { token }), 403, 'accessDenied');
    await set('grants', { channel: 'sjoskolan', role: null });
    refused(await read(), 403, 'accessDenied');
  });

  test('of an app on its own to begin an upload is one to all sites, or to this one', async () => {
    const begin = async (role: string) =>
      world.call(`POST ${world.at(name, '/createUploadSession')}`, { token: await world.appToken(role), body: {} });
    refused(await begin('Files.ReadWrite.All'), 403, 'accessDenied');
    expect((await begin('Sites.ReadWrite.All')).status).toBe(200);
  });
});

describe('whoever', () => {
  test('is not in the team is not let in, and another tenant does not see that anything is there', async () => {
    const made = await world.put(name, 'x');
    refused(
      await world.call(`GET ${world.at(made.body)}`, { token: await world.token('rektor-ekskolan') }),
      403,
      'accessDenied',
    );
    const neighbour = await world.token('rektor-grannskolan');
    refused(await world.call(`GET ${world.at(made.body)}`, { token: neighbour }), 404, 'itemNotFound');
    expect((await world.call(`GET ${world.at(made.body)}`, { token: null })).status).toBe(401);
    refused(await world.call('GET /drives/b!tooshort/root'), 400, 'invalidRequest', /malformed/);
    refused(await world.call(`GET /drives/${world.drive}/items/01ABC`), 404, 'itemNotFound');
  });

  test('is in a private or shared channel has its own site and drive, whoever is only in the team has not', async () => {
    const team = world.graph.team('granskolan');
    const [own, shared] = team.ownChannels;
    const head = await world.token('rektor-granskolan');
    const general = await folderOf('granskolan', String(team.channels[0]?.id), head);
    const found = await Promise.all([own, shared].map((each) => folderOf('granskolan', String(each?.id), head)));
    const drives = [general, ...found].map(({ body }) => (body.parentReference as Json).driveId);
    expect(new Set(drives).size).toBe(3);
    expect(found.map(({ body }) => body.name)).toEqual([own?.name, shared?.name]);
    const guest = await world.token('handledare-granskolan');
    refused(await folderOf('granskolan', String(own?.id), guest), 403, 'Forbidden');
    refused(await world.call(`GET /drives/${String(drives[1])}/root`, { token: guest }), 403, 'accessDenied');
    const outsider = await world.token('rektor-norrskolan');
    expect((await world.call(`GET /drives/${String(drives[2])}/root/children`, { token: outsider })).status).toBe(200);
    refused(await world.call(`GET /drives/${String(drives[0])}/root`, { token: outsider }), 403, 'accessDenied');
  });
});

describe('a folder', () => {
  test('of a channel is not there before somebody has opened its files', async () => {
    const channel = String(world.graph.team('sjoskolan').channels[0]?.id);
    await set('libraries', { channel: 'sjoskolan', ready: false });
    refused(await folderOf('sjoskolan', channel), 404, 'NotFound', /not ready yet/);
    const view = await world.graph.ask('GET /host/files?person=rektor-sjoskolan&channel=sjoskolan');
    expect(view.body.wasReady).toBe(false);
    expect((await folderOf('sjoskolan', channel)).status).toBe(200);
  });

  test('is listed page by page, by name as one chooses', async () => {
    for (const each of ['b 10.txt', 'b 9.txt', 'a.txt']) await world.put(`Lista/${each}`, each);
    const { body } = await world.call(`GET ${world.at('Lista', '/children?$select=name,size&$top=2')}`);
    expect(body.value).toEqual([
      { name: 'a.txt', size: 5 },
      { name: 'b 9.txt', size: 7 },
    ]);
    const next = String(body['@odata.nextLink']).replace('https://graph.microsoft.com/v1.0', '');
    expect((await world.call(`GET ${next}`)).body.value).toMatchObject([{ name: 'b 10.txt' }]);
    const last = await world.call(`GET ${world.at('Lista', '/children?$orderby=name%20desc&$top=1')}`);
    expect(last.body.value).toMatchObject([{ name: 'b 9.txt' }].map(() => ({ name: 'b 10.txt' })));
    expect((await world.call(`GET ${world.at('Lista', '/children?$select=nonsense')}`)).status).toBe(400);
  });

  test('is made by name, as the conflict is to be solved', async () => {
    const make = (more: Json) =>
      world.call(`POST ${world.at({ id: world.folder }, '/children')}`, {
        body: { name: 'Mapp', folder: {}, ...more },
      });
    const first = await make({});
    expect([first.status, first.body.folder]).toEqual([201, { childCount: 0 }]);
    refused(await make({}), 409, 'nameAlreadyExists');
    refused(await make({ name: 'MAPP' }), 409, 'nameAlreadyExists');
    expect((await make({ '@microsoft.graph.conflictBehavior': 'rename' })).body.name).toBe('Mapp 1');
    expect((await make({ '@microsoft.graph.conflictBehavior': 'replace' })).body.id).toBe(first.body.id);
    refused(await make({ folder: undefined }), 400, 'invalidRequest');
    refused(await make({ name: 'X', colour: 'red' }), 400, 'invalidRequest');
  });

  test('cannot be moved into itself, nor a file into another drive', async () => {
    const made = await world.put(`Yttre/Inre/${name}`, 'x');
    const outer = (await world.call(`GET ${world.at('Yttre')}`)).body;
    const inner = (await world.call(`GET ${world.at('Yttre/Inre')}`)).body;
    const move = (item: Json, to: Json) => world.call(`PATCH ${world.at(item)}`, { body: { parentReference: to } });
    refused(await move(outer, { id: inner.id }), 400, 'invalidRequest', /itself/);
    refused(await move(made.body, { id: world.folder, driveId: `b!${'x'.repeat(64)}` }), 400, 'invalidRequest');
    expect((await move(made.body, { id: world.folder, driveId: world.drive })).status).toBe(200);
  });
});

describe('a name', () => {
  const forbidden = [
    'a:b.txt',
    'a*b',
    'a?b',
    'a"b',
    'a<b',
    'a>b',
    'a|b',
    'a\\b',
    ' a',
    'a ',
    'a.',
    '~$a.docx',
    'CON',
    '.lock',
    'x_vti_y',
    'desktop.ini',
    'a\u0001b',
  ];
  test.each(forbidden)('“%s” is not taken', async (wrong) => {
    refused(await world.put(wrong, 'x'), 400, 'invalidRequest');
    const { body } = await world.put(name, 'x');
    refused(await world.call(`PATCH ${world.at(body)}`, { body: { name: wrong } }), 400, 'invalidRequest');
  });

  test('with # % & + or letters from anywhere is', async () => {
    for (const right of ['50 % klart #1.txt', 'å & ö + é.txt', '計画.txt']) {
      const made = await world.put(right, 'x');
      expect([made.status, made.body.name]).toEqual([201, right]);
      expect((await world.call(`GET ${world.at(right)}`)).body.id).toBe(made.body.id);
    }
  });

  test('or a path that is too long is not', async () => {
    refused(await world.put(`${'a'.repeat(252)}.txt`, 'x'), 400, 'invalidRequest', /maximum length/);
    const deep = `${'b'.repeat(120)}/${'c'.repeat(120)}`;
    expect((await world.put(`${deep}/kort.txt`, 'x')).status).toBe(201);
    const long = await world.put(`${deep}/${'d'.repeat(120)}.txt`, 'x');
    refused(long, 400, 'invalidRequest', /maximum length/);
    expect(((long.body.error as Json).innerError as Json).code).toBe('pathIsTooLong');
  });
});

describe('somebody who has a file open', () => {
  test('keeps every app from changing it until it is closed', async () => {
    const { body } = await world.put(`Öppen/${name}`, 'x');
    await hand({ do: 'open', item: body.id });
    const put = await world.put(`Öppen/${name}`, 'y');
    refused(put, 423, 'notAllowed', /is locked/);
    expect(((put.body.error as Json).innerError as Json).code).toBe('resourceLocked');
    refused(await world.call(`PATCH ${world.at(body)}`, { body: { name: 'Ny.docx' } }), 423, 'resourceLocked');
    refused(await world.call(`DELETE ${world.at('Öppen')}`), 423, 'resourceLocked');
    refused(await world.call(`POST ${world.at(body, '/createUploadSession')}`, { body: {} }), 423, 'notAllowed');
    expect((await world.call(`GET ${world.at(body)}`)).body.eTag).toBe(body.eTag);
    await hand({ do: 'close', item: body.id });
    expect((await world.put(`Öppen/${name}`, 'y')).status).toBe(200);
  });

  test('or has checked it out keeps others from it', async () => {
    const { body } = await world.put(name, 'x');
    expect((await world.call(`POST ${world.at(body, '/checkout')}`)).status).toBe(204);
    const other = await world.token('bitradande-sjoskolan');
    refused(await world.call(`PUT ${world.at(body, '/content')}`, { token: other, body: 'y' }), 423, 'notAllowed');
    refused(await world.call(`POST ${world.at(body, '/checkout')}`, { token: other }), 423, 'resourceLocked');
    expect((await world.call(`PUT ${world.at(body, '/content')}`, { body: 'y' })).status).toBe(200);
    const checkIn = (token?: string) =>
      world.call(`POST ${world.at(body, '/checkin')}`, { body: { comment: 'Klart' }, ...(token ? { token } : {}) });
    refused(await checkIn(other), 423, 'resourceLocked');
    expect((await checkIn()).status).toBe(204);
    expect((await world.call(`PUT ${world.at(body, '/content')}`, { token: other, body: 'z' })).status).toBe(200);
  });
});

describe('a library', () => {
  afterEach(() => set('libraries', { channel: 'sjoskolan', full: false, readOnly: false }));

  test('that is full takes nothing more, but what is smaller', async () => {
    const { body } = await world.put(name, 'tolv tecken!');
    await set('libraries', { channel: 'sjoskolan', full: true });
    refused(await world.put('Ny.txt', 'x'), 507, 'quotaLimitReached');
    refused(await world.put(name, 'tretton tecken'), 507, 'quotaLimitReached');
    const begin = { item: { fileSize: 5 } };
    refused(
      await world.call(`POST ${world.at('Stor.txt', '/createUploadSession')}`, { body: begin }),
      507,
      'quotaLimitReached',
    );
    expect((await world.put(name, 'elva tecken')).status).toBe(200);
    const { quota } = (await world.call(`GET /drives/${world.drive}`)).body;
    expect(quota).toMatchObject({ remaining: 1, state: 'normal' });
    expect((await world.call(`GET ${world.at(body)}`)).status).toBe(200);
  });

  test('that is read-only is', async () => {
    const { body } = await world.put(name, 'x');
    await set('libraries', { channel: 'sjoskolan', readOnly: true });
    refused(await world.put(name, 'y'), 403, 'accessDenied');
    refused(await world.put('Ny mapp/Ny.txt', 'y'), 403, 'accessDenied');
    refused(await world.call(`DELETE ${world.at(body)}`), 403, 'accessDenied');
    refused(await world.call(`PATCH ${world.at(body)}`, { body: { name: 'y' } }), 403, 'accessDenied');
    expect(await world.read(body)).toEqual(Buffer.from('x'));
  });

  test('is reached by its group and its site as well', async () => {
    const { id } = world.graph.team('sjoskolan');
    const token = await world.token('rektor-sjoskolan', 'Sites.ReadWrite.All');
    const get = async (address: string) => (await world.call(`GET ${address}`, { token })).body;
    const site = await get(`/groups/${id}/sites/root`);
    expect(site).toMatchObject({
      displayName: 'Sjöskolan',
      webUrl: 'https://mittkoping.sharepoint.com/sites/sjoskolan',
    });
    expect((await get('/sites/mittkoping.sharepoint.com:/sites/sjoskolan')).id).toBe(site.id);
    for (const address of [`/groups/${id}/drive`, `/sites/${String(site.id)}/drive`, `/drives/${world.drive}`])
      expect(await get(address)).toMatchObject({ id: world.drive, name: 'Dokument', driveType: 'documentLibrary' });
    expect((await get(`/sites/${String(site.id)}/drives`)).value).toMatchObject([{ id: world.drive }]);
    expect(await get(`/groups/${id}/drive/root:/Allmänt`)).toMatchObject({ id: world.folder });
    const made = await world.call(
      `PUT /sites/${String(site.id)}/drive/root:/Allmänt/${encodeURIComponent(name)}:/content`,
      { token, body: 'x' },
    );
    expect(made.status).toBe(201);
  });
});

describe('SharePoint', () => {
  test('can be set to write into Office files after an upload, in nobody’s name', async () => {
    await set('habits', { writesProperties: true });
    const made = await world.put(name, 'x'.repeat(100));
    const now = (await world.call(`GET ${world.at(made.body)}`)).body;
    expect(made.body.size).toBe(100);
    expect(now.size).toBeGreaterThan(100);
    expect([now.cTag === made.body.cTag, now.eTag === made.body.eTag]).toEqual([false, false]);
    expect([now.lastModifiedBy, now.lastModifiedDateTime]).toEqual([
      made.body.lastModifiedBy,
      made.body.lastModifiedDateTime,
    ]);
    const text = await world.put('Bara text.txt', 'x');
    expect((await world.call(`GET ${world.at(text.body)}`)).body.cTag).toBe(text.body.cTag);
    await set('habits', { writesProperties: false });
  });

  test('hashes as its description says', () => {
    const vectors = {
      '': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
      'Sg==': 'SgAAAAAAAAAAAAAAAQAAAAAAAAA=',
      'tbQ=': 'taAFAAAAAAAAAAAAAgAAAAAAAAA=',
    };
    for (const [bytes, hash] of Object.entries(vectors)) expect(quickXorHash(Buffer.from(bytes, 'base64'))).toBe(hash);
  });

  test('counts what calls cost, and sends those away that are too many', async () => {
    world.graph.pass(60_000);
    await set('limits', { sharePointUnitsOfAppInTenant: 3 });
    const list = () => world.call(`GET ${world.at({ id: world.folder }, '/children')}`);
    const get = () => world.call(`GET ${world.at({ id: world.folder })}`);
    expect([(await list()).status, (await get()).status]).toEqual([200, 200]);
    const late = await get();
    refused(late, 429, 'TooManyRequests');
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(50);
    expect((await world.call('GET /me', { token: await world.token('rektor-sjoskolan', 'User.Read') })).status).toBe(
      200,
    );
    world.graph.pass(60_000);
    expect((await get()).status).toBe(200);
    await world.graph.ask('DELETE /graph/limits');
  });

  test('answers in a batch too, with bytes in base64', async () => {
    const content = Buffer.from([0, 1, 255]);
    const requests = [
      {
        id: '1',
        method: 'PUT',
        url: world.at(name, '/content'),
        headers: { 'Content-Type': 'application/octet-stream' },
        body: content.toString('base64'),
      },
      { id: '2', method: 'GET', url: world.at(name, '/content'), dependsOn: ['1'] },
    ];
    const { body } = await world.call('POST /$batch', { body: { requests } });
    const [put, get] = body.responses as { status: number; headers: Record<string, string>; body: Json }[];
    expect([put?.status, put?.body.size, get?.status]).toEqual([201, 3, 302]);
    const bytes = await (await fetch(String(get?.headers['Location']))).arrayBuffer();
    expect(Buffer.from(bytes)).toEqual(content);
  });

  test('is hit by faults like the rest of Graph', async () => {
    world.graph.faults.add({ target: 'graph', match: 'PUT /drives/*/content', mode: 'after-commit', status: 504 });
    expect((await world.put(name, 'x')).status).toBe(504);
    expect((await world.call(`GET ${world.at(name)}`)).status).toBe(200);
    world.graph.faults.add({ target: 'graph', match: 'GET */filesFolder', status: 503, retryAfter: 2 });
    const answer = await folderOf('sjoskolan', String(world.graph.team('sjoskolan').channels[0]?.id));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
  });
});
