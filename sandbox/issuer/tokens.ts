import { createHash, randomUUID } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { BotCaller, Directory, GraphCaller, Issuer, Person, SandboxClock, SandboxSettings } from '../context.ts';
import { BOT_AUDIENCE, GRAPH_AUDIENCE, TAB_SCOPE, TEAMS_WEB_CLIENT } from './consent.ts';
import type { SigningKey, SigningKeys } from './keys.ts';
import { readRegistration } from './registration.ts';

/** How long tokens live, in seconds; Entra's are 60 to 90 minutes. */
export const LIFETIME = 3_900;
/** Entra dates its tokens five minutes back, so that clocks may differ a little. */
const BACKDATED = 300;
/** The tenant that guests come from; nobody else in the sandbox is of it. */
const GUESTS_HOME = 'c3a1b2d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d';

/** The issuer with what its own addresses need besides. */
export interface TokenMaker extends Issuer {
  /** Claims of a tab token, before signing; times as numbers. */
  tabClaims(person: Person): JWTPayload;
  /** Signs as the issuer. `key: 'foreign'` signs with a key that no key set shows, under the issuer's key id. */
  sign(claims: JWTPayload, key?: 'entra' | 'foreign'): Promise<string>;
  /** A tab token's claims when signature, audience, issuer and times are right; null otherwise. */
  readAssertion(assertion: string): Promise<JWTPayload | null>;
  graphToken(person: Person, scopes: readonly string[]): Promise<string>;
  /** A token for the app itself; `roles` are the application permissions in it (those consented to). */
  appToken(tenant: string, audience: string, roles?: readonly string[]): Promise<string>;
  idToken(person: Person): Promise<string>;
}

interface Parts {
  settings: SandboxSettings;
  directory: Directory;
  clock: SandboxClock;
  keys: SigningKeys;
}

/** Makes and checks every token of the sandbox. Tokens use real time, whatever the service's clock says. */
export function createTokens({ settings, directory, clock, keys }: Parts): TokenMaker {
  const { clientId, authority } = settings;
  const registration = readRegistration(settings);
  const issuerOf = (tenant: string) => `${authority}/${tenant}/v2.0`;
  const subject = (...parts: string[]) => createHash('sha256').update(parts.join(' ')).digest('base64url');

  const times = () => {
    const now = Math.floor(clock.real() / 1000);
    return { iat: now - BACKDATED, nbf: now - BACKDATED, exp: now + LIFETIME };
  };
  const personClaims = (person: Person) => ({
    iss: issuerOf(person.tenant),
    ...times(),
    name: person.name,
    oid: person.id,
    preferred_username: person.userPrincipalName,
    tid: person.tenant,
    uti: randomUUID().replaceAll('-', '').slice(0, 22),
    ver: '2.0',
    // A guest signs in at home, and the token says so.
    ...(person.guest ? { idp: `https://sts.windows.net/${GUESTS_HOME}/` } : {}),
  });
  const tabClaims = (person: Person): JWTPayload => ({
    aud: clientId,
    ...personClaims(person),
    azp: TEAMS_WEB_CLIENT,
    azpacr: '0',
    scp: TAB_SCOPE,
    sub: subject(clientId, person.id),
    ...(registration.tellsGuests ? { acct: person.guest ? 1 : 0 } : {}),
  });
  const sign: TokenMaker['sign'] = (claims, which = 'entra') => signWith(keys[which], claims, keys.entra.kid);

  const graphToken: TokenMaker['graphToken'] = (person, scopes) =>
    sign({
      aud: GRAPH_AUDIENCE,
      ...personClaims(person),
      appid: clientId,
      azp: clientId,
      idtyp: 'user',
      scp: scopes.join(' '),
      sub: subject(GRAPH_AUDIENCE, person.id),
    });

  /** Signature, issuer, times and audience, and that issuer and `tid` name the same known tenant. */
  const read = async (token: string, audience: string): Promise<JWTPayload | null> => {
    try {
      const issuer = directory.tenants.map((tenant) => issuerOf(tenant.id));
      const options = {
        algorithms: ['RS256'],
        audience,
        issuer,
        currentDate: new Date(clock.real()),
        requiredClaims: ['exp', 'tid'],
      };
      const { payload } = await jwtVerify(token, keys.entra.publicKey, options);
      return payload.iss === issuerOf(String(payload['tid'])) ? payload : null;
    } catch {
      return null;
    }
  };
  const bearer = async (authorization: string | undefined, audience: string) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    return token ? read(token, audience) : null;
  };

  return {
    tabClaims,
    sign,
    readAssertion: (assertion) => read(assertion, clientId),
    graphToken,
    appToken: (tenant, audience, roles = []) =>
      sign({
        aud: audience,
        iss: issuerOf(tenant),
        ...times(),
        appid: clientId,
        azp: clientId,
        idtyp: 'app',
        oid: subject('app', clientId, tenant).slice(0, 36),
        tid: tenant,
        ver: '2.0',
        ...(roles.length > 0 ? { roles } : {}),
      }),
    idToken: (person) => sign({ aud: clientId, ...personClaims(person), sub: subject(clientId, person.id) }),
    signTabToken: (person) => sign(tabClaims(person)),
    signGraphToken: (person) => graphToken(person, registration.delegated),
    verifyGraphToken: async (authorization) => graphCaller(await bearer(authorization, GRAPH_AUDIENCE)),
    verifyBotToken: async (authorization) => botCaller(await bearer(authorization, BOT_AUDIENCE)),
    signBotToken: ({ serviceUrl, audience = clientId, claims = {} }) =>
      signWith(
        keys.bot,
        { ...times(), iss: BOT_AUDIENCE, aud: audience, serviceurl: serviceUrl, ...claims },
        keys.bot.kid,
      ),
    botConfiguration: (keysUrl) => ({
      issuer: BOT_AUDIENCE,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: keysUrl,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    }),
    botKeys: () => ({ keys: [{ ...keys.bot.jwk, endorsements: ['msteams'] }] }),
  };
}

function signWith(key: SigningKey, claims: JWTPayload, kid: string): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(key.privateKey);
}

const words = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(' ').filter(Boolean) : [];

function graphCaller(claims: JWTPayload | null): GraphCaller | null {
  if (!claims) return null;
  const person = claims['idtyp'] === 'user' ? String(claims['oid']) : null;
  const scopes = words(person ? claims['scp'] : claims['roles']);
  return { tenant: String(claims['tid']), person, app: String(claims['appid']), scopes };
}

function botCaller(claims: JWTPayload | null): BotCaller | null {
  return claims && { app: String(claims['appid']), tenant: String(claims['tid']) };
}
