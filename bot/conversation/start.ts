import type { RequestHandler } from 'express';
import { appCredential } from '../graph/credential.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import type { Heard, Hearer } from './heard.ts';
import type { Conversation } from './ports.ts';

export interface ConversationDeps {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly hear: Hearer;
  /** What a person is told when what they did could not be done. */
  readonly sorry: (heard: Heard, error: unknown) => { readonly line: string; readonly isFault: boolean };
}

/** Hosts of Microsoft's connector, used where the settings name none. */
const MICROSOFT_HOSTS = ['smba.trafficmanager.net', '.botframework.com'];

/**
 * The bot: its address for Teams, and the way out. botbuilder is loaded at the first use or when the service has come
 * to rest, so that the tab need not wait for it at a start.
 */
export function startConversation(deps: ConversationDeps): {
  messages: RequestHandler;
  conversation: Conversation;
  warmUp(): Promise<void>;
} {
  let loaded: ReturnType<typeof load> | null = null;
  const ready = () => (loaded ??= load(deps));
  return {
    messages: async (request, response, next) => {
      const { messages } = await ready();
      await messages(request, response, next);
    },
    conversation: {
      postToChannel: async (...post) => (await ready()).conversation.postToChannel(...post),
      say: async (...said) => (await ready()).conversation.say(...said),
      update: async (...change) => (await ready()).conversation.update(...change),
      openChat: async (to) => (await ready()).conversation.openChat(to),
      members: async (...of) => (await ready()).conversation.members(...of),
    },
    warmUp: async () => void (await ready()),
  };
}

async function load(deps: ConversationDeps) {
  const { settings, clock, log } = deps;
  const [
    { createAdapter, createAnonymousAdapter },
    { createConversation },
    { createInboundCheck },
    { createMessagesHandler },
  ] = await Promise.all([
    import('./adapter.ts'),
    import('./outbound.ts'),
    import('./authentication.ts'),
    import('./messages.ts'),
  ]);
  const identity = {
    botId: settings.clientId,
    tenantId: settings.tenantId,
    authorityHost: settings.authorityHost,
    openIdMetadata: settings.botOpenIdMetadata,
    tokenIssuer: settings.botTokenIssuer,
    serviceHosts: settings.botServiceHosts.length > 0 ? settings.botServiceHosts : MICROSOFT_HOSTS,
    credential: appCredential(settings),
  };
  const { adapter, credentials } = createAdapter(identity);
  const messages = createMessagesHandler({
    adapter,
    anonymous: settings.botAnonymous ? createAnonymousAdapter() : null,
    check: createInboundCheck(identity, () => clock.realTime()),
    hear: (heard) => deps.hear(heard),
    sorry: (heard, error) => deps.sorry(heard, error),
    warn: (about, message) => log.warn(about, message),
  });
  const conversation = createConversation({
    botId: settings.clientId,
    credentials,
    anonymousAllowed: settings.botAnonymous,
  });
  return { messages, conversation };
}
