export type Json = Record<string, unknown>;

/** A conversation by its key in the demo municipality; `personal` is the one who speaks, alone with the bot. */
export type Where = { readonly team: string } | { readonly chat: string } | { readonly personal: true };

export interface Message {
  readonly id: string;
  /** The thread's first message. */
  readonly replyToId: string | null;
  readonly from: { readonly kind: 'bot' | 'person'; readonly name: string };
  readonly text: string | null;
  readonly attachments: readonly { readonly contentType: string; readonly content?: Json }[];
  /** How often it has been edited. */
  readonly version?: number;
}

/** What came of a word or a press; `body` is the bot's answer as Teams got it. */
export interface Heard {
  readonly id: string;
  readonly status: number;
  readonly body: Json | null;
  readonly milliseconds: number;
}

export interface PressOptions {
  readonly locale?: string;
  readonly trigger?: 'manual' | 'automatic';
  /** As a client does that knows no Action.Execute: a message with a value. */
  readonly submit?: boolean;
}

export interface Delivery {
  readonly kind: string;
  readonly stage: string;
  readonly cause: string | null;
}

export const personal = { personal: true } as const;
export const textOf = (message: Message | null | undefined): string => JSON.stringify(message ?? null);
export const cardOf = (message: Message | undefined): Json => message?.attachments[0]?.content ?? {};
/** The card that a press was answered with, as text; the line, when it was one. */
export const answerIn = ({ body }: Heard): string =>
  typeof body?.['value'] === 'string' ? body['value'] : JSON.stringify(body?.['value'] ?? null);

/** Every object in a card, at any depth. */
export function partsOf(card: unknown): Json[] {
  if (Array.isArray(card)) return card.flatMap(partsOf);
  if (typeof card !== 'object' || card === null) return [];
  return [card as Json, ...Object.values(card).flatMap(partsOf)];
}

/** The data of each button with this verb. */
export const buttons = (card: unknown, verb: string): Json[] =>
  partsOf(card)
    .filter((part) => part['type'] === 'Action.Execute' && part['verb'] === verb)
    .map(({ data }) => (data ?? {}) as Json);
