/** An answer that the connector gives instead of the wanted one, with the codes of Teams' own reference. */
export class BotError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  /** What stands beside the `error` in the body. */
  readonly beside: Record<string, unknown>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Record<string, string> = {},
    beside: Record<string, unknown> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.beside = beside;
  }
}

export const badSyntax = (message: string) => new BotError(400, 'BadSyntax', message);
export const tooBig = () => new BotError(413, 'MessageSizeTooBig', 'Message size too large.');
export const noConversation = () => new BotError(404, 'ConversationNotFound', 'Conversation not found.');
export const noActivity = () =>
  new BotError(404, 'ActivityNotFoundInConversation', "The message ID provided couldn't be found in the conversation.");
export const notInRoster = () =>
  new BotError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
/** The person has taken the app away from their own chat, or has blocked it. */
export const writesBlocked = () =>
  new BotError(
    403,
    'MessageWritesBlocked',
    'Thread blocked from message writes.',
    {},
    { subCode: 'MessageWritesBlocked' },
  );
/** The person has the app neither for themselves nor in a team or chat of theirs. */
export const notInstalled = () =>
  new BotError(403, 'ForbiddenOperationException', "The bot is not installed in user's personal scope");

/** The documented body of a refusal. */
export const errorBody = (code: string, message: string, beside: Record<string, unknown> = {}): unknown => ({
  ...beside,
  error: { code, message },
});

const CODES: Record<number, [string, string]> = {
  400: ['BadSyntax', 'Invalid request payload provided by the bot.'],
  401: ['BotNotRegistered', 'No registration found for this bot.'],
  403: ['BotNotInConversationRoster', 'The bot is not part of the conversation roster.'],
  404: ['ConversationNotFound', 'Conversation not found.'],
  412: ['PreconditionFailed', 'Precondition failed, please try again.'],
  413: ['MessageSizeTooBig', 'Message size too large.'],
  429: ['Throttled', 'Too many requests.'],
  500: ['ServiceError', 'Internal server error.'],
  502: ['ServiceError', 'Service dependency issue.'],
  503: ['ServiceError', 'Service is unavailable.'],
  504: ['GatewayTimeout', 'Gateway timeout.'],
};

/** The body that goes with a fault's status. */
export const faultBody = (status: number): unknown =>
  errorBody(...(CODES[status] ?? ['ServiceError', 'An error occurred.']));
