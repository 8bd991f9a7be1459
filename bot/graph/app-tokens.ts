import { decodeJwt } from 'jose';
import { GraphFault } from './ports.ts';
import type { Right } from './ports.ts';
import { RIGHTS } from './rights.ts';
import { asTokenFault } from './token-faults.ts';

/** How long an answer about what the tenant has granted is taken for true: a new grant shows after this. */
const KNOWN_MS = 5 * 60 * 1000;
/** A token is renewed when less than this is left of it. */
const RENEW_BEFORE_MS = 2 * 60 * 1000;

interface Held {
  token: string;
  expires: number;
  roles: readonly string[];
  askedAt: number;
}

/** A token with the moment it ends, in milliseconds. */
export interface FreshToken {
  readonly token: string;
  readonly expires: number;
}

/** The app's own tokens, one for each tenant, and what each tenant lets the app do without a person. */
export interface AppTokens {
  /** @throws GraphFault `consent-needed` when the tenant has not granted it, and what an exchange can fail with. */
  token(tenant: string, right: Right): Promise<string>;
  granted(tenant: string, right: Right): Promise<boolean>;
  forget(tenant: string, token?: string): void;
}

/** @param exchange asks Entra for a new token for the app in the tenant */
export function createAppTokens(exchange: (tenant: string) => Promise<FreshToken>, realTime: () => number): AppTokens {
  const held = new Map<string, Held>();
  const refusedAt = new Map<string, number>();
  const inFlight = new Map<string, Promise<Held>>();

  const ask = (tenant: string): Promise<Held> => {
    const under = inFlight.get(tenant);
    if (under) return under;
    const asked = exchange(tenant)
      .then(({ token, expires }) => {
        const now = { token, expires, roles: rolesIn(token), askedAt: realTime() };
        held.set(tenant, now);
        return now;
      })
      .finally(() => inFlight.delete(tenant));
    inFlight.set(tenant, asked);
    return asked;
  };

  const has = ({ roles }: Held, right: Right): boolean => {
    const { application, resourceSpecific } = RIGHTS[right];
    if (application.length === 0) return resourceSpecific.length > 0;
    return application.every((role) => roles.includes(role));
  };

  /** What is held, asked for anew when it ends soon, or when it lacks the right and may have got it since. */
  const current = async (tenant: string, right: Right): Promise<Held> => {
    const known = held.get(tenant);
    const now = realTime();
    if (!known || known.expires - RENEW_BEFORE_MS <= now) return ask(tenant);
    return has(known, right) || now - known.askedAt < KNOWN_MS ? known : ask(tenant);
  };

  const isNever = (right: Right) => RIGHTS[right].application.length + RIGHTS[right].resourceSpecific.length === 0;
  const missing = (right: Right) => new GraphFault('consent-needed', { message: `the app may not: ${right}`, right });

  return {
    async token(tenant, right) {
      if (isNever(right)) throw missing(right);
      const now = await current(tenant, right).catch((error: unknown) => {
        throw asTokenFault(error, right);
      });
      if (!has(now, right)) throw missing(right);
      return now.token;
    },
    async granted(tenant, right) {
      if (isNever(right)) return false;
      if (realTime() - (refusedAt.get(tenant) ?? -Infinity) < KNOWN_MS) return false;
      try {
        return has(await current(tenant, right), right);
      } catch {
        refusedAt.set(tenant, realTime());
        return false;
      }
    },
    forget(tenant, token) {
      if (token === undefined || held.get(tenant)?.token === token) held.delete(tenant);
      if (token === undefined) refusedAt.delete(tenant);
    },
  };
}

/** The application permissions in a token: read, not checked, since it came from Entra just now. */
function rolesIn(token: string): readonly string[] {
  try {
    const { roles } = decodeJwt(token);
    return Array.isArray(roles) ? roles.filter((role): role is string => typeof role === 'string') : [];
  } catch {
    return [];
  }
}
