import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, SignJWT, UnsecuredJWT } from 'jose';
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
const strangers = await generateKeyPair('RS256', { extractable: true });
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
    ...{ scp: 'access_as_user', azp: TEAMS_WEB, name: 'Rektor Sjöskolan', sub: 'pairwise', acct: 0 },
    ...{ iat: NOW - 300, nbf: NOW - 300, exp: NOW + 3600 },
    ...change,
  };
}

function sign(payload: JWTPayload, key: CryptoKey | Uint8Array = ours.privateKey, header = {}): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(key);
}

function without(claim: string): JWTPayload {
  const { [claim]: _, ...rest } = claims();
  return rest;
}

const letIn = async (payload: JWTPayload) => authenticate(`Bearer ${await sign(payload)}`);
const refused = async (token: string | Promise<string>, by = authenticate) =>
  expect(by(`Bearer ${await token}`)).rejects.toBeInstanceOf(Unauthorized);

test('a token as Teams gives it says who the person is', async () => {
  await expect(letIn(claims())).resolves.toMatchObject({
    ...{ tenant: TENANT, person: PERSON, municipality: 'mittkoping', name: 'Rektor Sjöskolan', guest: false },
    expires: new Date((NOW + 3600) * 1000),
  });
});

test.each(['openid access_as_user', 'access_as_user profile'])('the scope may stand among others: %s', async (scp) => {
  await expect(letIn(claims({ scp }))).resolves.toBeDefined();
});

test('Teams’ other client, on desktop and phone, is let in too', async () => {
  await expect(letIn(claims({ azp: '1fec8e78-bce4-4aaf-ab1b-5451cc387264' }))).resolves.toBeDefined();
});

test('clocks may differ by seconds', async () => {
  await expect(letIn(claims({ nbf: NOW + 4, exp: NOW + 60 }))).resolves.toBeDefined();
  await expect(letIn(claims({ exp: NOW - 4 }))).resolves.toBeDefined();
});

describe('the person', () => {
  test('is the same whatever they are called, and without a name', async () => {
    const renamed = claims({
      name: 'Någon annan',
      preferred_username: 'annan@mittkoping.example',
      email: 'x@y.example',
    });
    await expect(letIn(renamed)).resolves.toMatchObject({ tenant: TENANT, person: PERSON });
    await expect(letIn(without('name'))).resolves.toMatchObject({ person: PERSON, name: '' });
  });

  test.each<[string, JWTPayload, boolean]>([
    ['says that they are a guest', { acct: 1 }, true],
    ['says that they are a member', { acct: 0 }, false],
    ['names another issuer than the tenant', { idp: `https://sts.windows.net/${OTHER_TENANT}/` }, true],
    ['names the tenant itself', { idp: `https://sts.windows.net/${TENANT}/` }, false],
  ])('whose token %s counts so', async (_, change, guest) => {
    await expect(letIn(claims(change))).resolves.toMatchObject({ guest });
  });
});

/** Every claim that decides, with what it may not be beside missing. */
const TABLE: Readonly<Record<string, { readonly wrong: readonly unknown[]; readonly required: boolean }>> = {
  aud: {
    required: true,
    wrong: ['b1d0c0de-0000-4000-8000-00000000a009', `api://lika.example/${APP}`, '', 7, null, [APP], [APP, 'another']],
  },
  iss: {
    required: true,
    wrong: [
      `AUTHORITY/${TENANT}/v2.0/x`,
      `AUTHORITY/${TENANT}/v2.0/`,
      `AUTHORITY/${TENANT}/`,
      `AUTHORITY/${OTHER_TENANT}/v2.0`,
      `https://sts.windows.net/${TENANT}/`,
      `https://login.microsoftonline.com.example/${TENANT}/v2.0`,
      ...['', 7, null, [`AUTHORITY/${TENANT}/v2.0`]],
    ],
  },
  tid: { required: true, wrong: [OTHER_TENANT, 'mittkoping.example', 'common', '../..', '', 7, null, [TENANT], true] },
  oid: { required: true, wrong: ['rektor@mittkoping.example', '', 7, null, [PERSON], {}] },
  sub: { required: true, wrong: ['', 7, null, ['pairwise']] },
  ver: { required: true, wrong: ['1.0', '2', 2, null, ['2.0']] },
  scp: {
    required: true,
    wrong: [
      'no_access_as_user',
      'access_as_user_2',
      'access_as_user,openid',
      'Access_As_User',
      '',
      7,
      null,
      ['access_as_user'],
    ],
  },
  azp: { required: true, wrong: [APP, '', 7, null, [TEAMS_WEB], TEAMS_WEB.toUpperCase()] },
  exp: { required: true, wrong: [NOW - 6, 0, -1, String(NOW + 3600), NOW + 0.5, null, [NOW + 3600], true] },
  nbf: { required: true, wrong: [NOW + 6, NOW + 86_400, String(NOW - 300), NOW - 300.5, null, [NOW - 300], true] },
  idtyp: { required: false, wrong: ['app', 'device', '', 7, null] },
  acct: { required: false, wrong: ['1', 2, null, true] },
  idp: { required: false, wrong: [7, null, [TENANT]] },
  name: { required: false, wrong: [7, null, ['Rektor']] },
};

