import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { refused, startFiles } from './files-access.ts';
import type { FilesWorld } from './files-access.ts';
import type { Answer, Json } from './microsoft365.ts';

const STEP = 320 * 1024;
let world: FilesWorld;
let name: string;
let count = 0;

beforeAll(async () => {
  world = await startFiles();
});
afterAll(() => world.graph.stop());
beforeEach(() => {
  count += 1;
  name = `Stor ${count}.docx`;
});

const bytes = (length: number) => Buffer.alloc(length, 'lika');

async function session(place: string | Json, item: Json = {}, headers: Record<string, string> = {}): Promise<Answer> {
  return world.call(`POST ${world.at(place, '/createUploadSession')}`, { body: { item }, headers });
}
const urlOf = ({ body }: Answer) => String(body.uploadUrl);

/** Sends a range of a file of `total` bytes that starts at `start`. */
async function send(url: string, start: number, part: Buffer, total: number, more: Record<string, string> = {}) {
  const range = `bytes ${start}-${start + part.length - 1}/${total}`;
  const headers = { 'content-range': range, 'content-type': 'application/octet-stream', ...more };
  return answered(await fetch(url, { method: 'PUT', headers, body: new Uint8Array(part) }));
}
async function answered(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? (JSON.parse(text) as Json) : {} };
}
const state = async (url: string, method = 'GET') => answered(await fetch(url, { method }));

