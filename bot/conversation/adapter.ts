import { ConfidentialClientApplication } from '@azure/msal-node';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, TeamsActivityHandler } from 'botbuilder';
import type { Activity, ConversationParameters, TurnContext } from 'botbuilder';
import { AuthenticationConfiguration, MsalServiceClientCredentialsFactory } from 'botframework-connector';
import { onceOnlyHttpClient, asSendFault } from './http-client.ts';
import type { ChannelPost, Conversation } from './ports.ts';
import { SendFault } from './ports.ts';

export interface AdapterSettings {
  readonly botId: string;
  readonly tenantId: string;
  readonly authorityHost: string;
  readonly openIdMetadata: string;
  readonly tokenIssuer: string;
  readonly credential: object;
}

const BOT_SCOPE = 'https://api.botframework.com';

/** botbuilder's adapter, told every address itself: one that is left out makes it drop all its defaults. */
export function createAdapter(settings: AdapterSettings): CloudAdapter {
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
  return new CloudAdapter(authentication);
}

/** An adapter for a client that sends no token, such as Microsoft's Agents Playground; settings let it in or not. */
export function createAnonymousAdapter(): CloudAdapter {
  const factory = new MsalServiceClientCredentialsFactory('', undefined as never);
  return new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}, factory));
}

/** What goes out through the adapter. */
export function createConversation(adapter: CloudAdapter, botId: string): Conversation {
  return {
    async postToChannel(post) {
      const posted: { conversation: string; activity: string }[] = [];
      try {
        await adapter.createConversationAsync(
          botId,
          'msteams',
          post.serviceUrl,
          BOT_SCOPE,
          channelPost(post, botId),
          async (context) => {
            const { conversation, id } = context.activity;
            posted.push({ conversation: conversation.id, activity: id ?? '' });
          },
        );
      } catch (error) {
        throw asSendFault(error);
      }
      const [ids] = posted;
      if (!ids) throw new SendFault('unclear', null, 'the connector gave no ids');
      return ids;
    },
  };
}

function channelPost(post: ChannelPost, botId: string): ConversationParameters {
  const activity: Partial<Activity> = {
    type: 'message',
    summary: post.summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: post.card }],
  };
  return {
    isGroup: true,
    bot: { id: `28:${botId}`, name: 'LIKA' },
    tenantId: post.tenant,
    channelData: { channel: { id: post.channel }, team: { id: post.channel }, tenant: { id: post.tenant } },
    activity: activity as Activity,
  };
}

export { TeamsActivityHandler };
export type { TurnContext };
