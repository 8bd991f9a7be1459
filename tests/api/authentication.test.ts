import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { JWTPayload } from 'jose';
import { createAuthentication } from '../../bot/api/authentication.ts';
import type { Authenticate } from '../../bot/api/authentication.ts';
import { Unauthorized, Unavailable } from '../../bot/errors.ts';

const TENANT = 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e';
const OTHER_TENANT = 'fd0289d9-85e0-4f22-80ec-8d29da834551';
const PERSON = 'ee205b9d-c3b2-437d-8f55-26e65ae5297a';
const APP = 'b1d0c0de-0000-4000-8000-00000000a001';
const TEAMS_WEB = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';
const NOW = 1_800_000_000;

const ours = await generateKeyPair('RS256', { extractable: true });
const strangers = await generateKeyPair('RS256');
let server: Server;
let authority: string;
let authenticate: Authenticate;

beforeAll(async () => {
  const keys = { keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'k1', use: 'sig', alg: 'RS256' }] };
  server = createServer((_request, response) => response.end(JSON.stringify(keys)));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  authority = `http://localhost:${String((server.address() as AddressInfo).port)}`;
  authenticate = newAuthentication();
});

afterAll(() => {
  server.close();
});

function newAuthentication(authorityHost = authority): Authenticate {
  return createAuthentication({
    ...{ authorityHost, clientId: APP, clock: { realTime: () => NOW * 1000 } },
    municipalityOf: (tenant) => Promise.resolve(tenant === TENANT ? 'mittkoping' : null),
  });
}

function claims(change: JWTPayload = {}): JWTPayload {
  return {
    ...{ aud: APP, iss: `${authority}/${TENANT}/v2.0`, tid: TENANT, oid: PERSON, ver: '2.0' },
    ...{ scp: 'access_as_user', azp: TEAMS_WEB, name: 'Rektor Sjöskolan' },
    ...{ iat: NOW - 300, nbf: NOW - 300, exp: NOW + 3600 },
    ...change,
  };
}

function sign(payload: JWTPayload, key: CryptoKey = ours.privateKey, alg = 'RS256'): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg, kid: 'k1' }).sign(key);
}

function without(claim: string): JWTPayload {
  const { [claim]: _, ...rest } = claims();
  return rest;
}

test('a token as Teams gives it says who the person is', async () => {
  await expect(authenticate(`Bearer ${await sign(claims())}`)).resolves.toMatchObject({
    ...{ tenant: TENANT, person: PERSON, municipality: 'mittkoping', name: 'Rektor Sjöskolan' },
    expires: new Date((NOW + 3600) * 1000),
  });
});

test('the scope may stand among others', async () => {
  await expect(authenticate(`Bearer ${await sign(claims({ scp: 'openid access_as_user' }))}`)).resolves.toBeDefined();
});

describe('a token is refused', () => {
  test.each<[string, () => JWTPayload]>([
    ['for another app', () => claims({ aud: 'b1d0c0de-0000-4000-8000-00000000a009' })],
    ['from an issuer that only begins like ours', () => claims({ iss: `${authority}/${TENANT}/v2.0/x` })],
    ['from the issuer of another version', () => claims({ iss: `${authority}/${TENANT}/` })],
    [
      'from a tenant that we do not know',
      () => claims({ tid: OTHER_TENANT, iss: `${authority}/${OTHER_TENANT}/v2.0` }),
    ],
    ['whose tenant is not its issuer’s', () => claims({ iss: `${authority}/${OTHER_TENANT}/v2.0` })],
    ['that has expired', () => claims({ exp: NOW - 60 })],
    ['that is not valid yet', () => claims({ nbf: NOW + 60 })],
    ['that never expires', () => without('exp')],
    ['without a beginning', () => without('nbf')],
    ['without the scope', () => without('scp')],
    ['with a scope that only holds ours', () => claims({ scp: 'no_access_as_user_2' })],
    ['given to another client than Teams', () => claims({ azp: 'b1d0c0de-0000-4000-8000-00000000a001' })],
    ['without a client', () => without('azp')],
    ['without a person', () => without('oid')],
    ['without a tenant', () => without('tid')],
    ['of an older version', () => claims({ ver: '1.0' })],
  ])('%s', async (_, payload) => {
    await expect(authenticate(`Bearer ${await sign(payload())}`)).rejects.toBeInstanceOf(Unauthorized);
  });

  test('signed by another key under our key’s name', async () => {
    await expect(authenticate(`Bearer ${await sign(claims(), strangers.privateKey)}`)).rejects.toBeInstanceOf(
      Unauthorized,
    );
  });

  test('signed with a secret instead of a key', async () => {
    const secret = new TextEncoder().encode('a secret that is long enough for it');
    const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret);
    await expect(authenticate(`Bearer ${token}`)).rejects.toBeInstanceOf(Unauthorized);
  });

  test('that is not signed at all', async () => {
    await expect(authenticate(`Bearer ${new UnsecuredJWT(claims()).encode()}`)).rejects.toBeInstanceOf(Unauthorized);
  });

  test.each([undefined, '', 'Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic cmVrdG9yOmhlbWxpZ3Q='])(
    'when the header is %p',
    async (header) => {
      await expect(authenticate(header)).rejects.toBeInstanceOf(Unauthorized);
    },
  );
});

test('when the issuer’s keys can’t be reached, the person isn’t blamed', async () => {
  const nowhere = newAuthentication('http://localhost:9');
  const token = await sign(claims({ iss: `http://localhost:9/${TENANT}/v2.0` }));
  await expect(nowhere(`Bearer ${token}`)).rejects.toBeInstanceOf(Unavailable);
});
