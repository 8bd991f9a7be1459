import type { ConfidentialClientApplication } from '@azure/msal-node';
import type { Client } from '@microsoft/microsoft-graph-client';
import { graphAs } from './client.ts';
import type { TokenSettings } from './credential.ts';
import { GraphFault } from './ports.ts';

const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';

/** Graph clients that act as the app itself in a tenant; each throws GraphFault when Entra gives no token. */
export function clientsAsApp(settings: TokenSettings, graphUrl: string): (tenant: string) => Promise<Client> {
  const apps = new Map<string, ConfidentialClientApplication>();
  const tokens = {
    remember: () => undefined,
    warmUp: () => Promise.resolve(),
    isAlive: () => true,
    async graphToken({ tenant }: { readonly tenant: string }): Promise<string> {
      const { clientOf } = await import('./on-behalf-of.ts');
      const app = apps.get(tenant) ?? clientOf(settings, tenant);
      apps.set(tenant, app);
      const got = await app.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] }).catch((error: unknown) => {
        const { errorCode = '', message = '' } = error as { errorCode?: string; message?: string };
        const isAway = /network|endpoints_resolution|ECONN|fetch failed|temporarily/i.test(`${errorCode} ${message}`);
        throw new GraphFault(isAway ? 'unreachable' : 'refused', { message });
      });
      if (!got) throw new GraphFault('refused', { message: 'no token came back' });
      return got.accessToken;
    },
  };
  return (tenant) => graphAs({ tenant, person: 'the app' }, tokens, graphUrl);
}
