import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import type { FaultBook } from '../../sandbox/faults.ts';
import { createFaults, faultsRouter, fits } from '../../sandbox/faults.ts';
import type { EmptyableLog } from '../../sandbox/log.ts';
import { createLog, HOST_PAGE_HEADER, withoutTokens } from '../../sandbox/log.ts';

let faults: FaultBook;
let log: EmptyableLog;
let server: Server;
let url: string;
let done = 0;

beforeAll(async () => {
  faults = createFaults();
  log = createLog({ now: () => new Date(0), real: () => 0, offsetMs: 0 });
  const graph = express.Router();
  graph.use(
    log.middleware(),
    faults.middleware('graph', ({ status }) => ({ error: { code: String(status) } })),
    express.json(),
  );
  graph.post('/v1.0/planner/tasks', (request, response) => {
    done += 1;
    response
      .status(201)
      .set('ETag', 'W/"x"')
      .json({ id: done, title: (request.body as { title: string }).title });
  });
  const app = express().disable('etag');
  app.use('/graph', graph);
  app.use(faultsRouter(faults));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://localhost:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  faults.clear();
  log.clear();
  done = 0;
});

const post = (path: string, body: unknown, more: RequestInit = {}) =>
  fetch(url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer secret',
      ...(more.headers as Record<string, string>),
    },
    ...(more.signal ? { signal: more.signal } : {}),
  });
const makeTask = (more?: RequestInit) => post('/graph/v1.0/planner/tasks', { title: 'Lagtid' }, more);
const order = (fault: Record<string, unknown>) =>
  post('/faults', { target: 'graph', match: 'POST /v1.0/planner/tasks', ...fault });

describe('A fault', () => {
  test('that refuses answers as often as it was ordered, and nothing is done', async () => {
    expect((await order({ status: 429, retryAfter: 7, times: 2 })).status).toBe(201);
    const first = await makeTask();
    expect([first.status, first.headers.get('retry-after'), await first.json()]).toEqual([
      429,
      '7',
      { error: { code: '429' } },
    ]);
    expect((await makeTask()).status).toBe(429);
    expect(done).toBe(0);
    expect((await makeTask()).status).toBe(201);
  });

  test('can play on every so many’th call that fits, as often as it was ordered', async () => {
    await order({ status: 503, every: 3, times: 2 });
    const statuses: number[] = [];
    for (let calls = 0; calls < 9; calls += 1) statuses.push((await makeTask()).status);
    expect(statuses).toEqual([201, 201, 503, 201, 201, 503, 201, 201, 201]);
    expect((await order({ every: 0 })).status).toBe(400);
  });

  test('after the commit hides what was done behind its answer', async () => {
    await order({ status: 504, mode: 'after-commit' });
    const answer = await makeTask();
    expect([answer.status, answer.headers.get('etag'), await answer.json()]).toEqual([
      504,
      null,
      { error: { code: '504' } },
    ]);
    expect(done).toBe(1);
    expect(log.entries()).toMatchObject([{ status: 504, response: { error: { code: '504' } } }]);
  });

  test('that hangs never answers, and is logged without a status when the caller gives up', async () => {
    await order({ mode: 'hang' });
    await expect(makeTask({ signal: AbortSignal.timeout(200) })).rejects.toThrow();
    expect(done).toBe(0);
    for (let tries = 0; log.entries().length === 0 && tries < 100; tries += 1)
      await new Promise((next) => setImmediate(next));
    expect(log.entries()).toMatchObject([{ status: 0 }]);
  });

  test('of status 0 cuts the connection', async () => {
    await order({ status: 0, mode: 'after-commit' });
    await expect(makeTask()).rejects.toThrow();
    expect(done).toBe(1);
  });

  test('does not hit the host page’s own looks, nor are they logged', async () => {
    await order({});
    expect((await makeTask({ headers: { [HOST_PAGE_HEADER]: '1' } })).status).toBe(201);
    expect(log.entries()).toEqual([]);
  });

  test('is listed while it is left, and cleared', async () => {
    await order({ times: 3 });
    await makeTask();
    expect(await (await fetch(`${url}/faults`)).json()).toMatchObject([
      { target: 'graph', left: 2, mode: 'refuse', status: 503 },
    ]);
    await fetch(`${url}/faults`, { method: 'DELETE' });
    expect(await (await fetch(`${url}/faults`)).json()).toEqual([]);
  });

  test.each([
    { target: 'mail' },
    { match: 'planner' },
    { status: 200 },
    { mode: 'explode' },
    { times: 0 },
    { retryAfter: -1 },
    { extra: true },
  ])('ordered with %j is refused', async (wrong) => {
    expect((await order(wrong)).status).toBe(400);
    expect(faults.list()).toEqual([]);
  });
});

describe('A pattern', () => {
  test.each([
    ['POST /v1.0/planner/tasks', 'POST', '/v1.0/planner/tasks', true],
    ['POST /planner/tasks', 'POST', '/v1.0/planner/tasks', true],
    ['POST /graph/v1.0/planner/tasks', 'POST', '/v1.0/planner/tasks', true],
    ['POST /v1.0/planner/tasks', 'POST', '/planner/tasks', true],
    ['* /planner/*', 'PATCH', '/v1.0/planner/tasks/abc/details', true],
    ['* *', 'DELETE', '/v1.0/anything', true],
    ['GET /planner/tasks', 'POST', '/v1.0/planner/tasks', false],
    ['POST /planner/tasks', 'POST', '/v1.0/planner/tasks/abc', false],
    ['POST /planner.tasks', 'POST', '/v1.0/planner/tasks', false],
  ])('%s on %s %s: %s', (match, method, path, expected) => {
    expect(fits(match, 'graph', method, path)).toBe(expected);
  });
});

describe('A log', () => {
  test('keeps call and answer as JSON lines, tokens left out', async () => {
    await makeTask();
    const [entry] = log.entries();
    expect(entry).toMatchObject({
      method: 'POST',
      path: '/v1.0/planner/tasks',
      query: {},
      body: { title: 'Lagtid' },
      status: 201,
      response: { id: 1, title: 'Lagtid' },
    });
    expect(JSON.stringify(entry)).not.toContain('secret');
  });

  test('takes out secrets by name and tokens by their look', () => {
    const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(40)}`;
    const cleaned = JSON.stringify(
      withoutTokens({ client_secret: 'hush', note: `see ${token}`, bytes: Buffer.from('x') }),
    );
    expect(cleaned).not.toMatch(/hush|eyJ/);
    expect(cleaned).toContain('"bytes":{"bytes":1}');
  });
});
