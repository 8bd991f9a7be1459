import type { Activity, ConversationParameters } from 'botbuilder';
import { ConnectorClient, MicrosoftAppCredentials } from 'botframework-connector';
import type { AppCredentials, ServiceClientCredentialsFactory } from 'botframework-connector';
import { BOT_SCOPE } from './adapter.ts';
import { asSendFault, onceOnlyHttpClient } from './http-client.ts';
import { SendFault } from './ports.ts';
import type { Conversation, Member, Message, PersonPlace, Place, Posted } from './ports.ts';

export interface OutboundSettings {
  readonly botId: string;
  readonly credentials: ServiceClientCredentialsFactory;
  /** Whether places without a token may be talked to at all. */
  readonly anonymousAllowed: boolean;
}

type Address = Pick<Place, 'serviceUrl' | 'anonymous'>;

const CARD = 'application/vnd.microsoft.card.adaptive';
/** Teams' largest page. */
const MEMBERS_A_PAGE = 500;

/** What goes out, by the SDK's client of the connector: one request for each call. */
export function createConversation(settings: OutboundSettings): Conversation {
  const bot = { id: `28:${settings.botId}`, name: 'LIKA' };
  const connect = connector(settings);
  const call = async <T>(to: Address, ask: (client: ConnectorClient) => Promise<T>): Promise<T> => {
    const client = await connect(to);
    try {
      return await ask(client);
    } catch (error) {
      throw asSendFault(error);
    }
  };
  return {
    postToChannel: async (channel, message) => {
      const { id, activityId } = await call(channel, ({ conversations }) =>
        conversations.createConversation(newThread(channel, message, bot)),
      );
      return posted(id, activityId);
    },
    say: async (place, message) => {
      const { id } = await call(place, ({ conversations }) =>
        conversations.sendToConversation(place.conversation, activityOf(message, bot)),
      );
      return posted(place.conversation, id);
    },
    update: async (place, activity, message) => {
      await call(place, ({ conversations }) =>
        conversations.updateActivity(place.conversation, activity, { ...activityOf(message, bot), id: activity }),
      );
    },
    openChat: async (to) => {
      const { id } = await call(to, ({ conversations }) => conversations.createConversation(chatWith(to, bot)));
      if (!id) throw new SendFault('unclear', null, 'the connector gave no id');
      return id;
    },
    members: (place, turnstile = (ask) => ask()) =>
      everyone((continuationToken) =>
        turnstile(() =>
          call(place, ({ conversations }) =>
            conversations.getConversationPagedMembers(place.conversation, pageAfter(continuationToken)),
          ),
        ),
      ),
  };
}

/** Clients by address. The token is there before a request is made: without one, nothing has gone out. */
function connector(settings: OutboundSettings): (to: Address) => Promise<ConnectorClient> {
  const clients = new Map<string, ConnectorClient>();
  let own: Promise<AppCredentials> | null = null;
  let waiting: Promise<unknown> | null = null;

  const clientFor = ({ serviceUrl, anonymous }: Address, credentials: AppCredentials): ConnectorClient => {
    const key = `${anonymous ? 'anonymous' : 'own'} ${serviceUrl}`;
    const known = clients.get(key);
    if (known) return known;
    const options = { baseUri: serviceUrl, httpClient: onceOnlyHttpClient };
    const client = new ConnectorClient(
      credentials,
      options as unknown as ConstructorParameters<typeof ConnectorClient>[1],
    );
    clients.set(key, client);
    return client;
  };

  return async (to) => {
    const { anonymous } = to;
    if (anonymous && !settings.anonymousAllowed)
      throw new SendFault('refused', null, 'a client without a token is not let in');
    if (anonymous) return clientFor(to, MicrosoftAppCredentials.Empty);
    try {
      own ??= settings.credentials.createCredentials(settings.botId, BOT_SCOPE, '', true) as Promise<AppCredentials>;
      const credentials = await own;
      // Many that ask at once, when the token has run out, wait for one new token.
      waiting ??= credentials.getToken().finally(() => (waiting = null));
      await waiting;
      return clientFor(to, credentials);
    } catch (error) {
      throw new SendFault('unreachable', null, `no token for the connector: ${String(error)}`);
    }
  };
}

type Bot = ConversationParameters['bot'];

function activityOf(message: Message, bot: Bot): Partial<Activity> {
  return {
    type: 'message',
    from: bot,
    summary: message.summary,
    ...(message.text === undefined ? {} : { text: message.text }),
    ...(message.card === undefined ? {} : { attachments: [{ contentType: CARD, content: message.card }] }),
  };
}

function newThread(channel: Place, message: Message, bot: Bot): ConversationParameters {
  const { tenant, conversation: id } = channel;
  return {
    isGroup: true,
    bot,
    tenantId: tenant,
    channelData: { channel: { id }, team: { id }, tenant: { id: tenant } },
    activity: activityOf(message, bot) as Activity,
  };
}

/** The SDK's type wants what a chat of two doesn't have: a group's topic and a first activity. */
function chatWith({ tenant, person }: PersonPlace, bot: Bot): ConversationParameters {
  const chat = {
    isGroup: false,
    bot,
    tenantId: tenant,
    members: [{ id: person }],
    channelData: { tenant: { id: tenant } },
  };
  return chat as unknown as ConversationParameters;
}

function posted(conversation: string | undefined, activity: string | undefined): Posted {
  if (!conversation || !activity) throw new SendFault('unclear', null, 'the connector gave no ids');
  return { conversation, activity };
}

interface Page {
  readonly members?: readonly { readonly id: string; readonly name?: string; readonly aadObjectId?: string }[];
  readonly continuationToken?: string;
}

/** The SDK's type has no first page, which is asked for without a token. */
function pageAfter(continuationToken: string | undefined): { pageSize: number; continuationToken: string } {
  const asked = { pageSize: MEMBERS_A_PAGE, ...(continuationToken === undefined ? {} : { continuationToken }) };
  return asked as { pageSize: number; continuationToken: string };
}

async function everyone(page: (continuationToken: string | undefined) => Promise<Page>): Promise<Member[]> {
  const found: Member[] = [];
  let token: string | undefined;
  do {
    const { members = [], continuationToken } = await page(token);
    found.push(...members.map(({ id, name, aadObjectId }) => ({ id, name: name ?? '', person: aadObjectId ?? null })));
    token = continuationToken === '' ? undefined : continuationToken;
  } while (token !== undefined);
  return found;
}
