import { createServer as createHttpServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { DEFAULT_SCHEDULE } from '../../lika/schedule/schedule.ts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import pg from 'pg';
import type { Route } from '../../bot/api/route.ts';
import { systemClock } from '../../bot/clock.ts';
import { loadInstruments } from '../../bot/instruments.ts';
import { createLog } from '../../bot/log.ts';
import type { Services } from '../../bot/services.ts';
import { readSettings } from '../../bot/settings.ts';
import { openFeed } from '../../bot/store/feed.ts';
import { openStore } from '../../bot/store/store.ts';
import { sandboxSettings, SANDBOX_IDENTITY } from '../../scripts/sandbox-settings.mjs';
import { freshDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { channelPath, SJOSKOLAN } from './demo.ts';

/** The service with every permission check answering yes: what is left is the wall in the database. */

/** Kommunansvarig of Grannköping, who by the access table reads no plans. */
const NEIGHBOUR = { tenant: 'fd0289d9-85e0-4f22-80ec-8d29da834551', person: '4fb7e1ff-fcb8-456b-8e20-7e690ad0cd7e' };
const GRANNSKOLAN = '8f063c77-140d-4fa6-884c-9fa572e0f0d9';
const SOMETHING_OF_THEIRS = /Sjöskolan|Ekskolan|Mittköping|"answers":\[\{/;

const access = await import('../../lika/access/access.ts');
jest.unstable_mockModule('../../lika/access/access.ts', () => ({ ...access, may: () => true }));

let database: TestDatabase;
let services: Services;
let issuer: Server;
let service: Server;
let routes: readonly Route[];
let token: string;
let ids: Record<string, string>;

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listening = (server: Server) => new Promise<void>((resolve) => server.listen(0, resolve));

beforeAll(async () => {
  database = await freshDatabase({ seeded: true });
  const keys = await generateKeyPair('RS256', { extractable: true });
  const keySet = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'RS256' }] };
  issuer = createHttpServer((_request, response) => response.end(JSON.stringify(keySet)));
  await listening(issuer);
  const authority = `http://localhost:${String(portOf(issuer))}`;
  const at = { port: 1, sandboxPort: 2, tlsPort: 3, dataDir: '.lika', databaseUrl: database.serviceUrl };
  const settings = readSettings({ ...sandboxSettings(at).service, M365_AUTHORITY_HOST: authority });
  const log = createLog('silent');
  services = {
    ...{ settings, log, clock: systemClock(), instruments: loadInstruments('dist/instruments') },
    store: openStore({ url: database.serviceUrl, log }),
    feed: openFeed(database.serviceUrl, log),
    directory: {
      people: () => Promise.resolve({ people: [], source: 'live', needs: null }),
      names: () => Promise.resolve(new Map()),
      isTeamMember: () => Promise.resolve(true),
      hasChannel: () => Promise.resolve(true),
      channelName: () => Promise.resolve(null),
    },
    teamRoles: { ready: () => Promise.resolve(), look: () => Promise.resolve(null) },
    tokens: { remember: () => undefined, hasGone: () => false, isLetIn: () => Promise.resolve(true) },
    planner: { plans: () => Promise.resolve([]) },
    rights: {
      state: () => Promise.resolve('granted'),
      onItsOwn: () => Promise.resolve(false),
      retry: () => Promise.resolve('granted'),
    },
    pictures: { png: () => Promise.resolve(null) },
    messages: (_request, response) => void response.end(),
  };
  const { createServer } = await import('../../bot/api/server.ts');
  ({ ROUTES: routes } = await import('../../bot/api/routes.ts'));
  service = createHttpServer(createServer(services));
  await listening(service);
  const now = Math.floor(Date.now() / 1000);
  token = await new SignJWT({
    ...{ aud: SANDBOX_IDENTITY.clientId, iss: `${authority}/${NEIGHBOUR.tenant}/v2.0`, tid: NEIGHBOUR.tenant },
    ...{
      oid: NEIGHBOUR.person,
      sub: 'neighbour',
      ver: '2.0',
      scp: 'access_as_user',
      azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
    },
    ...{ nbf: now - 10, exp: now + 600 },
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .sign(keys.privateKey);
  ids = await theirIds();
});

afterAll(async () => {
  service.close();
  issuer.close();
  await services.feed.stop();
  await services.store.close();
  await database.drop();
});

/** Ids of Sjöskolan's own things, by the first part of the address that takes them. */
async function theirIds(): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: database.superUrl });
  await client.connect();
  const { rows } = await client.query<Record<string, string>>(`
    select a.id as assessments, g.id as goals, x.id as actions from assessment a
      join plan p on p.unit_id = a.unit_id join goal g on g.plan_id = p.id join action x on x.goal_id = g.id
    where a.unit_id = '${SJOSKOLAN}' limit 1`);
  const brought = await client.query<Record<string, string>>(`
    insert into brought_file (municipality_id, id, unit_id, by_person, at, name, bytes)
    select municipality_id, gen_random_uuid(), id, id, now(), 'gammal.csv', 'Id;Svar' from unit where id = '${SJOSKOLAN}'
    returning id as imports`);
  await client.end();
  return { ...rows[0], ...brought.rows[0], units: SJOSKOLAN, confirmations: SJOSKOLAN };
}

