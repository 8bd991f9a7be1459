import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { errorOf } from './microsoft365.ts';
import type { Whole } from './whole.ts';
import { startWhole } from './whole.ts';

const MITTKOPING = 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e';
const GRANNKOPING = 'fd0289d9-85e0-4f22-80ec-8d29da834551';
const GRAPH = 'https://graph.microsoft.com';
let whole: Whole;

type Json = Record<string, unknown>;

/** The part of the app registration's file that tells its permissions. */
interface Registration {
  requiredResourceAccess: { resourceAccess: { id: string; type: string }[] }[];
}

beforeAll(async () => {
  whole = await startWhole();
});
beforeEach(() => whole.ask('POST /reset'));
afterAll(() => whole.stop());

async function grant(form: Record<string, string>, tenant = MITTKOPING): Promise<{ status: number; body: Json }> {
  const { clientId, clientSecret } = whole.settings;
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...form });
  const response = await fetch(`${whole.url}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Json };
}

const onBehalfOf = async (person: string, scope: string, tenant = MITTKOPING) =>
  grant(
    {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      scope,
      assertion: await whole.token(person),
    },
    tenant,
  );

const scopesOf = ({ body }: { body: Json }) => String(decodeJwt(String(body['access_token']))['scp']).split(' ');
const rolesOf = ({ body }: { body: Json }) => decodeJwt(String(body['access_token']))['roles'];
const appOnly = (tenant = MITTKOPING) =>
  grant({ grant_type: 'client_credentials', scope: `${GRAPH}/.default` }, tenant);

const refusedForConsent = {
  error: 'invalid_grant',
  suberror: 'consent_required',
  error_codes: [65001],
};

describe('Consent', () => {
  test('is at the start what the app registration asks for, for people, and nothing for the app alone', async () => {
    const { requiredResourceAccess } = JSON.parse(readFileSync('infra/entra.manifest.json', 'utf8')) as Registration;
    const asked = requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess);
    const delegated = asked.flatMap(({ id, type }) => (type === 'Scope' ? [id] : [])).sort();
    const { body } = await whole.ask('GET /consent');
    expect(body).toEqual(
      [MITTKOPING, GRANNKOPING].map((tenant) => ({ tenant, delegated, application: [], people: {} })),
    );
    expect(scopesOf(await onBehalfOf('rektor-sjoskolan', `${GRAPH}/User.Read`))).toEqual(delegated);
    expect(rolesOf(await appOnly())).toBeUndefined();
  });

  test('of an administrator decides what a token says, in that tenant alone', async () => {
    await whole.ask('POST /consent', { tenant: MITTKOPING, delegated: ['User.Read'], application: ['Tasks.Read.All'] });
    expect(scopesOf(await onBehalfOf('rektor-sjoskolan', `${GRAPH}/User.Read`))).toEqual(['User.Read']);
    expect((await onBehalfOf('rektor-sjoskolan', `${GRAPH}/Tasks.ReadWrite`)).body).toMatchObject(refusedForConsent);
    expect(scopesOf(await onBehalfOf('rektor-grannskolan', `${GRAPH}/Tasks.ReadWrite`, GRANNKOPING))).toContain(
      'Tasks.ReadWrite',
    );
    expect(rolesOf(await appOnly())).toEqual(['Tasks.Read.All']);
    expect(rolesOf(await appOnly(GRANNKOPING))).toBeUndefined();
  });

  test('of a person is theirs alone, beside the administrator’s', async () => {
    await whole.ask('POST /consent', { delegated: ['User.Read'] });
    await whole.ask('POST /consent', { person: 'rektor-sjoskolan', scopes: ['Tasks.ReadWrite'] });
    const own = await onBehalfOf('rektor-sjoskolan', `${GRAPH}/Tasks.ReadWrite`);
    expect(scopesOf(own)).toEqual(['Tasks.ReadWrite', 'User.Read']);
    expect((await onBehalfOf('rektor-ekskolan', `${GRAPH}/Tasks.ReadWrite`)).body).toMatchObject(refusedForConsent);
  });

  test('to anything is enough for .default; to nothing is not', async () => {
    await whole.ask('POST /consent', { delegated: ['User.Read'] });
    expect(scopesOf(await onBehalfOf('rektor-sjoskolan', `${GRAPH}/.default`))).toEqual(['User.Read']);
    await whole.ask('POST /consent', { delegated: [] });
    expect((await onBehalfOf('rektor-sjoskolan', `${GRAPH}/.default`)).body).toMatchObject(refusedForConsent);
  });

  test('outlives a restart and not a reset', async () => {
    await whole.ask('POST /consent', { delegated: ['User.Read'] });
    await whole.restart();
    expect((await whole.ask('GET /consent')).body).toMatchObject([{ delegated: ['User.Read'] }, {}]);
    await whole.ask('POST /reset');
    expect((await onBehalfOf('rektor-sjoskolan', `${GRAPH}/Tasks.ReadWrite`)).status).toBe(200);
  });

  test.each([
    [{ person: 'rektor-sjoskolan' }, 400],
    [{ scopes: ['User.Read'] }, 400],
    [{ delegated: ['User Read'] }, 400],
    [{ delegated: 'User.Read' }, 400],
    [{ person: 'nobody', scopes: [] }, 404],
    [{ tenant: 'nowhere', delegated: [] }, 404],
    [{ tenant: MITTKOPING, roles: [] }, 400],
  ])('that is set wrongly changes nothing: %j', async (body, status) => {
    const before = (await whole.ask('GET /consent')).body;
    expect((await whole.ask('POST /consent', body)).status).toBe(status);
    expect((await whole.ask('GET /consent')).body).toEqual(before);
  });
});

describe('Graph goes by the token alone', () => {
  const graph = async (path: string, token: string) => {
    const response = await fetch(`${whole.url}/graph/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Json };
  };

  test('so that a scope that was taken back is missing in the next token, not in the one that was given', async () => {
    const before = String((await onBehalfOf('rektor-sjoskolan', `${GRAPH}/.default`)).body['access_token']);
    await whole.ask('POST /consent', { delegated: ['User.Read'] });
    const after = String((await onBehalfOf('rektor-sjoskolan', `${GRAPH}/.default`)).body['access_token']);
    expect((await graph('/me/planner/tasks', before)).status).toBe(200);
    const refused = await graph('/me/planner/tasks', after);
    expect([refused.status, errorOf(refused).code]).toEqual([403, 'accessDenied']);
  });

  test('and an app on its own reads plans where an administrator has said so', async () => {
    const [one] = (await whole.ask('GET /people')).body as unknown as { id: string }[];
    const address = `/users/${String(one?.id)}/planner/tasks`;
    expect((await graph(address, String((await appOnly()).body['access_token']))).status).toBe(403);
    await whole.ask('POST /consent', { application: ['Tasks.Read.All'] });
    expect((await graph(address, String((await appOnly()).body['access_token']))).status).toBe(200);
  });
});

