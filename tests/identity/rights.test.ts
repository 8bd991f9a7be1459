import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Problem } from '../../bot/api/schemas/common.ts';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import type { Rights, RightView } from '../../bot/api/schemas/rights.ts';
import type { People, Unit } from '../../bot/api/schemas/units.ts';
import { RIGHTS } from '../../bot/graph/rights.ts';
import { SANDBOX_IDENTITY } from '../../scripts/sandbox-settings.mjs';
import { done } from '../api/calls.ts';
import { channelPath, SJOSKOLAN } from '../api/demo.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-sjoskolan';
const LEAVER = 'larare-sjoskolan';
const GUEST = '9a6e3f57-1c84-4d2b-8e70-b5d9f2c16a43';
const TENANT = SANDBOX_IDENTITY.tenantId;
const EVERYTHING = [...new Set(Object.values(RIGHTS).flatMap(({ delegated }) => delegated))];
let world: World;

beforeAll(async () => {
  world = await startWorld({ env: { LIKA_LOG_LEVEL: 'debug' } });
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.sandbox('POST', '/reset');
  await world.sandbox('DELETE', '/faults');
});

const consentTo = (delegated: readonly string[]) => world.sandbox('POST', '/consent', { tenant: TENANT, delegated });
const but = (scopes: readonly string[]) => EVERYTHING.filter((scope) => !scopes.includes(scope));
const rightOf = async (key: string, person = HEAD): Promise<RightView | undefined> =>
  (await done<Rights>(world, person, 'GET', '/api/rights')).rights.find((right) => right.key === key);
const retry = (key: string) => done<RightView>(world, HEAD, 'POST', `/api/rights/${key}/retry`);

/** An action of its own, decided and sent to Planner; seen by somebody else, so that looking brings nobody back. */
async function sentAction(title: string): Promise<() => Promise<Action['planner'] | undefined>> {
  const plan = () => done<Plan>(world, 'bitradande-sjoskolan', 'GET', `/api/units/${SJOSKOLAN}/plan`);
  const goal = { id: (await plan()).goals[0]?.id };
  const action = await done<Action>(world, HEAD, 'POST', `/api/units/${SJOSKOLAN}/plan/actions`, {
    ...{ goal, title, area: 'ledning', indicators: [], activities: ['Boka en tid'] },
  });
  await done<Action>(world, HEAD, 'PATCH', `/api/actions/${action.id}`, {
    ...{ version: action.version, responsible: world.person(HEAD).id, start: '2026-12-01', due: '2027-03-01' },
    ...{ followUp: { on: '2027-03-08', how: null }, state: 'decided' },
  });
  await done(world, HEAD, 'POST', `/api/units/${SJOSKOLAN}/plan/planner`, {
    // The plan of the test before went with the reset.
    ...{ actions: [action.id], into: { title: null } },
  });
  return async () => (await plan()).actions.find(({ id }) => id === action.id)?.planner;
}

describe('with one right alone', () => {
  it('what it is for works, since no call needs more', async () => {
    await consentTo(RIGHTS.planner.delegated);
    const planner = await sentAction('Pröva med en enda rätt');
    await until('it is in Planner', async () => (await planner())?.state === 'synced');
  });

  it('the others are missing, and each says who can give it', async () => {
    await consentTo(['User.Read']);
    const states = Object.fromEntries(
      (await done<Rights>(world, HEAD, 'GET', '/api/rights')).rights.map(({ key, state }) => [key, state]),
    );
    expect(states).toEqual({
      ...{ self: 'granted', people: 'needed', planner: 'needed' },
      ...{ members: 'admin-needed', channels: 'admin-needed', 'channel-members': 'admin-needed' },
      ...{ files: 'admin-needed', notices: 'installed' },
    });
  });

  it('team members are listed by theirs, and not by all the others', async () => {
    const path = `/api/units/${SJOSKOLAN}/people`;
    await consentTo(but(RIGHTS.members.delegated));
    expect(await done<People>(world, LEAVER, 'GET', path)).toMatchObject({ source: 'known', needs: 'members' });
    await consentTo(RIGHTS.members.delegated);
    expect(await done<People>(world, HEAD, 'GET', path)).toMatchObject({ source: 'live', needs: null });
  });
});

