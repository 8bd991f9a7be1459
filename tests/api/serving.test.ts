import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';
import { send } from './calls.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(world.serviceUrl + path, { headers });

test('the tab may be framed by Teams and the hosts of the settings; the API by nobody', async () => {
  const tab = (await get('/tab/')).headers.get('content-security-policy') ?? '';
  expect(tab).toContain('https://teams.microsoft.com');
  expect(tab).toContain(world.sandboxUrl);
  expect((await get('/tab/')).headers.get('x-frame-options')).toBeNull();
  for (const path of ['/api/me', '/api/openapi.json', '/healthz', '/nothing'])
    expect((await get(path)).headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('the tab’s page carries what it must know, and every address of the tab is that page', async () => {
  const page = await (await get('/tab/')).text();
  expect(page).toContain(`<meta name="lika-host-origins" content="${world.sandboxUrl}" />`);
  expect(page.match(/lika-host-origins/g)).toHaveLength(1);
  expect(await (await get('/tab/assess/ledning?unit=x')).text()).toBe(page);
  expect((await get('/tab/assets/nothing.js')).status).toBe(404);
});

test('files with a hash in their name are kept for good, the page is asked for each time', async () => {
  const page = await get('/tab/');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const script = /src="(\/tab\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1] ?? '';
  const plain = await get(script, { 'accept-encoding': 'identity' });
  const brotli = await get(script, { 'accept-encoding': 'gzip, br' });
  expect(plain.headers.get('cache-control')).toContain('immutable');
  expect(brotli.headers.get('content-encoding')).toBe('br');
  expect(await brotli.text()).toBe(await plain.text());
});

test('nothing outside the tab’s folder is served', async () => {
  for (const path of ['/tab/..%2f..%2fpackage.json', '/tab/%2e%2e/%2e%2e/package.json', '/tab//etc/passwd.txt'])
    expect((await get(path)).status).toBe(404);
});

test('it says that it lives and that it is ready', async () => {
  expect((await get('/healthz')).status).toBe(200);
  expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' });
});

test('an instrument is given in one language, to be kept for good', async () => {
  const token = await world.token('rektor-sjoskolan');
  const path = '/api/instruments/lika-skola/1?language=en';
  const { headers, body } = await send(world, token, 'GET', path);
  expect(body).toMatchObject({ scale: [{ label: { en: 'Not planned' } }, {}, {}, {}, {}, {}] });
  expect(JSON.stringify(body)).not.toContain('"sv":');
  expect(headers.get('cache-control')).toContain('immutable');
  const etag = headers.get('etag') ?? '';
  const again = await get(path, {
    authorization: `Bearer ${token}`,
    'if-none-match': etag,
    'cache-control': 'max-age=0',
  });
  expect(again.status).toBe(304);
});

test('the OpenAPI is 3.1, each route with a permission and its problems', async () => {
  const described = (await (await get('/api/openapi.json')).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { 'x-permission': unknown; responses: object; parameters?: object[] }>>;
  };
  expect(described.openapi).toBe('3.1.0');
  for (const [path, methods] of Object.entries(described.paths))
    for (const operation of Object.values(methods)) {
      expect(operation['x-permission']).toBeTruthy();
      expect(operation.responses).toHaveProperty('default');
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(operation.parameters ?? []).toEqual(
        expect.arrayContaining(
          named.map((name) => expect.objectContaining({ name, in: 'path', required: true }) as object),
        ),
      );
    }
});
