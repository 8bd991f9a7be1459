import { call } from './api.ts';

/** A message of a conversation as the connector keeps it. */
export interface Message {
  id: string;
  replyToId: string | null;
  /** ISO time. */
  at: string;
  from: { id: string; name: string; kind: 'bot' | 'person' };
  text: string | null;
  textFormat?: string;
  attachments: { contentType: string; content: unknown }[];
  edited?: string | null;
  /** How often it has been edited. */
  version?: number;
  /** Its card is one that the person alone was answered with. */
  yours?: boolean;
}

/** A conversation as one person sees it. */
export interface Conversation {
  /** Oldest first. */
  messages: Message[];
  /** The person, by the id that the bot has for them. */
  viewer: { id: string };
  /** How many are in it. */
  members: number;
  app: AppThere;
}

/** Where the app stands in a conversation. */
export interface AppThere {
  /** Added by somebody. */
  added: boolean;
  /** Taken away (or blocked) and not added since. */
  gone: boolean;
  /** The bot may speak there. */
  here: boolean;
}

export type FeedEvent =
  | { kind: 'message' | 'update' | 'delete'; conversation: string; message: Message }
  | { kind: 'presence'; conversation: string }
  | { kind: 'reset' };

export async function readConversation(conversation: string, person: string): Promise<Conversation> {
  const query = new URLSearchParams({ person });
  return (await call(
    `/connector/conversations/${encodeURIComponent(conversation)}?${query.toString()}`,
  )) as Conversation;
}

/**
 * Calls back at whatever happens in the team's channel, the person's group chats and their own chat, until closed. The
 * browser takes a broken stream up again; what was missed meanwhile counts as a reset.
 */
export function followMessages(
  { team, person }: { team: string | null; person: string },
  happened: (event: FeedEvent) => void,
): () => void {
  const query = new URLSearchParams({ person, ...(team ? { team } : {}) });
  const feed = new EventSource(`/connector/feed?${query.toString()}`);
  feed.addEventListener('message', ({ data }) => {
    happened(JSON.parse(String(data)) as FeedEvent);
  });
  let isBroken = false;
  feed.addEventListener('error', () => {
    isBroken = true;
  });
  feed.addEventListener('open', () => {
    if (isBroken) happened({ kind: 'reset' });
    isBroken = false;
  });
  return () => {
    feed.close();
  };
}

export interface Sent {
  activityId?: string;
  status: number;
  /** For an invoke: the service's answer in the adaptiveCard/action shape. */
  body: { statusCode?: number; type?: string; value?: unknown } | null;
}

/** What a person does in a conversation: writes, or acts on a card. */
export async function sendFrom(
  from: { person: string; locale: string },
  conversation: string,
  what: Record<string, unknown>,
): Promise<Sent> {
  return (await call('/connector/outbox', { method: 'POST', body: { ...from, conversation, ...what } })) as Sent;
}

/** Adds the app where the choices stand, or takes it away. */
export async function installApp(
  where: { team?: string; chat?: string; person?: string },
  action: 'add' | 'remove',
  by: { person: string; locale: string },
): Promise<void> {
  const body = { ...where, action, by: by.person, locale: by.locale };
  await call('/connector/install', { method: 'POST', body });
}