describe('a right that is missing', () => {
  it('lets what needs it wait, says why, and lets it go on when the person has given it', async () => {
    await consentTo(but(RIGHTS.planner.delegated));
    const planner = await sentAction('Vänta på rätten');
    await until('it waits', async () => (await planner())?.state === 'waiting-for-person');
    expect((await planner())?.cause).toBe('consent-needed');
    expect(await rightOf('planner')).toMatchObject({ state: 'needed', scopes: ['Tasks.ReadWrite'], adminOnly: false });
    expect((await retry('planner')).state).toBe('needed');
    await world.sandbox('POST', '/consent', { person: world.person(HEAD).id, scopes: ['Tasks.ReadWrite'] });
    expect((await retry('planner')).state).toBe('granted');
    await until('it is in Planner', async () => (await planner())?.state === 'synced');
  });

  it('is named when a channel is to be linked, and nothing else is blamed', async () => {
    const link = () => world.api(HEAD, 'PUT', channelPath(SJOSKOLAN), { body: { unit: SJOSKOLAN } });
    for (const [right, words] of [
      ['members', 'vilka som är med i teamet'],
      ['channels', 'vilka kanaler som finns i teamet'],
    ] as const) {
      await consentTo(but(RIGHTS[right].delegated));
      const { status, body } = await link();
      expect([status, body]).toMatchObject([403, { type: 'urn:lika:problem:consent-needed', right }]);
      expect((body as Problem).detail).toContain(words);
    }
    await consentTo([...RIGHTS.members.delegated, ...RIGHTS.channels.delegated]);
    expect((await link()).status).toBe(200);
  });

  it('that only an administrator can give comes with the address of just that right', async () => {
    await consentTo(but(RIGHTS.members.delegated));
    const right = await rightOf('members');
    expect(right?.state).toBe('admin-needed');
    const link = new URL(right?.adminConsentUrl ?? '');
    expect(link.pathname).toBe(`/${TENANT}/v2.0/adminconsent`);
    expect(Object.fromEntries(link.searchParams)).toMatchObject({
      client_id: SANDBOX_IDENTITY.clientId,
      scope: 'https://graph.microsoft.com/TeamMember.Read.All',
      redirect_uri: `${world.serviceUrl}/tab/consent-end.html`,
    });
    expect((await fetch(link)).status).toBe(200);
  });

  it('to prove itself, which the app has lost, is nobody’s at the school to mend, and is tried again by itself', async () => {
    await world.sandbox('POST', '/faults', {
      ...{ target: 'token', match: 'POST /*/oauth2/v2.0/token', status: 401, times: 1000, mode: 'refuse' },
    });
    expect((await retry('planner')).state).toBe('unknown');
    const planner = await sentAction('Certifikatet har gått ut');
    await until('Drift says why', async () => (await planner())?.cause === 'app-refused');
    const words = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    expect(words('tab/texts/more.sv.json')).toMatchObject({
      plan: { planner: { cause: { 'app-refused': expect.stringContaining('dem som sköter tjänsten') } } },
    });
    await world.sandbox('DELETE', '/faults');
    await world.sandbox('POST', '/clock', { advance: 'PT61M' });
    await until('it is in Planner', async () => (await planner())?.state === 'synced');
    await world.sandbox('POST', '/clock', { real: true });
  });

  it('that the app has on its own shows as such', async () => {
    expect(await rightOf('planner')).toMatchObject({ onItsOwn: false });
    await world.sandbox('POST', '/consent', { tenant: TENANT, application: ['Tasks.ReadWrite.All'] });
    await world.restartService();
    expect(await rightOf('planner')).toMatchObject({ onItsOwn: true });
    expect(await rightOf('members')).toMatchObject({ onItsOwn: null });
  });
});

describe('the window for consent', () => {
  const STATE = '0123456789abcdef';
  const start = (query: Record<string, string>) =>
    fetch(`${world.serviceUrl}/tab/consent-start.html?${new URLSearchParams(query).toString()}`, {
      redirect: 'manual',
    });

  it('leads to Entra with the right’s scopes and nothing more, and back to us', async () => {
    const answer = await start({ right: 'planner', tenant: TENANT, state: STATE, hint: 'rektor@mittkoping.example' });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'no-store']);
    const url = new URL(answer.headers.get('location') ?? '');
    expect(url.pathname).toBe(`/${TENANT}/oauth2/v2.0/authorize`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      ...{ client_id: SANDBOX_IDENTITY.clientId, response_type: 'code', response_mode: 'fragment', state: STATE },
      ...{ scope: 'https://graph.microsoft.com/Tasks.ReadWrite', login_hint: 'rektor@mittkoping.example' },
      ...{ redirect_uri: `${world.serviceUrl}/tab/consent-end.html`, code_challenge_method: 'S256' },
    });
    expect((await fetch(url)).status).toBe(200);
  });

  it.each([
    { right: 'mail', tenant: TENANT, state: STATE },
    { right: 'notices', tenant: TENANT, state: STATE },
    { right: 'planner', tenant: 'common/../x', state: STATE },
    { right: 'planner', tenant: TENANT, state: 'short' },
    { right: 'planner', tenant: TENANT, state: '<script>alert(1)</script>' },
    { right: 'planner', tenant: TENANT, state: STATE, hint: 'x'.repeat(300) },
    { right: 'planner', state: STATE },
    {},
  ])('leads nowhere when asked oddly: %j', async (query) => {
    expect((await start(query as Record<string, string>)).status).toBe(404);
  });
});

