import type { z } from 'zod';
import type { Actor } from '../../../lika/access/access.ts';
import type { Card, Message } from '../../conversation/ports.ts';
import type { UnitRow } from '../../store/units.ts';
import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import type { AnswerPayload } from '../../talk/asks.ts';

/** What messages are made of. */

/** Everything that an answer is made of, read anew when it goes out. */
export interface Asked extends z.output<typeof AnswerPayload> {
  readonly actor: Actor;
  readonly unit: UnitRow | null;
}

/** Where a conversation's language and place in the card's words differ. */
export const CHAT_PLACE = { channel: 'team', group: 'group', personal: 'personal' } as const;

/** A line of text, for what needs no card. */
export function line(key: string, language: ServiceLanguage, values: Record<string, string> = {}): Message {
  const text = textsIn(language)(key, values);
  return { text, summary: text };
}

/** A card, with what it says where it can't be drawn as the notice's words. */
export function carded(card: Card): Message {
  const { fallbackText } = card;
  return { card, summary: typeof fallbackText === 'string' ? fallbackText : '' };
}
