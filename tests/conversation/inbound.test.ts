import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey } from 'jose';
import { createInboundCheck, InboundRefused } from '../../bot/conversation/authentication.ts';

const BOT = 'b1d0c0de-0000-4000-8000-00000000a001';
const ISSUER = 'https://api.botframework.com';
const SERVICE = 'http://localhost:1/connector/';

let server: Server;
let own: CryptoKey;
let foreign: CryptoKey;
let unendorsed: CryptoKey;
let check: ReturnType<typeof createInboundCheck>;

beforeAll(async () => {
  const [first, second, third] = await Promise.all([
    generateKeyPair('RS256'),
    generateKeyPair('RS256'),
    generateKeyPair('RS256'),
  ]);
  [own, foreign, unendorsed] = [first.privateKey, second.privateKey, third.privateKey];
  const keys = [
    { ...(await exportJWK(first.publicKey)), kid: 'own', endorsements: ['msteams'] },
    { ...(await exportJWK(third.publicKey)), kid: 'unendorsed', endorsements: ['webchat'] },
  ];
  server = createServer((request, response) => {
    const origin = `http://localhost:${String((server.address() as AddressInfo).port)}`;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? { keys } : { issuer: ISSUER, jwks_uri: `${origin}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  check = createInboundCheck(
    {
      botId: BOT,
      openIdMetadata: `http://localhost:${String((server.address() as AddressInfo).port)}/metadata`,
      tokenIssuer: ISSUER,
      serviceHosts: ['localhost', '.trafficmanager.net'],
    },
    () => Date.now(),
  );
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Odd {
  readonly key?: CryptoKey;
  readonly kid?: string;
  readonly audience?: string;
  readonly issuer?: string;
  readonly expires?: number;
  readonly notBefore?: number;
  readonly serviceUrl?: string | null;
}

const seconds = () => Math.floor(Date.now() / 1000);

async function bearer(odd: Odd = {}): Promise<string> {
  const claims = odd.serviceUrl === null ? {} : { serviceurl: odd.serviceUrl ?? SERVICE };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: odd.kid ?? 'own' })
    .setIssuer(odd.issuer ?? ISSUER)
    .setAudience(odd.audience ?? BOT)
    .setNotBefore(odd.notBefore ?? seconds() - 10)
    .setExpirationTime(odd.expires ?? seconds() + 600)
    .sign(odd.key ?? own);
  return `Bearer ${token}`;
}

const activity = { type: 'message', channelId: 'msteams', serviceUrl: SERVICE };

/** 0 when let in, else the status that the sender gets. */
async function statusOf(authorization: string | undefined, sent: object = activity): Promise<number> {
  try {
    await check(authorization, sent);
    return 0;
  } catch (error) {
    if (error instanceof InboundRefused) return error.status;
    throw error;
  }
}

describe('a request to the bot', () => {
  it('is let in with the connector’s own token, also when it expired less than five minutes ago', async () => {
    expect(await statusOf(await bearer())).toBe(0);
    expect(await statusOf(await bearer({ expires: seconds() - 120 }))).toBe(0);
  });

  it.each([
    ['without a token', async () => undefined],
    ['with another scheme', async () => (await bearer()).replace('Bearer', 'Basic')],
    ['with rubbish for a token', async () => 'Bearer abc'],
    ['signed by another key under the same name', async () => bearer({ key: foreign })],
    ['signed by an unknown key', async () => bearer({ key: foreign, kid: 'foreign' })],
    ['meant for another bot', async () => bearer({ audience: 'b1d0c0de-0000-4000-8000-00000000ffff' })],
    ['from another issuer', async () => bearer({ issuer: 'https://example.com' })],
    ['long expired', async () => bearer({ expires: seconds() - 900 })],
    ['not valid yet', async () => bearer({ notBefore: seconds() + 900 })],
  ])('is refused with 401 when it comes %s', async (_how, token) => {
    expect(await statusOf(await token())).toBe(401);
  });

  it('is refused with 401 when the token is unsigned', async () => {
    const [, payload] = (await bearer()).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none', kid: 'own' })).toString('base64url');
    expect(await statusOf(`Bearer ${header}.${payload ?? ''}.`)).toBe(401);
  });

  it('is refused with 403 when the activity asks to be answered elsewhere than the token says', async () => {
    expect(await statusOf(await bearer(), { ...activity, serviceUrl: 'http://localhost:2/connector/' })).toBe(403);
    expect(await statusOf(await bearer({ serviceUrl: null }))).toBe(403);
    expect(await statusOf(await bearer(), { type: 'message', channelId: 'msteams' })).toBe(403);
  });

  it('is refused with 403 when it asks to be answered at a host we don’t know, or comes from another channel', async () => {
    const elsewhere = 'https://smba.example.com/teams/';
    expect(await statusOf(await bearer({ serviceUrl: elsewhere }), { ...activity, serviceUrl: elsewhere })).toBe(403);
    expect(await statusOf(await bearer(), { ...activity, channelId: 'webchat' })).toBe(403);
  });

  it('is refused with 403 when the key isn’t endorsed for Teams', async () => {
    expect(await statusOf(await bearer({ key: unendorsed, kid: 'unendorsed' }))).toBe(403);
  });
});
