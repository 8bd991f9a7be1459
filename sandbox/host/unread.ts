import type { Message } from './conversation.ts';

/** Remembers, in this browser, which of a conversation's posts a person has seen. */
const keyOf = (conversation: string, person: string) => `seen ${person} ${conversation}`;

/**
 * How many posts of others are newer than what the person has seen there.
 * @param viewer the person's id as messages name them
 */
export function countUnread(messages: Message[], conversation: string, person: string, viewer: string): number {
  const seen = localStorage.getItem(keyOf(conversation, person)) ?? '';
  return messages.filter((message) => message.at > seen && message.from.id !== viewer).length;
}

/** Takes all of them as seen. */
export function markSeen(messages: Message[], conversation: string, person: string): void {
  const latest = messages.reduce((last, { at }) => (at > last ? at : last), '');
  if (latest) localStorage.setItem(keyOf(conversation, person), latest);
}
