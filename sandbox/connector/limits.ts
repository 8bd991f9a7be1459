import type { SandboxClock } from '../context.ts';
import { BotError } from './errors.ts';

/** At most so many calls in so many seconds. */
interface Window {
  readonly seconds: number;
  readonly most: number;
}

/** Teams' published limits per bot and conversation (Rate limiting with Teams bots). */
const SEND: readonly Window[] = [
  { seconds: 1, most: 7 },
  { seconds: 2, most: 8 },
  { seconds: 30, most: 60 },
  { seconds: 3600, most: 1800 },
];
const READ: readonly Window[] = SEND.map(({ seconds, most }) => ({ seconds, most: most * 2 }));
/** And per app and tenant. */
const TENANT: readonly Window[] = [{ seconds: 1, most: 30 }];

const RULES = { send: SEND, create: SEND, read: READ, tenant: TENANT };

/** Counts calls and refuses those past a limit. Refused calls are not counted. */
export class RateLimits {
  readonly #clock: SandboxClock;
  readonly #calls = new Map<string, number[]>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  reset(): void {
    this.#calls.clear();
  }

  /** @throws BotError 429 with Retry-After in seconds. */
  demand(operation: 'send' | 'create' | 'read', conversation: string, tenant: string): void {
    const counted = [
      { key: `tenant ${tenant}`, windows: RULES.tenant },
      { key: `${operation} ${conversation}`, windows: RULES[operation] },
    ];
    for (const { key, windows } of counted) this.#check(key, windows);
    for (const { key } of counted) this.#calls.get(key)?.push(this.#clock.real());
  }

  #check(key: string, windows: readonly Window[]): void {
    const now = this.#clock.real();
    const longest = Math.max(...windows.map((window) => window.seconds));
    const calls = (this.#calls.get(key) ?? []).filter((at) => at > now - longest * 1000);
    this.#calls.set(key, calls);
    const waits = windows.map(({ seconds, most }) => {
      const earliest = calls.filter((at) => at > now - seconds * 1000).at(-most);
      return earliest === undefined ? 0 : earliest + seconds * 1000 - now;
    });
    const wait = Math.max(...waits);
    if (wait > 0)
      throw new BotError(429, 'Throttled', 'Too many requests.', { 'Retry-After': String(Math.ceil(wait / 1000)) });
  }
}
