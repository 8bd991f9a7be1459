import { ConfidentialClientApplication } from '@azure/msal-node';
import { OnBehalfOfUserCredential } from '@microsoft/teamsfx';
import { appCredential } from './credential.ts';
import type { TokenSettings } from './credential.ts';
import type { FreshToken } from './app-tokens.ts';
import { GraphFault } from './ports.ts';
import { APP_SCOPE } from './rights.ts';

/** A new client for a tenant, to be shared by all of its people: msal keeps its cache of tokens in it. */
export function newClient(settings: TokenSettings, tenant: string): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: settings.clientId,
      authority: `${settings.authorityHost}/${tenant}`,
      knownAuthorities: [new URL(settings.authorityHost).host],
      ...appCredential(settings),
    },
  });
}

/**
 * Changes a person's single-sign-on token for a token with the scopes, through teamsfx with the tenant's shared client.
 * teamsfx wants a secret even where the client holds a certificate; it never uses this one.
 */
export async function onBehalfOf(
  settings: TokenSettings,
  client: ConfidentialClientApplication,
  signIn: { readonly tenant: string; readonly token: string },
  scopes: string[],
): Promise<FreshToken> {
  const credential = new OnBehalfOfUserCredential(signIn.token, {
    clientId: settings.clientId,
    clientSecret: 'held-by-the-shared-client',
    authorityHost: settings.authorityHost,
    tenantId: signIn.tenant,
  });
  (credential as unknown as { msalClient: ConfidentialClientApplication }).msalClient = client;
  const got = await credential.getToken(scopes);
  if (!got) throw new GraphFault('app-refused', { message: 'no token came back' });
  return { token: got.token, expires: inMilliseconds(got.expiresOnTimestamp) };
}

/** The app's own token in the tenant, always a new one: it may have been granted more since the last. */
export async function asApp(client: ConfidentialClientApplication): Promise<FreshToken> {
  const got = await client.acquireTokenByClientCredential({ scopes: [APP_SCOPE], skipCache: true });
  if (!got?.expiresOn) throw new GraphFault('app-refused', { message: 'no token came back' });
  return { token: got.accessToken, expires: got.expiresOn.getTime() };
}

/** teamsfx gives milliseconds for an exchanged token and seconds for the sign-in itself; no time of ours is below this. */
const LEAST_MILLISECONDS = 100_000_000_000;

export const inMilliseconds = (time: number): number => (time < LEAST_MILLISECONDS ? time * 1000 : time);
