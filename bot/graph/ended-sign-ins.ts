import { createHash } from 'node:crypto';
import type { PersonKey } from './ports.ts';

const MOST = 5000;

/**
 * Sign-ins that Entra has refused for good, by hash until they end by themselves, so that none of them is taken up again.
 * `gone`: the account is no longer let in; `over`: a new sign-in of the same person mends it.
 */
export interface EndedSignIns {
  note(person: PersonKey, token: string, ended: { readonly why: 'gone' | 'over'; readonly expires: number }): void;
  /** How the sign-in has ended; null when nothing is known against it. */
  of(token: string): 'gone' | 'over' | null;
  /** Whether some sign-in of the person's has been refused because of the account itself. */
  isDoubted(person: PersonKey): boolean;
  /** Entra lets the person in again, with another sign-in. */
  trust(person: PersonKey): void;
}

export function createEndedSignIns(realTime: () => number): EndedSignIns {
  const ended = new Map<string, { why: 'gone' | 'over'; until: number }>();
  const doubted = new Map<string, number>();
  const keyOf = ({ tenant, person }: PersonKey) => `${tenant}/${person}`;
  const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

  return {
    note(person, token, { why, expires }) {
      for (const [hash, { until }] of ended) if (until <= realTime()) ended.delete(hash);
      for (const [key, until] of doubted) if (until <= realTime()) doubted.delete(key);
      ended.set(hashOf(token), { why, until: expires });
      if (why === 'gone') doubted.set(keyOf(person), expires);
      keepTo(ended);
      keepTo(doubted);
    },
    of: (token) => (ended.size === 0 ? null : (ended.get(hashOf(token))?.why ?? null)),
    isDoubted: (person) => doubted.has(keyOf(person)),
    trust: (person) => void doubted.delete(keyOf(person)),
  };
}

function keepTo(known: Map<string, unknown>): void {
  const oldest = known.size > MOST ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
}