/** A body that passes each route's schema. */
const BODIES: Readonly<Record<string, unknown>> = {
  'post /units/{unit}/assessments': { kind: 'unit' },
  'put /assessments/{id}/answers/{indicator}': { option: 'planned', comment: null, version: 0 },
  'post /assessments/{id}/share': { with: 'team' },
  'post /units/{unit}/plan/goals': { text: 'x', area: null, step: null, indicators: [] },
  'patch /goals/{id}': { text: 'x', version: 1 },
  'post /goals/{id}/move': { by: 1 },
  'post /actions/{id}/move': { by: 1 },
  'patch /actions/{id}': { version: 1, title: 'x' },
  'post /actions/{id}/planner/choice': { field: 'due', theirs: null, choose: 'ours' },
  'post /actions/{id}/planner/gone': { choose: 'leave' },
  'post /actions/{id}/planner/part': { task: 'keep' },
  'post /units/{unit}/plan/actions': {
    goal: { id: SJOSKOLAN },
    title: 'x',
    area: 'ledning',
    indicators: [],
    activities: [],
  },
  'post /imports/{id}/mapping': { version: 1, reading: {} },
  'post /imports/{id}/take': { version: 1, draft: null, existing: 'keep', plan: true },
  'put /channels/{team}/{channel}': { unit: SJOSKOLAN },
  'put /municipality/roles': { owners: 'nothing', members: 'nothing', staffDomains: [], version: 0 },
  'post /units/{unit}/hand-over': { to: SJOSKOLAN },
  'put /units/{unit}/documents/keeping': { keep: true },
  'post /units/{unit}/documents/{kind}/gone': { choose: 'again' },
  'put /units/{unit}/schedule': { schedule: DEFAULT_SCHEDULE, version: 0 },
};

function addressOf({ spec }: Route): string {
  if (spec.path === '/events') return `/api/events?unit=${SJOSKOLAN}`;
  if (spec.path.startsWith('/channels')) return channelPath(SJOSKOLAN);
  if (spec.path.startsWith('/instruments')) return '/api/instruments/lika-skola/1';
  if (spec.path.startsWith('/rights')) return `/api${spec.path.replace('{right}', 'planner')}`;
  const kind = spec.path.split('/')[1] ?? '';
  const path = spec.path
    .replace(/\{(unit|id)\}/, ids[kind] ?? '')
    .replace('{indicator}', 'l-vision')
    .replace('{kind}', 'plan');
  return `/api${path}${spec.takes ? '?name=gammal.csv' : ''}`;
}

test('at home no check stands in the way', async () => {
  const response = await fetch(`http://localhost:${String(portOf(service))}/api/units/${GRANNSKOLAN}/plan`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
});

test('another municipality’s person gets nothing of theirs out of any route, though no permission is asked', async () => {
  expect(ids).toMatchObject({
    assessments: expect.any(String),
    goals: expect.any(String),
    actions: expect.any(String),
    imports: expect.any(String),
  });
  const withoutIds = [
    '/me',
    '/my/actions',
    '/deliveries',
    '/planner',
    '/documents',
    '/instruments/{id}/{version}',
    '/municipality/roles',
    '/municipality/heads',
    '/rights',
    '/rights/{right}/retry',
  ];
  for (const route of routes) {
    const { method, path } = route.spec;
    const body = BODIES[`${method} ${path}`] ?? (route.spec.body ? {} : undefined);
    const response = await fetch(`http://localhost:${String(portOf(service))}${addressOf(route)}`, {
      method: method.toUpperCase(),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isOpenToAll = withoutIds.includes(path) || (method === 'get' && path.startsWith('/channels'));
    expect([method, path, response.status, text]).toEqual([method, path, isOpenToAll ? 200 : 404, text]);
    expect([path, SOMETHING_OF_THEIRS.test(text)]).toEqual([path, false]);
  }
});
