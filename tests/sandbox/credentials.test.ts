import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import type { Whole } from './whole.ts';
import { startWhole } from './whole.ts';

const MITTKOPING = 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e';
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
let whole: Whole;
let pem: string;

beforeAll(async () => {
  whole = await startWhole();
  pem = readFileSync(join(whole.settings.folder, 'app-certificate.pem'), 'utf8');
});
afterAll(() => whole.stop());

const seconds = () => Math.floor(Date.now() / 1000);
const certificate = () => new X509Certificate(pem);
const thumbprint = (hash: string) => createHash(hash).update(certificate().raw).digest('base64url');

interface Making {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  algorithm?: 'PS256' | 'RS256';
  key?: CryptoKey;
}

/** An assertion as Microsoft's libraries make it, with what is to be wrong about it. Undefined leaves a part out. */
async function assertion({ header = {}, claims = {}, algorithm = 'PS256', key }: Making = {}): Promise<string> {
  const { clientId, authority } = whole.settings;
  const usual = {
    iss: clientId,
    sub: clientId,
    aud: `${authority}/${MITTKOPING}/oauth2/v2.0/token`,
    jti: crypto.randomUUID(),
    nbf: seconds(),
    exp: seconds() + 600,
  };
  return new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', 'x5t#S256': thumbprint('sha256'), ...header })
    .sign(key ?? createPrivateKey(pem.slice(pem.search(/-----BEGIN (RSA )?PRIVATE KEY-----/))));
}

async function grant(form: Record<string, string>) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'https://graph.microsoft.com/.default',
    client_id: whole.settings.clientId,
    ...form,
  });
  const response = await fetch(`${whole.url}/${MITTKOPING}/oauth2/v2.0/token`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const prove = (client_assertion: string, more: Record<string, string> = {}) =>
  grant({ client_assertion, client_assertion_type: JWT_BEARER, ...more });

describe('The app’s certificate', () => {
  test('is made at the first start, kept, and readable by its owner alone', async () => {
    const file = join(whole.settings.folder, 'app-certificate.pem');
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(new Date(certificate().validTo).getTime()).toBeGreaterThan(Date.now() + 300 * 86_400_000);
    await whole.restart();
    expect(readFileSync(file, 'utf8')).toBe(pem);
  });

  test('proves the app to Graph and to the bot service, by either thumbprint', async () => {
    expect((await prove(await assertion())).status).toBe(200);
    const older = { 'x5t#S256': undefined, x5t: thumbprint('sha1'), x5c: [certificate().raw.toString('base64')] };
    const bot = await prove(await assertion({ header: older, algorithm: 'RS256' }), {
      scope: 'https://api.botframework.com/.default',
    });
    expect(decodeJwt(String(bot.body['access_token']))).toMatchObject({ aud: 'https://api.botframework.com' });
  });

  test('proves the app on behalf of a person', async () => {
    const answer = await prove(await assertion(), {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      assertion: await whole.token('rektor-sjoskolan'),
    });
    expect(decodeJwt(String(answer.body['access_token']))['oid']).toBe('ee205b9d-c3b2-437d-8f55-26e65ae5297a');
  });

  const other = () => generateKeyPair('PS256').then(({ privateKey }) => privateKey);
  test.each<[string, () => Promise<Making>, number]>([
    ['signed with another key', async () => ({ key: await other() }), 700027],
    ['naming another certificate', async () => ({ header: { 'x5t#S256': 'a'.repeat(43) } }), 700027],
    ['naming none', async () => ({ header: { 'x5t#S256': undefined } }), 700027],
    ['bringing another certificate along', async () => ({ header: { x5c: ['AAAA'] } }), 700027],
    ['for another address', async () => ({ claims: { aud: 'https://login.example/token' } }), 700023],
    ['for several addresses', async () => ({ claims: { aud: ['a', 'b'] } }), 700023],
    ['of another subject', async () => ({ claims: { sub: 'somebody' } }), 700021],
    ['of another issuer', async () => ({ claims: { iss: 'somebody' } }), 700213],
    ['whose time is over', async () => ({ claims: { exp: seconds() - 400 } }), 700024],
    ['whose time has not come', async () => ({ claims: { nbf: seconds() + 900, exp: seconds() + 1_500 } }), 700024],
    ['without an end', async () => ({ claims: { exp: undefined } }), 50027],
    ['without an id', async () => ({ claims: { jti: undefined } }), 50027],
  ])('proves nothing by an assertion %s', async (_what, making, code) => {
    const answer = await prove(await assertion(await making()));
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [code] } });
    expect(answer.body['access_token']).toBeUndefined();
  });

  test('is not weighed up with a secret: what is given as an assertion must be one', async () => {
    const secret = { client_secret: whole.settings.clientSecret };
    expect((await prove('nonsense', secret)).body).toMatchObject({ error_codes: [50027] });
    expect((await grant({ client_assertion: await assertion(), ...secret })).body).toMatchObject({
      error_codes: [900144],
    });
    expect((await grant(secret)).status).toBe(200);
    expect((await grant({})).body).toMatchObject({ error_codes: [7000218] });
  });
});

describe('A managed identity', () => {
  const federated = async (claims: Record<string, unknown> = {}) =>
    String((await whole.ask('POST /federated/token', { claims })).body['access_token']);

  test('proves the app by a token that its federated credential trusts', async () => {
    expect((await prove(await federated())).status).toBe(200);
  });

  test('fetches its token as in Azure: with the header, for the exchange alone', async () => {
    const address = `${whole.url}/metadata/identity/oauth2/token?api-version=2018-02-01`;
    const ask = async (resource: string, headers: Record<string, string>) => {
      const response = await fetch(`${address}&resource=${encodeURIComponent(resource)}`, { headers });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const exchange = 'api://AzureADTokenExchange';
    const fetched = await ask(exchange, { Metadata: 'true' });
    expect(fetched.body).toMatchObject({ resource: exchange, token_type: 'Bearer', expires_on: expect.any(String) });
    expect((await prove(String(fetched.body['access_token']))).status).toBe(200);
    expect((await ask(exchange, {})).status).toBe(400);
    expect((await ask('https://graph.microsoft.com', { Metadata: 'true' })).status).toBe(400);
  });

  test.each([
    ['of another identity', { sub: 'somebody-else' }, 700213],
    ['of another issuer', { iss: 'https://issuer.example' }, 700213],
    ['for something else', { aud: 'https://graph.microsoft.com' }, 700213],
    ['whose time is over', { exp: 1_700_000_000 }, 700024],
  ])('proves nothing by a token %s', async (_what, claims, code) => {
    expect((await prove(await federated(claims))).body).toMatchObject({
      error: 'invalid_client',
      error_codes: [code],
    });
  });

  test('proves nothing by a token that another key has signed', async () => {
    const claims = decodeJwt(await federated());
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
    expect((await prove(forged)).body).toMatchObject({ error: 'invalid_client', error_codes: [50013] });
  });
});
