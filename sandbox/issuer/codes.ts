import { createHash, randomBytes } from 'node:crypto';
import type { Person, SandboxClock } from '../context.ts';
import type { EntraError } from './entra-errors.ts';
import { refusals } from './entra-errors.ts';

/** What an authorization code stands for. */
interface Promised {
  tenant: string;
  person: Person;
  redirectUri: string;
  scopes: readonly string[];
  challenge: Challenge | null;
}

/** PKCE (RFC 7636): what the verifier must come to. */
export interface Challenge {
  value: string;
  method: 'S256' | 'plain';
}

/** Authorization codes that have been given out; forgotten at a restart. */
export interface Codes {
  give(promised: Promised): string;
  redeem(asked: {
    code: string;
    tenant: string;
    redirectUri: string;
    verifier: string | null;
  }): { person: Person; scopes: readonly string[] } | { refused: EntraError };
}

/** Entra's codes live about ten minutes. */
const LIFETIME_MS = 600_000;

export function createCodes(clock: SandboxClock): Codes {
  const given = new Map<string, Promised & { until: number; redeemed: boolean }>();
  return {
    give(promised) {
      const code = `0.${randomBytes(48).toString('base64url')}`;
      given.set(code, { ...promised, until: clock.real() + LIFETIME_MS, redeemed: false });
      return code;
    },
    redeem({ code, tenant, redirectUri, verifier }) {
      const found = given.get(code);
      if (found?.tenant !== tenant) return { refused: refusals.badCode() };
      if (found.redeemed) return { refused: refusals.redeemedCode() };
      if (found.until < clock.real()) return { refused: refusals.oldCode() };
      if (found.redirectUri !== redirectUri) return { refused: refusals.otherReplyAddress() };
      if (found.challenge && !fits(found.challenge, verifier)) return { refused: refusals.badVerifier() };
      found.redeemed = true;
      return { person: found.person, scopes: found.scopes };
    },
  };
}

function fits({ value, method }: Challenge, verifier: string | null): boolean {
  if (verifier === null) return false;
  return (method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier) === value;
}
