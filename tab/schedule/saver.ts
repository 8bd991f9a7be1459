/**
 * Saves a unit's schedule as it is changed. What was chosen rests a moment, so that arrow keys may pass by what isn't
 * meant, and is sent with the version it was built on. When someone has changed the same setting meanwhile, here or in
 * the channel, the person chooses.
 */
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import type { Schedule } from '../../lika/schedule/schedule.ts';
import { api, ApiError } from '../parts/api.ts';
import { now } from '../parts/clock.ts';
import { queryClient } from '../parts/queries.ts';

export type Setting = keyof Schedule;
export type Change = Partial<Schedule>;

export interface ScheduleSaving {
  /** Not acknowledged yet. */
  readonly change: Change;
  /** `waiting`: the network or the service is away, it is tried again. */
  readonly stage: 'still' | 'resting' | 'sending' | 'waiting' | 'conflict' | 'refused';
  readonly savedAt: number | null;
  /** With `conflict`: what stands now. */
  readonly current: UnitSchedule | null;
  /** With `refused`: why. */
  readonly error: unknown;
}

const RESTS_MS = 400;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const STILL: Omit<ScheduleSaving, 'savedAt'> = { change: {}, stage: 'still', current: null, error: null };

export const settingsOf = (change: Change): Setting[] => Object.keys(change) as Setting[];

/** Puts a schedule that the service has given where it is shown; an older one than what is held comes too late. */
export function rememberSchedule(unit: string, schedule: UnitSchedule): void {
  queryClient.setQueryData<UnitSchedule>(['schedule', unit], (held) =>
    held && held.version > schedule.version ? held : schedule,
  );
}

/** Saves the whole schedule upon the version seen. Throws ApiError; with status 409 `problem.current` is what stands. */
export function putSchedule(unit: string, schedule: Schedule, version: number): Promise<UnitSchedule> {
  const body = { schedule, version };
  return api<UnitSchedule>(`/units/${encodeURIComponent(unit)}/schedule`, { method: 'PUT', body, keepalive: true });
}

export class ScheduleSaver {
  #state: ScheduleSaving = { ...STILL, savedAt: null };
  /** The schedule as it stood when the first unsent change was made. */
  #base: UnitSchedule | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT_MS;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly unit: string) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): ScheduleSaving => this.#state;

  /** Changes settings of the schedule that the person had in front of them. */
  change(seen: UnitSchedule, change: Change): void {
    this.#base ??= seen;
    this.#set({ change: { ...this.#state.change, ...change }, error: null });
    if (this.#state.stage === 'conflict' || this.#state.stage === 'sending') return;
    this.#rest(RESTS_MS);
  }

  /** Sends at once what rests: the view closes. */
  settle(): void {
    if (this.#state.stage === 'resting' || this.#state.stage === 'waiting') void this.#send();
  }

  /** In a conflict: one's own is saved upon what stands now. */
  keepMine(): void {
    this.#base = this.#state.current;
    this.#set({ current: null });
    void this.#send();
  }

  /** What stands in the service stands. */
  letGo(): void {
    clearTimeout(this.#timer);
    this.#base = null;
    this.#set(STILL);
  }

  #rest(ms: number): void {
    clearTimeout(this.#timer);
    this.#set({ stage: 'resting' });
    this.#timer = setTimeout(() => void this.#send(), ms);
  }

  async #send(): Promise<void> {
    clearTimeout(this.#timer);
    const base = this.#base;
    if (!base) return;
    const sent = this.#state.change;
    if (settingsOf(sent).every((setting) => sent[setting] === base.schedule[setting])) return this.letGo();
    this.#set({ stage: 'sending' });
    try {
      this.#saved(await putSchedule(this.unit, { ...base.schedule, ...sent }, base.version), sent);
    } catch (error) {
      this.#failed(error, base, sent);
    }
  }

  #saved(schedule: UnitSchedule, sent: Change): void {
    this.#wait = FIRST_WAIT_MS;
    rememberSchedule(this.unit, schedule);
    const { change } = this.#state;
    const isMore = settingsOf(change).some((setting) => change[setting] !== sent[setting]);
    this.#base = isMore ? schedule : null;
    this.#set({ ...(isMore ? {} : STILL), savedAt: now() });
    if (isMore) this.#rest(0);
  }

  #failed(error: unknown, base: UnitSchedule, sent: Change): void {
    if (!(error instanceof ApiError) || error.fault !== 'problem' || error.status === 429 || error.status >= 500) {
      const wait = error instanceof ApiError && error.retryAfterMs !== null ? error.retryAfterMs : this.#wait;
      this.#rest(wait);
      this.#set({ stage: 'waiting' });
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
      return;
    }
    const current = error.status === 409 ? (error.problem?.current as UnitSchedule | undefined) : undefined;
    if (!current) return this.#set({ stage: 'refused', error });
    rememberSchedule(this.unit, current);
    const isContested = settingsOf(sent).some(
      (setting) => base.schedule[setting] !== current.schedule[setting] && sent[setting] !== current.schedule[setting],
    );
    if (isContested) return this.#set({ stage: 'conflict', current });
    this.#base = current;
    this.#rest(0);
  }

  #set(change: Partial<ScheduleSaving>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const savers = new Map<string, ScheduleSaver>();

/** The unit's saver; it lives as long as the page, so that leaving the view loses nothing. */
export function saverOf(unit: string): ScheduleSaver {
  let saver = savers.get(unit);
  if (!saver) {
    saver = new ScheduleSaver(unit);
    savers.set(unit, saver);
    addEventListener('online', () => saver?.settle());
    addEventListener('pagehide', () => saver?.settle());
  }
  return saver;
}
