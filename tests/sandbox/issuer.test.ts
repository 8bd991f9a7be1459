import { request as overHttps } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConfidentialClientApplication } from '@azure/msal-node';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import type { Whole } from './whole.ts';
import { startWhole } from './whole.ts';

const MITTKOPING = 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e';
const GRANNKOPING = 'fd0289d9-85e0-4f22-80ec-8d29da834551';
const GRAPH = 'https://graph.microsoft.com/.default';
let whole: Whole;

beforeAll(async () => {
  whole = await startWhole();
});
afterAll(() => whole.stop());

/** Asks the token address as Microsoft's libraries do: a form. */
async function grant(form: Record<string, string>, tenant = MITTKOPING) {
  const { clientId, clientSecret } = whole.settings;
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...form });
  const response = await fetch(`${whole.url}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const onBehalfOf = (assertion: string, more: Record<string, string> = {}, tenant = MITTKOPING) =>
  grant(
    {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      scope: GRAPH,
      assertion,
      ...more,
    },
    tenant,
  );

const odd = async (how: Record<string, unknown>) =>
  String((await whole.ask('POST /token/odd', { person: 'rektor-sjoskolan', ...how })).body['access_token']);

const seconds = () => Math.floor(Date.now() / 1000);

describe('A single-sign-on token', () => {
  test('has the claims of Entra’s v2 tokens', async () => {
    const token = await whole.token('rektor-sjoskolan');
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      aud: whole.settings.clientId,
      iss: `${whole.settings.authority}/${MITTKOPING}/v2.0`,
      tid: MITTKOPING,
      oid: 'ee205b9d-c3b2-437d-8f55-26e65ae5297a',
      scp: 'access_as_user',
      ver: '2.0',
      preferred_username: 'rektor-sjoskolan@mittkoping.example',
      name: 'Rektor Sjöskolan',
      azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
    });
    expect(claims.exp).toBeGreaterThan(seconds() + 3_000);
    expect(claims.nbf).toBeLessThanOrEqual(seconds());
  });

  test('is checked by the keys that the configuration names', async () => {
    const configuration = await whole.ask('GET /.well-known/openid-configuration');
    const keys = createRemoteJWKSet(new URL(String(configuration.body['jwks_uri'])));
    const { payload } = await jwtVerify(await whole.token('rektor-ekskolan'), keys, {
      issuer: String(configuration.body['issuer']),
      audience: whole.settings.clientId,
      algorithms: ['RS256'],
    });
    expect(payload['name']).toBe('Rektor Ekskolan');
  });

  test('is given to an object id, a key or a user principal name, and to nobody else', async () => {
    const oids = await Promise.all(
      ['ee205b9d-c3b2-437d-8f55-26e65ae5297a', 'rektor-sjoskolan', 'Rektor-Sjoskolan@mittkoping.example'].map(
        async (name) => decodeJwt(await whole.token(name))['oid'],
      ),
    );
    expect(new Set(oids).size).toBe(1);
    expect((await whole.ask('POST /token', { person: 'nobody' })).status).toBe(404);
    expect((await whole.ask('POST /token', { person: 'rektor-sjoskolan', expiresIn: 1 })).status).toBe(400);
    expect((await whole.ask('POST /token', {})).status).toBe(400);
  });

  test('stays good when Microsoft 365 starts again', async () => {
    const token = await whole.token('rektor-sjoskolan');
    await whole.restart();
    expect((await onBehalfOf(token)).status).toBe(200);
  });

  test('is unmoved by the service’s clock', async () => {
    await whole.ask('POST /clock', { advance: 'P30D' });
    expect(decodeJwt(await whole.token('rektor-sjoskolan')).exp).toBeLessThan(seconds() + 7_200);
    await whole.ask('POST /reset');
  });
});

test('Every person of the demo municipality and its neighbour can be listed', async () => {
  const people = (await whole.ask('GET /people')).body as unknown as Record<string, unknown>[];
  expect(people.length).toBeGreaterThan(25);
  expect(people.find(({ key }) => key === 'rektor-sjoskolan')).toEqual({
    id: 'ee205b9d-c3b2-437d-8f55-26e65ae5297a',
    key: 'rektor-sjoskolan',
    name: 'Rektor Sjöskolan',
    role: 'head',
    unit: 'Sjöskolan',
    userPrincipalName: 'rektor-sjoskolan@mittkoping.example',
    tenant: MITTKOPING,
  });
  expect(people.find(({ key }) => key === 'kommunansvarig')).toMatchObject({ unit: null });
});

describe('On behalf of a person', () => {
  test('a tab token buys a Graph token for the same person with the consented scopes', async () => {
    const { status, body } = await onBehalfOf(await whole.token('rektor-sjoskolan'));
    expect(status).toBe(200);
    const claims = decodeJwt(String(body['access_token']));
    expect(claims).toMatchObject({ aud: 'https://graph.microsoft.com', oid: 'ee205b9d-c3b2-437d-8f55-26e65ae5297a' });
    expect(String(claims['scp']).split(' ')).toContain('Tasks.ReadWrite');
  });

  test.each([
    ['another key', { key: 'foreign' }, 50013],
    ['no signature', { key: 'none' }, 50013],
    ['HS256 with the public key as secret', { key: 'hmac' }, 50013],
    ['another audience', { claims: { aud: 'api://other' } }, 50013],
    ['another issuer', { claims: { iss: 'https://login.example/x/v2.0' } }, 50013],
    ['another tenant’s id', { claims: { tid: GRANNKOPING } }, 50013],
    ['another scope', { claims: { scp: 'access_as_user_not' } }, 50013],
    ['its time over', { claims: { exp: 1_700_000_000 } }, 500133],
  ])('a token with %s is refused as Entra refuses it', async (_what, how, code) => {
    const { status, body } = await onBehalfOf(await odd(how));
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [code] });
    expect(body['error_description']).toMatch(new RegExp(`^AADSTS${String(code)}: `));
    expect(body['trace_id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['no secret', { client_secret: '' }, 401, 'invalid_client', 7000218],
    ['an unknown app', { client_id: 'b1d0c0de-0000-4000-8000-00000000ffff' }, 400, 'unauthorized_client', 700016],
    ['a scope without consent', { scope: 'https://graph.microsoft.com/Mail.Read' }, 400, 'invalid_grant', 65001],
    ['another resource', { scope: 'https://vault.azure.net/.default' }, 400, 'invalid_resource', 500011],
    ['an unknown kind of grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
    ['no assertion', { assertion: '' }, 400, 'invalid_request', 900144],
  ])('%s is refused', async (_what, form, status, error, code) => {
    const answer = await onBehalfOf(await whole.token('rektor-sjoskolan'), form);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error, error_codes: [code] });
  });

  test('another tenant buys nothing for a person of this one', async () => {
    const token = await whole.token('rektor-sjoskolan');
    expect((await onBehalfOf(token, {}, GRANNKOPING)).body).toMatchObject({ error_codes: [50013] });
    expect((await onBehalfOf(token, {}, '00000000-0000-4000-8000-000000000000')).body).toMatchObject({
      error_codes: [90002],
    });
  });

  test('a fault on the token address is worded as Entra words it', async () => {
    const token = await whole.token('rektor-sjoskolan');
    await whole.ask('POST /faults', { target: 'token', match: 'POST /*/oauth2/v2.0/token', status: 400 });
    expect((await onBehalfOf(token)).body).toMatchObject({ error: 'interaction_required', suberror: 'basic_action' });
    expect((await onBehalfOf(token)).status).toBe(200);
  });
});

describe('The app by itself', () => {
  test('gets a Graph token without any role, since none is asked for, and a bot token', async () => {
    const graph = await grant({ grant_type: 'client_credentials', scope: GRAPH });
    const claims = decodeJwt(String(graph.body['access_token']));
    expect(claims).toMatchObject({ aud: 'https://graph.microsoft.com', idtyp: 'app' });
    expect(claims['roles']).toBeUndefined();
    const bot = await grant({ grant_type: 'client_credentials', scope: 'https://api.botframework.com/.default' });
    expect(decodeJwt(String(bot.body['access_token']))).toMatchObject({
      aud: 'https://api.botframework.com',
      tid: MITTKOPING,
    });
  });

  test('must ask for everything it has been granted, by .default', async () => {
    const { body } = await grant({ grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/User.Read' });
    expect(body).toMatchObject({ error: 'invalid_scope', error_codes: [1002012] });
  });
});

/** msal's transport over https, trusting the sandbox's certificate authority. */
function trusting(ca: string, seen: string[]): INetworkModule {
  const send = <T>(method: string, url: string, options: NetworkRequestOptions = {}) =>
    new Promise<NetworkResponse<T>>((resolve, reject) => {
      seen.push(`${method} ${new URL(url).pathname}`);
      const request = overHttps(url, { method, ca, headers: options.headers ?? {} }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const body = JSON.parse(Buffer.concat(parts).toString()) as T;
          resolve({ headers: {}, body, status: response.statusCode ?? 0 });
        });
      });
      request.on('error', reject);
      request.end(options.body);
    });
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}

/** The part of teamsfx that is used here; the package marks itself as past its support. */
interface TeamsFx {
  OnBehalfOfUserCredential: new (
    token: string,
    settings: Record<string, string>,
  ) => { getToken(scope: string): Promise<{ token: string } | null> };
}

describe('Microsoft’s own libraries over https', () => {
  test('msal finds its way and teamsfx gets a Graph token on behalf of the person, from the cache the second time', async () => {
    const { authority, clientId, clientSecret } = whole.settings;
    const seen: string[] = [];
    const client = new ConfidentialClientApplication({
      auth: {
        clientId,
        clientSecret,
        authority: `${authority}/${MITTKOPING}`,
        knownAuthorities: [new URL(authority).host],
      },
      system: { networkClient: trusting(whole.ca, seen) },
    });
    const token = await whole.token('rektor-sjoskolan');
    const { OnBehalfOfUserCredential } = (await import('@microsoft/teamsfx')) as unknown as TeamsFx;
    const graphToken = async () => {
      const credential = new OnBehalfOfUserCredential(token, {
        clientId,
        clientSecret,
        authorityHost: authority,
        tenantId: MITTKOPING,
      });
      Object.assign(credential, { msalClient: client });
      return (await credential.getToken(GRAPH))?.token ?? '';
    };
    const first = await graphToken();
    expect(decodeJwt(first)).toMatchObject({
      oid: 'ee205b9d-c3b2-437d-8f55-26e65ae5297a',
      aud: 'https://graph.microsoft.com',
    });
    expect(await graphToken()).toBe(first);
    expect(seen.filter((call) => call.startsWith('POST '))).toEqual([`POST /${MITTKOPING}/oauth2/v2.0/token`]);
  });
});
