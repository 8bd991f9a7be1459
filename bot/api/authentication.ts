import { createRemoteJWKSet, customFetch, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { apart, CLOCK_APART_MS, clockDifference, momentAt } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { Unauthorized, Unavailable } from '../errors.ts';

/** The one who calls, as their verified token says. Known by (tenant, person), never by a mail address. */
export interface VerifiedPerson {
  readonly tenant: string;
  readonly person: string;
  readonly name: string;
  readonly municipality: string;
  /**
   * Invited from another organisation. What comes of being in a team does not come to a guest: they may what a role
   * says that somebody has given them by name, and nothing else.
   */
  readonly guest: boolean;
  readonly token: string;
  readonly expires: Date;
}

export type Authenticate = (authorization: string | undefined) => Promise<VerifiedPerson>;

export interface AuthenticationInput {
  readonly authorityHost: string;
  readonly clientId: string;
  readonly clock: Pick<Clock, 'realTime'>;
  readonly municipalityOf: (tenant: string) => Promise<string | null>;
}

/** Teams' own client ids, desktop and mobile and web. Source: Microsoft's page on single sign-on for tabs. */
const TEAMS_CLIENTS = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'];
const SCOPE = 'access_as_user';
/** Clocks differ a little; Entra already sets nbf five minutes back. */
const SKEW_SECONDS = 5;
/** How long a tenant's municipality is remembered, so that most calls need not ask. */
const REMEMBER_MS = 60_000;

const Claims = z.object({
  aud: z.string(),
  sub: z.string().min(1),
  tid: z.guid(),
  oid: z.guid(),
  ver: z.literal('2.0'),
  scp: z.string(),
  azp: z.enum(TEAMS_CLIENTS),
  exp: z.int(),
  nbf: z.int(),
  /** `app` is the app on its own, without a person. */
  idtyp: z.literal('user').optional(),
  /** Only an id token has these: such a token says to a page who someone is, and opens nothing. */
  c_hash: z.never().optional(),
  at_hash: z.never().optional(),
  name: z.string().optional(),
  /** 0 for a member of the tenant, 1 for a guest: the optional claim that the app registration asks for. */
  acct: z.union([z.literal(0), z.literal(1)]).optional(),
  /** Where the person signed in, when that is elsewhere than in the tenant. */
  idp: z.string().optional(),
});

/**
 * Checks the single-sign-on token as platform and ASVS demand: signature by the tenant's own keys, RS256 alone, our
 * audience, the tenant's exact issuer, a tenant that we know, times, scope as a whole word, a Teams client, and that it
 * is a person's access token.
 * Sources: learn.microsoft.com/entra/identity-platform/access-token-claims-reference; OWASP ASVS 5.0, 9.1 and 9.2. The function throws Unauthorized, and Unavailable when the keys or the database can't be reached.
 */
export function createAuthentication(input: AuthenticationInput): Authenticate {
  const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();
  const municipalities = new Map<string, { municipality: string; until: number }>();

  /** How far this machine's clock is ahead of the issuer's, as its keys came. Milliseconds. */
  let difference = 0;

  const municipalityOf = async (tenant: string): Promise<string> => {
    const known = municipalities.get(tenant);
    if (known && known.until > input.clock.realTime()) return known.municipality;
    const municipality = await input.municipalityOf(tenant);
    if (municipality === null) throw new Unauthorized('tenant not known');
    municipalities.set(tenant, { municipality, until: input.clock.realTime() + REMEMBER_MS });
    return municipality;
  };
  const keysOf = (tenant: string) => {
    const known = keySets.get(tenant);
    if (known) return known;
    const made = createRemoteJWKSet(new URL(`${input.authorityHost}/${tenant}/discovery/v2.0/keys`), {
      [customFetch]: async (url: string, options: RequestInit) => {
        const answer = await fetch(url, options);
        difference = clockDifference(answer.headers.get('date'), input.clock.realTime()) ?? difference;
        return answer;
      },
    });
    keySets.set(tenant, made);
    return made;
  };

  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Unauthorized('no bearer token');
    const tenant = claimedTenant(token);
    if (!hasKeyId(token)) throw new Unauthorized('no key id');
    const municipality = await municipalityOf(tenant);
    const payload = await verified(token, keysOf(tenant), {
      algorithms: ['RS256'],
      audience: input.clientId,
      issuer: `${input.authorityHost}/${tenant}/v2.0`,
      requiredClaims: ['aud', 'iss', 'sub', 'exp', 'nbf'],
      clockTolerance: SKEW_SECONDS,
      currentDate: momentAt(input.clock.realTime()),
    }).catch((error: unknown) => {
      throw asRefusal(error, input.clock.realTime(), difference);
    });
    const claims = Claims.safeParse(payload);
    if (!claims.success)
      throw new Unauthorized(`claims: ${claims.error.issues.map((i) => i.path.join('.')).join(', ')}`);
    const { tid, oid, scp, exp, name } = claims.data;
    if (!scp.split(' ').includes(SCOPE)) throw new Unauthorized('scope');
    const guest = isGuest(claims.data);
    return { tenant: tid, person: oid, name: name ?? '', municipality, guest, token, expires: momentAt(exp * 1000) };
  };
}

/** Guests are told by the optional claim, or by having signed in with another issuer than the tenant's. */
function isGuest({ acct, idp, tid }: z.infer<typeof Claims>): boolean {
  return acct === 1 || (idp !== undefined && !idp.includes(tid));
}

/** The tenant that the token says it comes from: only to know whose keys to ask for. */
function claimedTenant(token: string): string {
  try {
    return z.guid().parse(decodeJwt(token)['tid']);
  } catch {
    throw new Unauthorized('no tenant in the token');
  }
}

/** Entra always names its key: without a name there would be a choice of keys. */
function hasKeyId(token: string): boolean {
  const { kid, typ } = decodeProtectedHeader(token);
  return typeof kid === 'string' && kid !== '' && (typ === undefined || /^(at\+)?jwt$/i.test(typ));
}

async function verified(
  token: string,
  keys: ReturnType<typeof createRemoteJWKSet>,
  options: Parameters<typeof jwtVerify>[2],
): Promise<JWTPayload> {
  return (await jwtVerify(token, keys, options)).payload;
}

/**
 * Why the token isn't good. Where it is the times in a token that the issuer has signed, the log gets how far they are from
 * this clock; and where this clock is wrong, no new sign-in would help, so the person is told that it isn't theirs to mend.
 */
function asRefusal(error: unknown, now: number, difference: number): Unauthorized | Unavailable {
  if (!(error instanceof errors.JOSEError)) return new Unavailable('sign-in-unavailable');
  const isOutage = error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC';
  if (isOutage) return new Unavailable('sign-in-unavailable');
  const isOfTime = error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed;
  if (!isOfTime || !['exp', 'nbf'].includes(error.claim) || error.reason !== 'check_failed')
    return new Unauthorized(error.code);
  const off = Math.round(now / 1000 - Number(error.payload[error.claim]));
  const told = `${error.code}: ${error.claim} ${String(Math.abs(off))} s ${off < 0 ? 'ahead' : 'ago'}`;
  if (Math.abs(difference) <= CLOCK_APART_MS) return new Unauthorized(told);
  return new Unauthorized(`${told}; this clock is ${apart(difference)} the issuer’s`, 'clock-off');
}
