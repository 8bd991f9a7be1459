import type { ConfidentialClientApplication } from '@azure/msal-node';
import { createAppTokens } from './app-tokens.ts';
import type { FreshToken } from './app-tokens.ts';
import type { TokenSettings } from './credential.ts';
import { createEndedSignIns } from './ended-sign-ins.ts';
import type { PersonKey, Right, TokenSource } from './ports.ts';
import { GraphFault } from './ports.ts';
import { RIGHTS, scopesOf } from './rights.ts';
import { asTokenFault, saysGone } from './token-faults.ts';

/** A Graph token is renewed when less than this is left of it. */
const RENEW_BEFORE_MS = 2 * 60 * 1000;
/** Missing consent is taken for true so long, so that a page of names doesn't ask Entra once for each. */
const REFUSAL_KEPT_MS = 10_000;
const MOST_PEOPLE = 5000;
/** msal keeps every token that it has got and lets none go, and what we need of them is kept here. */
const EXCHANGES_BEFORE_CLEARING = 1000;

/** What is known of one right of one person, under the sign-in that it was got with. */
interface Slot {
  token: FreshToken | null;
  refusal: { readonly fault: GraphFault; readonly until: number } | null;
  inFlight: Promise<string> | null;
}

interface Held {
  readonly sso: string;
  readonly expires: number;
  readonly rights: Map<Right, Slot>;
}

interface Client {
  readonly msal: ConfidentialClientApplication;
  exchanges: number;
}

const keyOf = ({ tenant, person }: PersonKey) => `${tenant}/${person}`;

/** The tokens' keeper as the web server's door needs it. */
export interface TokenKeeper extends TokenSource {
  /** Whether Entra has said of this very sign-in that its account is no longer let in. */
  hasGone(token: string): boolean;
  /**
   * Whether the person, whose token has been verified and remembered, may go on: no when Entra no longer lets their
   * account in. Entra is asked only about another sign-in of somebody whom it has turned away before; when it can't be
   * asked, a verified token is good.
   */
  isLetIn(person: PersonKey, token: string): Promise<boolean>;
}

/**
 * Entra on-behalf-of through teamsfx's OnBehalfOfUserCredential, and the app on its own, both over one msal client for
 * each tenant: teamsfx would make one for each call, and holds back no calls at once. So tokens are kept here by tenant,
 * person, sign-in and right, and calls for the same that come at once share one exchange.
 */
export function createTokenSource(settings: TokenSettings, realTime: () => number): TokenKeeper {
  const held = new Map<string, Held>();
  const clients = new Map<string, Client>();
  const ended = createEndedSignIns(realTime);

  const clientOf = async (tenant: string): Promise<ConfidentialClientApplication> => {
    const { newClient } = await import('./on-behalf-of.ts');
    const client = clients.get(tenant) ?? { msal: newClient(settings, tenant), exchanges: 0 };
    clients.set(tenant, client);
    client.exchanges += 1;
    if (client.exchanges % EXCHANGES_BEFORE_CLEARING === 0) client.msal.clearCache();
    return client.msal;
  };

  const apps = createAppTokens(async (tenant) => {
    const { asApp } = await import('./on-behalf-of.ts');
    return asApp(await clientOf(tenant));
  }, realTime);

  const live = (person: PersonKey): Held | null => {
    const entry = held.get(keyOf(person));
    if (!entry) return null;
    if (entry.expires > realTime()) return entry;
    held.delete(keyOf(person));
    return null;
  };

  /** Lets everything go that was kept under a sign-in that Entra refuses for good. */
  const letGo = (person: PersonKey, entry: Held, why: 'gone' | 'over'): void => {
    if (held.get(keyOf(person)) === entry) held.delete(keyOf(person));
    clients.get(person.tenant)?.msal.clearCache();
    ended.note(person, entry.sso, { why, expires: entry.expires });
  };

  const exchange = async (person: PersonKey, entry: Held, right: Right, slot: Slot): Promise<string> => {
    try {
      const { onBehalfOf } = await import('./on-behalf-of.ts');
      const client = await clientOf(person.tenant);
      const signIn = { tenant: person.tenant, token: entry.sso };
      slot.token = await onBehalfOf(settings, client, signIn, scopesOf(right));
      return slot.token.token;
    } catch (error) {
      const fault = asTokenFault(error, right);
      // A sign-in that is over keeps no room from a newer one that ends sooner.
      if (fault.reason === 'person-away') letGo(person, entry, saysGone(fault) ? 'gone' : 'over');
      if (fault.reason === 'consent-needed') slot.refusal = { fault, until: realTime() + REFUSAL_KEPT_MS };
      throw fault;
    }
  };

  const asPerson = (person: PersonKey, right: Right): Promise<string> => {
    const entry = live(person);
    if (!entry) throw new GraphFault('person-away');
    if (RIGHTS[right].delegated.length === 0) throw new GraphFault('not-allowed', { message: `${right} is the app's` });
    const slot = entry.rights.get(right) ?? { token: null, refusal: null, inFlight: null };
    entry.rights.set(right, slot);
    if (slot.token && slot.token.expires - RENEW_BEFORE_MS > realTime()) return Promise.resolve(slot.token.token);
    if (slot.refusal && slot.refusal.until > realTime()) throw slot.refusal.fault;
    slot.inFlight ??= exchange(person, entry, right, slot).finally(() => {
      slot.inFlight = null;
    });
    return slot.inFlight;
  };

  return {
    remember(person, token, expires) {
      const key = keyOf(person);
      const known = held.get(key);
      if (known?.sso === token || (known && known.expires > expires.getTime()) || ended.of(token) !== null) return;
      held.delete(key);
      held.set(key, { sso: token, expires: expires.getTime(), rights: new Map() });
      const oldest = held.size > MOST_PEOPLE ? held.keys().next().value : undefined;
      if (oldest !== undefined) held.delete(oldest);
    },
    warmUp: async () => void (await import('./on-behalf-of.ts')),
    isAlive: (person) => live(person) !== null,
    hasGone: (token) => ended.of(token) === 'gone',
    async isLetIn(person, token) {
      if (ended.of(token) === 'gone') return false;
      if (!ended.isDoubted(person)) return true;
      try {
        await asPerson(person, 'self');
      } catch (error) {
        return !(error instanceof GraphFault && saysGone(error));
      }
      ended.trust(person);
      return true;
    },
    async graphToken(as, right) {
      if (as.person === null) return apps.token(as.tenant, right);
      return asPerson(as, right);
    },
    grantedToApp: (tenant, right) => apps.granted(tenant, right),
    forget(as, right, token) {
      if (as.person === null) return apps.forget(as.tenant, token);
      const slot = live(as)?.rights.get(right);
      if (!slot) return;
      if (token === undefined || slot.token?.token === token) slot.token = null;
      if (token === undefined) slot.refusal = null;
      // msal would hand out the very token again that was turned away.
      clients.get(as.tenant)?.msal.clearCache();
    },
  };
}
