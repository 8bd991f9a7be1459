/** What the rest of the service asks of the conversation, in its own words. Only this folder knows botbuilder. */

/** An Adaptive Card as plain JSON, made by a function in `cards/`. */
export type Card = Readonly<Record<string, unknown>> & { readonly type: 'AdaptiveCard' };

export interface ChannelPost {
  readonly tenant: string;
  readonly team: string;
  readonly channel: string;
  /** Where Teams said it wants to be answered; the configured default until it has. */
  readonly serviceUrl: string;
  readonly card: Card;
  /** What the notification and a screen reader say of the card. */
  readonly summary: string;
}

export interface Conversation {
  /**
   * One new post in a channel.
   * @returns ids by which the post can be updated.
   * @throws SendFault
   */
  postToChannel(post: ChannelPost): Promise<{ conversation: string; activity: string }>;
}

/**
 * Why a post did not go out. `unclear`: the connector may have taken it (a lost answer or a 5xx), so it is never blindly
 * sent again. `gone`: the channel or the bot is no longer there.
 */
export type SendReason = 'too-busy' | 'unclear' | 'unreachable' | 'gone' | 'refused';

export class SendFault extends Error {
  readonly reason: SendReason;
  readonly status: number | null;
  readonly retryAfterSeconds: number | null;

  constructor(reason: SendReason, status: number | null, message: string, retryAfterSeconds: number | null = null) {
    super(message);
    this.name = 'SendFault';
    this.reason = reason;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
