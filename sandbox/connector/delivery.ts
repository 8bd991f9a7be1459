import type { SandboxContext } from '../context.ts';
import type { Ids } from './ids.ts';

/** What the bot answered; status 0 when it could not be reached or took too long. */
export interface BotAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Teams waits some 15 seconds for a bot. */
export const PATIENCE = 15_000;
/** How long a token is used, in milliseconds; it is good for longer. */
const TOKEN_USED = 60_000;

/**
 * Brings activities to the bot, each signed as the connector signs. One that the bot did not answer in time is brought
 * once more with the same id, as Teams does; an invoke is not, since a person waits for it.
 */
export class Delivery {
  readonly #context: SandboxContext;
  readonly #ids: Ids;
  readonly #patience: number;
  #token: { text: string; until: number } = { text: '', until: 0 };

  constructor(context: SandboxContext, ids: Ids, patience = PATIENCE) {
    this.#context = context;
    this.#ids = ids;
    this.#patience = patience;
  }

  async bring(activity: Record<string, unknown>): Promise<BotAnswer> {
    const first = await this.#post(activity);
    return first === 'too late' && activity.type !== 'invoke' ? settled(await this.#post(activity)) : settled(first);
  }

  /** The connector proves itself with the same token for a while, as Teams' does. */
  async #ownToken(): Promise<string> {
    const now = this.#context.clock.real();
    if (now >= this.#token.until) {
      const text = await this.#context.issuer.signBotToken({ serviceUrl: this.#ids.serviceUrl });
      this.#token = { text, until: now + TOKEN_USED };
    }
    return this.#token.text;
  }

  async #post(activity: Record<string, unknown>): Promise<BotAnswer | 'too late'> {
    const token = await this.#ownToken();
    try {
      const response = await fetch(`${this.#context.settings.serviceUrl}/api/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(activity),
        signal: AbortSignal.timeout(this.#patience),
      });
      return { status: response.status, body: parsed(await response.text()) };
    } catch (error) {
      return isTimeout(error) ? 'too late' : { status: 0, body: null };
    }
  }
}

const isTimeout = (error: unknown) =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'TimeoutError';

const settled = (answer: BotAnswer | 'too late'): BotAnswer =>
  answer === 'too late' ? { status: 0, body: null } : answer;

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
