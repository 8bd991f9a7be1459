/**
 * Saves one action while it is being edited: what is typed rests a moment and is sent with the version it was built
 * on. What was typed is never lost: it outlives the panel and a reload (under the person, in this window only), waits
 * when the network is away or the action isn't whole yet, and when someone else has changed the same field the person
 * chooses.
 */
import type { Action } from '../../bot/api/schemas/plan.ts';
import { isSame } from '../../lika/plan/same.ts';
import { api, ApiError } from '../parts/api.ts';
import { now } from '../parts/clock.ts';
import { fieldsOf, onlyFields, parted } from './sendable.ts';
import type { Change, Field } from './sendable.ts';

export interface SaveState {
  /** Not acknowledged yet. */
  readonly change: Change;
  /** The newest that this window has seen of the action; a list that was fetched earlier may come later. */
  readonly latest: Action | null;
  /**
   * `held`: what is left of the change can't be saved before the action is whole. `refused`: the service said no; the
   * text stays until it is changed.
   */
  readonly stage: 'still' | 'resting' | 'sending' | 'waiting' | 'held' | 'conflict' | 'refused';
  readonly savedAt: number | null;
  /** With `conflict`: what stands now. */
  readonly current: Action | null;
  /** With `refused`: the service's words per field, by pointer such as `/due`. */
  readonly faults: readonly { readonly pointer: string; readonly detail: string }[];
  readonly refusal: string | null;
}

/** What outlives a reload. */
interface Kept {
  readonly base: Action | null;
  readonly change: Change;
  readonly unsure?: Change;
}

const RESTS_MS = 700;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const STILL: Omit<SaveState, 'latest' | 'savedAt'> = {
  change: {},
  stage: 'still',
  current: null,
  faults: [],
  refusal: null,
};

/** Whether the service holds the value, which it trims. */
function holds(value: unknown, current: unknown): boolean {
  const trimmed = (one: unknown): unknown => (typeof one === 'string' ? one.trim() : one);
  return isSame(trimmed(value), trimmed(current));
}

/**
 * The fields that both the person and someone else have given new, unlike values since `base`. What stands there from a
 * try whose answer was lost is the person's own.
 */
function contested(base: Action, current: Action, change: Change, unsure: Change): Field[] {
  return fieldsOf(change).filter(
    (field) =>
      !isSame(base[field], current[field]) &&
      !holds(change[field], current[field]) &&
      !(field in unsure && holds(unsure[field], current[field])),
  );
}

