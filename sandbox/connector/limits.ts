import type { SandboxClock } from '../context.ts';
import { BotError } from './errors.ts';

/** At most so many calls in so many seconds. */
interface Window {
  readonly seconds: number;
  readonly most: number;
}

/** Teams' published limits per bot and conversation, the same for sending and creating (Rate limiting with Teams bots). */
const SEND: readonly Window[] = [
  { seconds: 1, most: 7 },
  { seconds: 2, most: 8 },
  { seconds: 30, most: 60 },
  { seconds: 3600, most: 1800 },
];
/** Members and conversations may be read twice as often. */
const READ: readonly Window[] = SEND.map(({ seconds, most }) => ({ seconds, most: most * 2 }));
/** And per app and tenant. */
const TENANT: readonly Window[] = [{ seconds: 1, most: 30 }];

const RULES = { send: SEND, create: SEND, read: READ, tenant: TENANT };

/** Counts calls, on real time, and refuses those past a limit. Refused calls are not counted. */
export class RateLimits {
  readonly #clock: SandboxClock;
  /** When each of the latest calls came, oldest first; no more are kept than the longest window counts. */
  readonly #calls = new Map<string, number[]>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  reset(): void {
    this.#calls.clear();
  }

  /** @throws BotError 429 with Retry-After in seconds. */
  demand(operation: 'send' | 'create' | 'read', conversation: string, tenant: string): void {
    const now = this.#clock.real();
    const counted = [
      { key: `tenant ${tenant}`, windows: RULES.tenant },
      { key: `${operation} ${conversation}`, windows: RULES[operation] },
    ];
    const wait = Math.max(...counted.map(({ key, windows }) => this.#waitFor(key, windows, now)));
    if (wait > 0)
      throw new BotError(429, 'Throttled', 'Too many requests.', { 'Retry-After': String(Math.ceil(wait / 1000)) });
    for (const { key, windows } of counted) this.#count(key, windows, now);
  }

  /** Milliseconds until another call fits all windows. */
  #waitFor(key: string, windows: readonly Window[], now: number): number {
    const calls = this.#calls.get(key) ?? [];
    return Math.max(...windows.map(({ seconds, most }) => (calls.at(-most) ?? -Infinity) + seconds * 1000 - now));
  }

  #count(key: string, windows: readonly Window[], now: number): void {
    const calls = this.#calls.get(key) ?? [];
    const most = Math.max(...windows.map((window) => window.most));
    calls.push(now);
    if (calls.length > 2 * most) calls.splice(0, calls.length - most);
    this.#calls.set(key, calls);
  }
}
