import type { ConfidentialClientApplication } from '@azure/msal-node';
import type { TokenSettings } from './credential.ts';
import type { PersonKey, TokenSource } from './ports.ts';
import { GraphFault } from './ports.ts';

/** The scopes that the app registration declares; Graph's `.default` gives all that were consented to. */
const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';
/** A Graph token is renewed when less than this is left of it. */
const RENEW_BEFORE_MS = 2 * 60 * 1000;
const MOST_PEOPLE = 5000;

interface Held {
  readonly sso: string;
  readonly expires: number;
  graph: { token: string; expires: number } | null;
  inFlight: Promise<string> | null;
}

const keyOf = ({ tenant, person }: PersonKey) => `${tenant}/${person}`;

/**
 * Entra on-behalf-of through teamsfx's OnBehalfOfUserCredential. It makes a client of its own per instance, so each
 * one is given the tenant's shared msal client; and it does not hold back parallel calls, so calls in flight are shared.
 */
export function createTokenSource(settings: TokenSettings, realTime: () => number): TokenSource {
  const held = new Map<string, Held>();
  const clients = new Map<string, ConfidentialClientApplication>();

  const exchange = async (person: PersonKey, entry: Held): Promise<string> => {
    try {
      const { clientOf, onBehalfOf } = await import('./on-behalf-of.ts');
      const client = clients.get(person.tenant) ?? clientOf(settings, person.tenant);
      clients.set(person.tenant, client);
      const token = await onBehalfOf(settings, client, { tenant: person.tenant, token: entry.sso }, GRAPH_SCOPE);
      if (!token) throw new GraphFault('refused', { message: 'no token came back' });
      entry.graph = { token: token.token, expires: token.expiresOnTimestamp };
      return token.token;
    } catch (error) {
      throw asTokenFault(error);
    }
  };

  const live = (person: PersonKey): Held | null => {
    const entry = held.get(keyOf(person));
    if (!entry) return null;
    if (entry.expires > realTime()) return entry;
    held.delete(keyOf(person));
    return null;
  };

  return {
    remember(person, token, expires) {
      const key = keyOf(person);
      const known = held.get(key);
      if (known?.sso === token) return;
      if (known && known.expires > expires.getTime()) return;
      held.delete(key);
      // A renewed sign-in keeps the Graph token that is still good: it belongs to the same person.
      held.set(key, { sso: token, expires: expires.getTime(), graph: known?.graph ?? null, inFlight: null });
      const oldest = held.size > MOST_PEOPLE ? held.keys().next().value : undefined;
      if (oldest !== undefined) held.delete(oldest);
    },
    warmUp: async () => void (await import('./on-behalf-of.ts')),
    isAlive: (person) => live(person) !== null,
    async graphToken(person) {
      const entry = live(person);
      if (!entry) throw new GraphFault('person-away');
      if (entry.graph && entry.graph.expires - RENEW_BEFORE_MS > realTime()) return entry.graph.token;
      entry.inFlight ??= exchange(person, entry).finally(() => {
        entry.inFlight = null;
      });
      return entry.inFlight;
    },
  };
}

/** teamsfx's own errors, told apart by name (its classes are internal to its bundle). */
function asTokenFault(error: unknown): GraphFault {
  if (error instanceof GraphFault) return error;
  const { code, message } = error as { code?: string; message?: string };
  const text = `${code ?? ''} ${message ?? ''}`;
  if (/UiRequiredError|AADSTS65001|consent_required|interaction_required/.test(text))
    return new GraphFault('consent-needed', { message: text });
  if (/TokenExpiredError|AADSTS50013|AADSTS500133/.test(text)) return new GraphFault('person-away', { message: text });
  if (/network|ECONN|fetch failed|temporarily_unavailable/i.test(text))
    return new GraphFault('unreachable', { message: text });
  return new GraphFault('refused', { message: text });
}
