/** What the rest of the service asks of the conversation, in its own words. Only this folder knows botbuilder. */

/** An Adaptive Card as plain JSON, made by a function in `cards/`. */
export type Card = Readonly<Record<string, unknown>> & { readonly type: 'AdaptiveCard' };

export interface Message {
  readonly text?: string;
  readonly card?: Card;
  /** What the notification and a screen reader say of it. */
  readonly summary: string;
}

/** Where something is said, as plain JSON. */
export interface Place {
  /** Entra tenant id. */
  readonly tenant: string;
  /** Id of a channel or chat; with `;messageid=` after it, a thread of the channel. */
  readonly conversation: string;
  /** Where Teams said it wants to be answered; the configured default until it has. */
  readonly serviceUrl: string;
  /** A client that sends no token and takes none (Microsoft's Agents Playground); never one that settings don't let in. */
  readonly anonymous: boolean;
}

export type PersonPlace = Omit<Place, 'conversation'> & {
  /** Entra object id. */
  readonly person: string;
};

/** Ids by which what was posted can be updated; `conversation` names the thread. */
export interface Posted {
  readonly conversation: string;
  readonly activity: string;
}

export interface Member {
  /** Teams' id for the bot, `29:…`. */
  readonly id: string;
  /** Entra object id; null for those who have none. */
  readonly person: string | null;
  readonly name: string;
}

/** Lets one request pass when there is room for it. */
export type Turnstile = <T>(ask: () => Promise<T>) => Promise<T>;

/** All throw SendFault. Each is one request, which is never repeated here; `members` is one for each page. */
export interface Conversation {
  /** A new thread; the place is the channel. */
  postToChannel(channel: Place, message: Message): Promise<Posted>;
  /** In a chat, or as a reply in a thread. */
  say(place: Place, message: Message): Promise<Posted>;
  /** In place of an earlier message. Safe to repeat. */
  update(place: Place, activity: string, message: Message): Promise<void>;
  /** The chat with a person: its conversation id. Safe to repeat, there is but one. */
  openChat(to: PersonPlace): Promise<string>;
  /** Everybody in the conversation. */
  members(place: Place, turnstile?: Turnstile): Promise<Member[]>;
}

/**
 * Why a post did not go out. `unclear`: the connector may have taken it (a lost answer or a 5xx), so it is never blindly
 * sent again. `gone`: the message, the conversation or the bot in it is no longer there, or the person has blocked it.
 */
export type SendReason = 'too-busy' | 'unclear' | 'unreachable' | 'gone' | 'refused';

export class SendFault extends Error {
  readonly reason: SendReason;
  readonly status: number | null;
  readonly retryAfterSeconds: number | null;
  /** The connector's own word for it, such as `ActivityNotFoundInConversation`. */
  readonly code: string | null;

  constructor(
    reason: SendReason,
    status: number | null,
    message: string,
    retryAfterSeconds: number | null = null,
    code: string | null = null,
  ) {
    super(message);
    this.name = 'SendFault';
    this.reason = reason;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.code = code;
  }
}