describe('a guest of the tenant', () => {
  const doors = ['/rights', `/units/${SJOSKOLAN}`, `/units/${SJOSKOLAN}/plan`, '/deliveries', '/my/actions'];

  it('gets nothing by being in a team', async () => {
    expect((await world.api(GUEST, 'GET', '/api/me')).body).toMatchObject({ roles: [], units: [] });
    for (const door of doors)
      expect([door, (await world.api(GUEST, 'GET', `/api${door}`)).status]).toEqual([door, 403]);
    expect((await world.api(GUEST, 'PUT', channelPath(SJOSKOLAN), { body: { unit: SJOSKOLAN } })).status).toBe(403);
  });

  it('gets what a role says that they were given by name, and no more', async () => {
    const grant = ['grant', 'member', '--tenant', TENANT, '--person', GUEST, '--unit', SJOSKOLAN];
    await promisify(execFile)(process.execPath, ['dist/operator/main.js', ...grant], {
      env: { PATH: process.env['PATH'], DATABASE_OWNER_URL: world.database.ownerUrl },
    });
    expect((await world.api(GUEST, 'GET', `/api/units/${SJOSKOLAN}/plan`)).status).toBe(200);
    expect((await world.api(GUEST, 'GET', '/api/deliveries')).status).toBe(403);
  });
});

describe('someone who has left', () => {
  const call = (token: string, path: string) =>
    fetch(`${world.serviceUrl}/api${path}`, { headers: { authorization: `Bearer ${token}` } });

  it('gets nothing more by the token that they still have, once Entra has told, and their stream ends', async () => {
    const [old, other] = [await world.token(LEAVER), await world.token(LEAVER)];
    const stream = await call(old, `/events?unit=${SJOSKOLAN}`);
    let hasEnded = false;
    let told = '';
    const read = async () => {
      for await (const part of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) told += part;
      hasEnded = true;
    };
    void read();
    expect((await call(old, `/units/${SJOSKOLAN}/plan`)).status).toBe(200);
    await world.sandbox('POST', '/people', { person: world.person(LEAVER).id, enabled: false });
    await call(old, '/rights');
    for (const [token, path] of [
      [old, '/me'],
      [old, `/units/${SJOSKOLAN}/plan`],
      [old, '/rights'],
      [other, `/units/${SJOSKOLAN}/plan`],
    ] as const) {
      const answer = await call(token, path);
      expect([path, answer.status, await answer.json()]).toMatchObject([
        ...[path, 401],
        { type: 'urn:lika:problem:account-gone', title: 'Kontot är avstängt' },
      ]);
    }
    await sentAction('Det som någon som slutat inte får höra om');
    await until('the stream has ended', () => Promise.resolve(hasEnded));
    expect(told).not.toContain('event: change');
    await expect(world.token(LEAVER)).rejects.toThrow('AADSTS50057');
  });

  it('is let in when the account is opened again and they sign in anew', async () => {
    expect((await world.api(LEAVER, 'GET', `/api/units/${SJOSKOLAN}/plan`)).status).toBe(200);
  });
});

it('no token, code, key or secret stands in the log after all that and more gone wrong', async () => {
  const seen: string[] = [];
  const use = async (person: string, path: string) => {
    const token = await world.token(person);
    seen.push(token, token.split('.')[2] ?? '');
    await fetch(`${world.serviceUrl}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
  };
  for (const status of [400, 401, 500]) {
    await world.sandbox('POST', '/faults', {
      target: 'token',
      match: 'POST /*/oauth2/v2.0/token',
      status,
      times: 3,
      mode: 'refuse',
    });
    await use(HEAD, '/rights');
    await world.sandbox('DELETE', '/faults');
  }
  for (const status of [401, 403, 429, 503]) {
    await world.sandbox('POST', '/faults', { target: 'graph', match: '* /v1.0/*', status, times: 4, mode: 'refuse' });
    await use(HEAD, `/units/${SJOSKOLAN}/people`);
    await world.sandbox('DELETE', '/faults');
  }
  const bad = await world.sandbox('POST', '/token/odd', { person: world.person(HEAD).id, key: 'foreign' });
  const forged = (bad.body as { access_token: string }).access_token;
  await fetch(`${world.serviceUrl}/api/me`, { headers: { authorization: `Bearer ${forged}` } });
  seen.push(forged);
  await fetch(`${world.serviceUrl}/api/me?access_token=${forged}`);
  await done<Unit>(world, HEAD, 'GET', `/api/units/${SJOSKOLAN}`);
  const log = world.serviceLog();
  expect(log).toContain('LIKA is up');
  for (const token of seen) expect(log.includes(token)).toBe(false);
  expect(log).not.toMatch(/eyJ[\w-]{8,}\.|PRIVATE KEY|client_assertion|sandbox-only|Bearer /);
});
