import type { GraphCaller, SandboxClock } from '../context.ts';
import { GraphError } from './errors.ts';
import type { Limits } from './planner/limits.ts';

/** So many callers are counted before those whose window is over are forgotten. */
const MANY = 1_000;

/** Addresses that SharePoint answers for Graph. */
const FILES = /^\/(drives|sites)\/|\/(drive|sites|filesFolder)(\/|$)/i;

/** What a call costs in resource units: 1 for one item or a download, 2 for a list and for every change. */
const unitsOf = (method: string, path: string) => (method !== 'GET' || /\/(children|drives)\/?$/i.test(path) ? 2 : 1);

/**
 * Counts calls, each part of a batch as one: an app's in a tenant, in Planner a person's, and in SharePoint an app's
 * again, by what each costs. Past the number that is
 * let through in a window the rest of the window is closed to the caller, and tries in it are refused.
 */
export class Throttle {
  readonly #windows = new Map<string, { end: number; calls: number }>();
  readonly #limits: Limits;
  readonly #clock: Pick<SandboxClock, 'real'>;

  constructor(limits: Limits, clock: Pick<SandboxClock, 'real'>) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /**
   * Lets a call pass, or not.
   * @param method e.g. `GET`
   * @param path without the version, e.g. `/planner/tasks`
   * @throws GraphError 429 with Retry-After: whole seconds until the window is over.
   */
  pass({ app, tenant, person }: GraphCaller, method: string, path: string): void {
    this.#count(`${app} ${tenant}`, this.#limits.pace('callsOfAppInTenant'));
    const isPlanner = /\/planner(\/|$)/i.test(path);
    if (isPlanner && person !== null) this.#count(`planner ${person}`, this.#limits.pace('plannerCallsOfPerson'));
    if (FILES.test(path)) {
      const most = this.#limits.pace('sharePointUnitsOfAppInTenant');
      this.#count(`sharepoint ${app} ${tenant}`, most, unitsOf(method, path), 'sharePointWindowSeconds');
    }
  }

  clear(): void {
    this.#windows.clear();
  }

  #count(
    key: string,
    most: number,
    units = 1,
    span: 'windowSeconds' | 'sharePointWindowSeconds' = 'windowSeconds',
  ): void {
    const now = this.#clock.real();
    const open = this.#windows.get(key);
    const window = open && open.end > now ? open : { end: now + this.#limits.pace(span) * 1000, calls: 0 };
    window.calls += units;
    this.#windows.set(key, window);
    if (this.#windows.size > MANY) this.#forget(now);
    if (window.calls <= most) return;
    const seconds = Math.max(1, Math.ceil((window.end - now) / 1000));
    throw new GraphError(429, 'TooManyRequests', 'Too many requests. Please wait before trying again.', {
      'Retry-After': String(seconds),
    });
  }

  #forget(now: number): void {
    for (const [key, { end }] of this.#windows) if (end <= now) this.#windows.delete(key);
  }
}
