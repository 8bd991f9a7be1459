import type { RequestHandler } from 'express';
import { appCredential } from '../graph/credential.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import { endConversation, firstTimeSeen, keepConversation } from '../store/conversations.ts';
import type { Store, Tx } from '../store/store.ts';
import { textsIn } from '../texts.ts';
import type { ConversationFacts, Memory } from './handler.ts';
import type { Conversation } from './ports.ts';

export interface ConversationDeps {
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
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
    { createHandler },
    { createInboundCheck },
    { createMessagesHandler },
  ] = await Promise.all([
    import('./adapter.ts'),
    import('./outbound.ts'),
    import('./handler.ts'),
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
    handler: createHandler(memoryIn(deps), (key, language) => textsIn(language === 'en' ? 'en' : 'sv')(key)),
    warn: (about, message) => log.warn(about, message),
  });
  const conversation = createConversation({
    botId: settings.clientId,
    credentials,
    anonymousAllowed: settings.botAnonymous,
  });
  return { messages, conversation };
}

/** A conversation belongs to the municipality of its tenant; one from a tenant we don't know is not kept. */
function memoryIn({ store, clock }: ConversationDeps): Memory {
  const within = async <T>(facts: ConversationFacts, otherwise: T, work: (tx: Tx) => Promise<T>): Promise<T> => {
    const municipality = await store.municipalityOf(facts.tenant);
    return municipality ? store.inMunicipality(municipality, work) : otherwise;
  };
  return {
    firstTime: (facts, activity) =>
      within(facts, true, (tx) => firstTimeSeen(tx, { conversation: facts.conversation, activity }, clock.now())),
    remember: (facts) => within(facts, undefined, (tx) => keepConversation(tx, { ...facts, id: facts.conversation })),
    forget: (facts) => within(facts, undefined, (tx) => endConversation(tx, facts.conversation, clock.now())),
  };
}
