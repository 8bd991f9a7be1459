import { ConfidentialClientApplication } from '@azure/msal-node';
import { OnBehalfOfUserCredential } from '@microsoft/teamsfx';
import type { AccessToken } from '@azure/identity';
import { appCredential } from './credential.ts';
import type { TokenSettings } from './credential.ts';

/** One client per tenant for all of its people: msal keeps its cache of tokens in it. */
export function clientOf(settings: TokenSettings, tenant: string): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: settings.clientId,
      authority: `${settings.authorityHost}/${tenant}`,
      knownAuthorities: [new URL(settings.authorityHost).host],
      ...appCredential(settings),
    },
  });
}

/** Changes a person's single-sign-on token for a token with the scope, through teamsfx with the tenant's shared client. */
export async function onBehalfOf(
  settings: TokenSettings,
  client: ConfidentialClientApplication,
  person: { readonly tenant: string; readonly token: string },
  scope: string,
): Promise<AccessToken | null> {
  const credential = new OnBehalfOfUserCredential(person.token, {
    clientId: settings.clientId,
    clientSecret: settings.clientSecret ?? 'held-by-the-shared-client',
    authorityHost: settings.authorityHost,
    tenantId: person.tenant,
  });
  (credential as unknown as { msalClient: ConfidentialClientApplication }).msalClient = client;
  return credential.getToken(scope);
}
