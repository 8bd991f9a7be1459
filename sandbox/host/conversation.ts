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
}

type FeedEvent = { kind: 'message' | 'update' | 'delete'; conversation: string; message: Message } | { kind: 'reset' };

/** The messages of a conversation, oldest first. */
export async function readMessages(conversation: string, person: string): Promise<Message[]> {
  const query = new URLSearchParams({ person });
  const read = (await call(`/connector/conversations/${encodeURIComponent(conversation)}?${query.toString()}`)) as {
    messages: Message[];
  };
  return read.messages;
}

/** Calls back at whatever happens in a conversation, until closed. The browser takes a broken stream up again. */
export function followMessages(
  { team, person, conversation }: { team: string | null; person: string; conversation: string },
  happened: () => void,
): () => void {
  const query = new URLSearchParams({ person, ...(team ? { team } : {}) });
  const feed = new EventSource(`/connector/feed?${query.toString()}`);
  feed.addEventListener('message', ({ data }) => {
    const event = JSON.parse(String(data)) as FeedEvent;
    if (event.kind === 'reset' || event.conversation === conversation) happened();
  });
  return () => {
    feed.close();
  };
}

interface Sent {
  activityId?: string;
  status: number;
  /** For an invoke: the service's answer in the adaptiveCard/action shape. */
  body: { statusCode?: number; type?: string; value?: unknown } | null;
}

/** What a person does in a conversation: writes, or acts on a card. */
export async function sendFrom(person: string, conversation: string, what: Record<string, unknown>): Promise<Sent> {
  return (await call('/connector/outbox', { method: 'POST', body: { person, conversation, ...what } })) as Sent;
}