export class ActionSaver {
  #state: SaveState = { ...STILL, latest: null, savedAt: null };
  /** The action as it stood when the first unsent change was made. */
  #base: Action | null = null;
  /** Sent, and perhaps taken: no answer came. */
  #unsure: Change = {};
  #resting: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT_MS;
  #isSending = false;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly id: string,
    /** Where unsent changes are kept, named by person and action. */
    private readonly key: string,
    private readonly arrived: (action: Action) => void,
  ) {
    this.#takeUp();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): SaveState => this.#state;

  /** Takes notice of the action as a list gives it; what was held for want of it goes on its way. */
  meet(action: Action): void {
    const { latest, stage } = this.#state;
    if (latest && latest.version >= action.version) return;
    this.#set({ latest: action });
    if (stage === 'held') void this.#send();
  }

  /** Changes fields; `seen` is the action that the person had in front of them. */
  change(seen: Action, change: Change, restMs = RESTS_MS): void {
    this.meet(seen);
    this.#base ??= this.#state.latest;
    this.#set({ change: { ...this.#state.change, ...change }, faults: [], refusal: null });
    if (this.#state.stage === 'conflict') return this.#keep();
    this.#set({ stage: 'resting' });
    this.#keep();
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => void this.#send(), restMs);
  }

  /** Sends at once what rests: the panel closes, or the field is left. */
  settle(): void {
    if (this.#state.stage === 'resting' || this.#state.stage === 'waiting') void this.#send();
  }

  /** In a conflict: the person's own is saved upon what stands now. */
  keepMine(): void {
    if (!this.#state.current) return;
    this.#base = this.#state.current;
    this.#set({ current: null, stage: 'resting' });
    void this.#send();
  }

  /** What stands in the service stands; the unsent change goes. */
  letGo(): void {
    const { current } = this.#state;
    clearTimeout(this.#resting);
    this.#base = null;
    this.#unsure = {};
    this.#set(STILL);
    this.#keep();
    if (current) this.#arrive(current);
  }

  async #send(): Promise<void> {
    clearTimeout(this.#resting);
    const base = this.#base;
    if (this.#isSending || !base) return;
    const sent = this.#sendable(base);
    if (fieldsOf(sent).length === 0) return;
    this.#isSending = true;
    this.#set({ stage: 'sending' });
    const unsure = this.#unsure;
    this.#unsure = { ...unsure, ...sent };
    this.#keep();
    try {
      const body = { ...sent, version: base.version };
      const path = `/actions/${encodeURIComponent(this.id)}`;
      this.#saved(await api<Action>(path, { method: 'PATCH', body, keepalive: true }), sent);
    } catch (error) {
      this.#failed(error, base, sent, unsure);
    } finally {
      this.#isSending = false;
    }
    if (this.#state.stage === 'resting') void this.#send();
  }

  /** What of the change can go now; with nothing to send, what is left is held or gone. */
  #sendable(base: Action): Change {
    const latest = this.#state.latest ?? base;
    const all = this.#state.change;
    const change = onlyFields(all, (field) => field in this.#unsure || !isSame(all[field], latest[field]));
    const { send, hold } = parted(latest, change);
    this.#set({ change });
    if (fieldsOf(send).length === 0) {
      const isHeld = fieldsOf(hold).length > 0;
      if (!isHeld) this.#base = null;
      this.#set({ stage: isHeld ? 'held' : 'still' });
      this.#keep();
    }
    return send;
  }

  #saved(action: Action, sent: Change): void {
    const { change } = this.#state;
    const left = onlyFields(change, (field) => !(field in sent && isSame(change[field], sent[field])));
    const isMore = fieldsOf(left).length > 0;
    this.#wait = FIRST_WAIT_MS;
    this.#unsure = {};
    this.#base = isMore ? action : null;
    this.#set({ change: left, stage: isMore ? 'resting' : 'still', savedAt: now(), faults: [], refusal: null });
    this.#arrive(action);
    this.#keep();
  }

  #arrive(action: Action): void {
    const { latest } = this.#state;
    if (!latest || latest.version <= action.version) this.#set({ latest: action });
    this.arrived(action);
  }

  #failed(error: unknown, base: Action, sent: Change, unsure: Change): void {
    if (!(error instanceof ApiError) || error.fault !== 'problem' || error.status === 429 || error.status >= 500) {
      this.#set({ stage: 'waiting' });
      const wait = error instanceof ApiError && error.retryAfterMs !== null ? error.retryAfterMs : this.#wait;
      this.#resting = setTimeout(() => void this.#send(), wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
      return;
    }
    this.#unsure = {};
    const current = error.status === 409 ? (error.problem?.current as Action | undefined) : undefined;
    if (current?.id === this.id) {
      this.#arrive(current);
      if (contested(base, current, sent, unsure).length > 0) this.#set({ stage: 'conflict', current });
      else {
        this.#base = current;
        this.#set({ stage: 'resting' });
      }
      return;
    }
    const { problem } = error;
    this.#set({ stage: 'refused', faults: problem?.errors ?? [], refusal: problem?.detail ?? problem?.title ?? null });
  }

  #set(change: Partial<SaveState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Kept for a reload of this window: what is left in it is sent when the action is shown again. */
  #keep(): void {
    try {
      if (fieldsOf(this.#state.change).length === 0) sessionStorage.removeItem(this.key);
      else sessionStorage.setItem(this.key, JSON.stringify(this.#kept()));
    } catch {
      // Without storage the change still lives as long as the page.
    }
  }

  #kept(): Kept {
    return { base: this.#base, change: this.#state.change, unsure: this.#unsure };
  }

  #takeUp(): void {
    try {
      const kept = sessionStorage.getItem(this.key);
      if (kept === null) return;
      const { base, change, unsure } = JSON.parse(kept) as Kept;
      this.#base = base;
      this.#unsure = unsure ?? {};
      this.#state = { ...this.#state, change, latest: base, stage: 'resting' };
      this.#resting = setTimeout(() => void this.#send(), 0);
    } catch {
      // Nothing readable was kept.
    }
  }
}