describe.each(Object.entries(TABLE))('the claim %s', (claim, { wrong, required }) => {
  test.each(wrong.map((value) => [JSON.stringify(value), value]))('is refused as %s', async (_, value) => {
    const put = typeof value === 'string' ? value.replace('AUTHORITY', authority) : value;
    await refused(sign({ ...claims(), [claim]: put }));
  });

  test(required ? 'is refused when it is missing' : 'may be missing', async () => {
    const token = sign(without(claim));
    if (required) await refused(token);
    else await expect(authenticate(`Bearer ${await token}`)).resolves.toBeDefined();
  });
});

describe('a token is refused', () => {
  test('from a tenant that we do not know, though its issuer signed it', async () => {
    await refused(sign(claims({ tid: OTHER_TENANT, iss: `${authority}/${OTHER_TENANT}/v2.0` })));
  });

  test('that is an id token: for a page, without scope or client', async () => {
    const { scp: _scp, azp: _azp, ...id } = claims({ nonce: 'n', at_hash: 'x' });
    await refused(sign(id));
    await refused(sign(claims({ at_hash: 'x' })));
    await refused(sign(claims({ c_hash: 'x' })));
  });

  test('that is the app’s own, with roles instead of a scope', async () => {
    const { scp: _, ...app } = claims({ roles: ['access_as_user'], idtyp: 'app' });
    await refused(sign(app));
  });

  test('that is for Graph, though it is the same person’s', async () => {
    await refused(sign(claims({ aud: 'https://graph.microsoft.com', scp: 'User.Read' })));
    await refused(sign(claims({ aud: '00000003-0000-0000-c000-000000000000' })));
  });

  test('signed by another key under our key’s name', async () => {
    await refused(sign(claims(), strangers.privateKey));
  });

  test('signed by a key of an unknown name, or without one', async () => {
    await refused(sign(claims(), ours.privateKey, { kid: 'k9' }));
    await refused(sign(claims(), ours.privateKey, { kid: undefined }));
    await refused(sign(claims(), ours.privateKey, { kid: '' }));
  });

  test('that brings its own key along', async () => {
    const jwk = await exportJWK(strangers.publicKey);
    await refused(sign(claims(), strangers.privateKey, { kid: 'k9', jwk }));
    await refused(sign(claims(), strangers.privateKey, { jku: `${authority}/strangers` }));
  });

  test('signed with a secret instead of a key, also when that is our public key', async () => {
    const key = new TextEncoder().encode(JSON.stringify(await exportJWK(ours.publicKey)));
    for (const secret of [new TextEncoder().encode('a secret that is long enough for it'), key])
      await refused(sign(claims(), secret, { alg: 'HS256' }));
  });

  test.each(['RS384', 'RS512', 'PS256'])('signed with %s, by our own key', async (alg) => {
    const key = await importPKCS8(await exportPKCS8(ours.privateKey), alg);
    await refused(sign(claims(), key, { alg }));
  });

  test('that is of another type than a JWT', async () => {
    await refused(sign(claims(), ours.privateKey, { typ: 'dpop+jwt' }));
  });

  test('that demands something that we do not know', async () => {
    const demanding = new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: 'k1', crit: ['x'], x: 1 });
    await refused(demanding.sign(ours.privateKey, { crit: { x: true } }));
  });

  test('that is not signed at all, or has lost its signature', async () => {
    await refused(new UnsecuredJWT(claims()).encode());
    const [header = '', payload = ''] = (await sign(claims())).split('.');
    await refused(`${header}.${payload}.`);
    await refused(`${header}.${payload}`);
  });

  test('whose claims were changed after it was signed', async () => {
    const [header = '', , signature = ''] = (await sign(claims())).split('.');
    const other = Buffer.from(JSON.stringify(claims({ oid: OTHER_TENANT }))).toString('base64url');
    await refused(`${header}.${other}.${signature}`);
  });

  test.each([undefined, '', 'Bearer', 'Bearer x', 'Bearer a.b.c', 'Bearer a.b.c.d', 'Basic cmVrdG9yOmhlbWxpZ3Q='])(
    'when the header is %p',
    async (header) => {
      await expect(authenticate(header)).rejects.toBeInstanceOf(Unauthorized);
    },
  );

  test('when a good one comes with something else beside it', async () => {
    const token = await sign(claims());
    for (const header of [`Bearer ${token} x`, `Bearer ${token},Bearer ${token}`, `Token ${token}`, token])
      await expect(authenticate(header)).rejects.toBeInstanceOf(Unauthorized);
  });
});

test('when the issuer’s keys can’t be reached, the person isn’t blamed', async () => {
  const nowhere = newAuthentication('http://localhost:9');
  const token = await sign(claims({ iss: `http://localhost:9/${TENANT}/v2.0` }));
  await expect(nowhere(`Bearer ${token}`)).rejects.toBeInstanceOf(Unavailable);
});
