import { randomUUID } from 'node:crypto';
import type { SandboxContext, StateSection } from './context.ts';

/** A notice in a person's activity feed, as Teams shows it. */
export interface Activity {
  readonly id: string;
  /** ISO, the moved time. */
  readonly at: string;
  readonly type: string;
  /** The line about who and why, by language, with the values filled in. */
  readonly title: Readonly<Record<string, string>>;
  readonly topic: string;
  /** The deep link that a click opens; null leads to the app. */
  readonly url: string | null;
  readonly preview: string;
  /** Notices of the same chain replace each other. */
  readonly chain: number | null;
  read: boolean;
}

/** Shown at most, as the feed goes back a while and no longer. */
const KEPT = 100;
/** Teams' rule for apps: no more than this to a person in a minute. */
const PER_MINUTE = 10;

/** People's activity feeds, by object id; kept between starts. */
export class ActivityFeed {
  readonly #section: StateSection<Record<string, Activity[]>>;
  readonly #context: SandboxContext;
  readonly #calls = new Map<string, number[]>();

  constructor(context: SandboxContext) {
    this.#context = context;
    this.#section = context.state.section<Record<string, Activity[]>>('activities', () => ({}));
    context.onReset(() => this.#calls.clear());
  }

  /** Newest first. */
  of(person: string): readonly Activity[] {
    return this.#section.value[person] ?? [];
  }

  add(person: string, wanted: Omit<Activity, 'id' | 'at' | 'read'>): void {
    const at = this.#context.clock.now().toISOString();
    const others = this.of(person).filter(({ chain }) => chain === null || chain !== wanted.chain);
    this.#section.value[person] = [{ ...wanted, id: randomUUID(), at, read: false }, ...others].slice(0, KEPT);
    this.#section.changed();
  }

  /** The person has opened it. */
  markRead(person: string, id: string): void {
    for (const activity of this.of(person)) if (activity.id === id) activity.read = true;
    this.#section.changed();
  }

  /** Counts a call about the person, on real time. @returns seconds until there is room when there is none, else 0. */
  count(person: string): number {
    const now = this.#context.clock.real();
    const recent = (this.#calls.get(person) ?? []).filter((at) => at > now - 60_000);
    const [oldest] = recent;
    if (recent.length >= PER_MINUTE && oldest !== undefined) return Math.ceil((oldest + 60_000 - now) / 1000);
    this.#calls.set(person, [...recent, now]);
    return 0;
  }
}