describe('Somebody who has left', () => {
  test('gets no token, and none by a token from before', async () => {
    const token = await whole.token('larare-ekskolan');
    const left = await whole.ask('POST /people', { person: 'larare-ekskolan', enabled: false });
    expect(left.body).toMatchObject({ changed: true, key: 'larare-ekskolan', enabled: false });
    expect(await whole.ask('POST /token', { person: 'larare-ekskolan' })).toMatchObject({
      status: 403,
      body: { title: 'invalid_grant', detail: expect.stringMatching(/^AADSTS50057: /) },
    });
    const answer = await grant({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      scope: `${GRAPH}/.default`,
      assertion: token,
    });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_codes: [50057] } });
    await whole.ask('POST /people', { person: 'larare-ekskolan', enabled: true });
    expect((await onBehalfOf('larare-ekskolan', `${GRAPH}/.default`)).status).toBe(200);
  });

  test('is there in the demo municipality, with a token of theirs from before', async () => {
    const person = 'tidigare-rektor-norrskolan';
    expect((await whole.ask('POST /token', { person })).status).toBe(403);
    const { body } = await whole.ask('POST /token/odd', { person });
    expect(decodeJwt(String(body['access_token']))['oid']).toBe('c85f2d60-7b3e-4a19-95d4-e0a6c7f83b12');
  });
});

test('A guest’s token says where they are at home, under the tenant that invited them', async () => {
  const claims = decodeJwt(await whole.token('handledare-granskolan'));
  expect(claims).toMatchObject({
    tid: MITTKOPING,
    iss: `${whole.settings.authority}/${MITTKOPING}/v2.0`,
    idp: expect.stringMatching(/^https:\/\/sts\.windows\.net\//),
  });
  expect(claims['idp']).not.toContain(MITTKOPING);
  expect(decodeJwt(await whole.token('rektor-granskolan'))['idp']).toBeUndefined();
});
