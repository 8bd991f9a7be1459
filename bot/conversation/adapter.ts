import { ConfidentialClientApplication } from '@azure/msal-node';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { AuthenticationConfiguration, MsalServiceClientCredentialsFactory } from 'botframework-connector';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import { onceOnlyHttpClient } from './http-client.ts';

export interface AdapterSettings {
  readonly botId: string;
  readonly tenantId: string;
  readonly authorityHost: string;
  readonly openIdMetadata: string;
  readonly tokenIssuer: string;
  readonly credential: object;
}

export const BOT_SCOPE = 'https://api.botframework.com';

/** What the SDK needs to talk: in (the adapter) and out (clients of the connector with the bot's own token). */
export interface BotSdk {
  readonly adapter: CloudAdapter;
  readonly credentials: ServiceClientCredentialsFactory;
}

/** botbuilder's adapter, told every address itself: one that is left out makes it drop all its defaults. */
export function createAdapter(settings: AdapterSettings): BotSdk {
  const authority = `${settings.authorityHost}/${settings.tenantId}`;
  const client = new ConfidentialClientApplication({
    auth: {
      clientId: settings.botId,
      authority,
      knownAuthorities: [new URL(settings.authorityHost).host],
      ...settings.credential,
    },
  });
  const credentials = new MsalServiceClientCredentialsFactory(
    settings.botId,
    // Another version of msal-node than botframework-connector's own; the one call it makes is the same in both.
    client as unknown as ConstructorParameters<typeof MsalServiceClientCredentialsFactory>[1],
  );
  const options = { httpClient: onceOnlyHttpClient } as unknown as ConstructorParameters<
    typeof ConfigurationBotFrameworkAuthentication
  >[4];
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: settings.botId,
      ToChannelFromBotLoginUrl: authority,
      ToChannelFromBotOAuthScope: BOT_SCOPE,
      ToBotFromChannelTokenIssuer: settings.tokenIssuer,
      ToBotFromChannelOpenIdMetadataUrl: settings.openIdMetadata,
    },
    credentials,
    new AuthenticationConfiguration(),
    undefined,
    options,
  );
  return { adapter: new CloudAdapter(authentication), credentials };
}

/** An adapter for a client that sends no token, such as Microsoft's Agents Playground; settings let it in or not. */
export function createAnonymousAdapter(): CloudAdapter {
  const factory = new MsalServiceClientCredentialsFactory('', undefined as never);
  return new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}, factory));
}