describe('an upload session', () => {
  test('takes a new file range by range, and answers the last with the file', async () => {
    const whole = bytes(2 * STEP + 5);
    const url = urlOf(await session(`Mapp/${name}`));
    const first = await send(url, 0, whole.subarray(0, STEP), whole.length);
    expect([first.status, first.body.nextExpectedRanges]).toEqual([202, [`${STEP}-`]]);
    expect((await state(url)).body).toEqual({
      expirationDateTime: expect.stringMatching(/Z$/),
      nextExpectedRanges: [`${STEP}-`],
    });
    await send(url, STEP, whole.subarray(STEP, 2 * STEP), whole.length);
    expect((await world.call(`GET ${world.at(`Mapp/${name}`)}`)).status).toBe(404);
    const last = await send(url, 2 * STEP, whole.subarray(2 * STEP), whole.length);
    expect([last.status, last.body.name, last.body.size]).toEqual([201, name, whole.length]);
    expect(await world.read(last.body)).toEqual(whole);
    expect((await state(url)).status).toBe(404);
  });

  test('replaces a file by its id, and by its path when it says so', async () => {
    const made = await world.put(name, 'gammalt');
    const byId = await send(urlOf(await session(made.body)), 0, bytes(4), 4);
    expect([byId.status, byId.body.id, byId.body.size]).toEqual([200, made.body.id, 4]);
    const url = urlOf(await session(name, { '@microsoft.graph.conflictBehavior': 'replace' }));
    expect((await send(url, 0, bytes(5), 5)).body).toMatchObject({ id: made.body.id, size: 5 });
    const renamed = urlOf(await session(name, { '@microsoft.graph.conflictBehavior': 'rename' }));
    expect((await send(renamed, 0, bytes(5), 5)).body.name).toBe(name.replace('.docx', ' 1.docx'));
  });

  test('is told of a taken name at the last range, and can be finished when the name is free again', async () => {
    const made = await world.put(name, 'någon annans');
    const url = urlOf(await session(name));
    refused(await send(url, 0, bytes(10), 10), 409, 'nameAlreadyExists', /same name as the uploaded session/);
    expect(await world.read(made.body)).toEqual(Buffer.from('någon annans'));
    await world.call(`DELETE ${world.at(made.body)}`);
    expect((await state(url, 'POST')).status).toBe(201);
  });

  test('refuses ranges that are not the next, not whole steps, not as they say, or too large', async () => {
    const url = urlOf(await session(name));
    refused(await send(url, STEP, bytes(STEP), 3 * STEP), 416, 'invalidRange', /out of order/);
    refused(await send(url, 0, bytes(STEP - 1), 3 * STEP), 400, 'invalidRequest', /multiple of 320 KiB/);
    expect((await send(url, 0, bytes(STEP), 3 * STEP)).status).toBe(202);
    refused(await send(url, 0, bytes(STEP), 3 * STEP), 416, 'invalidRange', /already been received/);
    refused(await send(url, STEP, bytes(STEP), 4 * STEP), 400, 'invalidRequest', /declared size/);
    const odd = { 'content-range': `bytes ${STEP}-${3 * STEP - 1}/${3 * STEP}` };
    refused(await send(url, STEP, bytes(STEP), 3 * STEP, odd), 400, 'invalidRequest', /does not match/);
    const large = 192 * STEP;
    const huge = urlOf(await session(`En till ${name}`));
    refused(await send(huge, 0, bytes(large), large), 400, 'invalidRequest', /less than 60 MiB/);
    refused(await send(huge, 0, bytes(large + 5 * STEP), large + 5 * STEP), 400, 'invalidRequest', /less than 60 MiB/);
  });

  test('refuses a token, a pass that is not its own, and everything once its time is over', async () => {
    const url = urlOf(await session(name));
    const token = { authorization: `Bearer ${await world.token('rektor-sjoskolan')}` };
    refused(await send(url, 0, bytes(4), 4, token), 401, 'unauthenticated');
    const other = new URL(urlOf(await session(`Annan ${name}`)));
    const mixed = new URL(url);
    mixed.searchParams.set('guid', String(other.searchParams.get('guid')));
    refused(await send(mixed.href, 0, bytes(4), 4), 401, 'unauthenticated');
    world.graph.pass(25 * 3_600_000);
    refused(await state(url), 404, 'itemNotFound');
    refused(await send(url, 0, bytes(4), 4), 404, 'itemNotFound');
  });

  test('is over when it is cancelled', async () => {
    const url = urlOf(await session(name));
    expect((await state(url, 'DELETE')).status).toBe(204);
    refused(await send(url, 0, bytes(4), 4), 404, 'itemNotFound');
  });

  test('holds the version that it was begun for', async () => {
    const made = await world.put(name, 'ett');
    const match = { 'if-match': String(made.body.eTag) };
    const url = urlOf(await session(made.body, {}, match));
    await world.put(name, 'två');
    refused(await session(made.body, {}, match), 412, 'resourceModified');
    refused(await send(url, 0, bytes(4), 4), 412, 'resourceModified');
    expect(await world.read(made.body)).toEqual(Buffer.from('två'));
  });

  test('waits for the commit when it is told to', async () => {
    const begun = await world.call(`POST ${world.at(name, '/createUploadSession')}`, { body: { deferCommit: true } });
    const url = urlOf(begun);
    expect((await send(url, 0, bytes(4), 4)).status).toBe(202);
    expect((await world.call(`GET ${world.at(name)}`)).status).toBe(404);
    expect((await state(url, 'POST')).status).toBe(201);
  });

  test('needs no body, and refuses one about another name', async () => {
    expect((await world.call(`POST ${world.at(name, '/createUploadSession')}`)).status).toBe(200);
    refused(await session(name, { name: 'annat.docx' }), 400, 'invalidRequest');
    refused(await session({ id: world.folder }), 400, 'invalidRequest', /folder/);
  });
});

describe('its address', () => {
  test('is hit by Graph’s faults, and what was done stays done', async () => {
    const url = urlOf(await session(name));
    world.graph.faults.add({
      target: 'graph',
      match: 'PUT *uploadSession',
      mode: 'after-commit',
      status: 503,
      retryAfter: 1,
    });
    const lost = await send(url, 0, bytes(4), 4);
    expect([lost.status, lost.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await world.call(`GET ${world.at(name)}`)).body.size).toBe(4);
  });

  test('is logged apart from Graph’s, without bytes and passes', async () => {
    await send(urlOf(await session(name)), 0, Buffer.from('hemligt'), 7);
    const { body } = await world.graph.ask('GET /sharepoint/log?last=1');
    const entry = JSON.parse(String(body.text)) as Json;
    expect(entry).toMatchObject({ method: 'PUT', status: 201, body: { bytes: 7 } });
    expect(String(body.text)).not.toMatch(/hemligt|eyJ/);
    const graph = await world.graph.ask('GET /graph/log');
    expect(String(graph.body.text)).not.toMatch(/"method":"PUT","path":"\/sites|eyJ/);
  });
});
