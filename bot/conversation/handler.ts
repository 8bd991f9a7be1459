import { ActivityHandler } from 'botbuilder';
import type { Activity, TurnContext } from 'botbuilder';

/** What a conversation is known by between turns: plain JSON, never an SDK object. */
export interface ConversationFacts {
  readonly tenant: string;
  readonly conversation: string;
  readonly kind: 'channel' | 'personal' | 'group';
  readonly team: string | null;
  readonly serviceUrl: string;
}

/** What the handler does with what it hears; the store stands behind it. */
export interface Memory {
  /** True the first time an activity is heard: Teams delivers at least once. */
  firstTime(facts: ConversationFacts, activity: string): Promise<boolean>;
  remember(facts: ConversationFacts): Promise<void>;
  forget(facts: ConversationFacts): Promise<void>;
}

export type Say = (key: string, language: string) => string;

interface TeamsChannelData {
  team?: { id?: string; aadGroupId?: string };
  tenant?: { id?: string };
}

const KINDS: Readonly<Record<string, ConversationFacts['kind']>> = { channel: 'channel', groupChat: 'group' };

/** The facts that an activity carries, or null when it doesn't say where it comes from. */
export function factsOf(activity: Partial<Activity>): ConversationFacts | null {
  const data = (activity.channelData ?? {}) as TeamsChannelData;
  const tenant = activity.conversation?.tenantId ?? data.tenant?.id;
  const conversation = activity.conversation?.id.split(';')[0];
  if (!tenant || !conversation || !activity.serviceUrl) return null;
  return {
    tenant,
    conversation,
    kind: KINDS[activity.conversation?.conversationType ?? ''] ?? 'personal',
    team: data.team?.aadGroupId ?? null,
    serviceUrl: activity.serviceUrl,
  };
}

/** Keeps where the bot is installed, and answers whoever writes to it with the way to the tab. */
export function createHandler(memory: Memory, say: Say): ActivityHandler {
  const handler = new ActivityHandler();
  const language = (context: TurnContext) => (context.activity.locale?.toLowerCase().startsWith('en') ? 'en' : 'sv');

  const note = async (context: TurnContext, next: () => Promise<void>) => {
    const facts = factsOf(context.activity);
    if (facts) await memory.remember(facts);
    await next();
  };
  handler.onInstallationUpdateAdd(note);
  handler.onMembersAdded(note);
  handler.onInstallationUpdateRemove(async (context, next) => {
    const facts = factsOf(context.activity);
    if (facts) await memory.forget(facts);
    await next();
  });
  handler.onMessage(async (context, next) => {
    const facts = factsOf(context.activity);
    if (facts && (await memory.firstTime(facts, context.activity.id ?? ''))) {
      await memory.remember(facts);
      await context.sendActivity(say('bot.help', language(context)));
    }
    await next();
  });
  return handler;
}
