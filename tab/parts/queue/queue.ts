/**
 * The queue of answers. A change shows at once, rests a moment, is kept on the device and then sent; it leaves the
 * device only when the service has acknowledged it. One window at a time sends, the others hear about it.
 */
import type { Answer } from '../../../bot/api/schemas/assessments.ts';
import { now } from '../clock.ts';
import type { Identity } from '../identity.ts';
import { keyOf, nameOf } from './edit.ts';
import type { Edit, Outcome } from './edit.ts';
import type { Keeping } from './keeping.ts';

/** A choice that has rested this long is meant: arrow keys pass through the options between. */
export const CHOICE_RESTS_MS = 600;
/** Writing pauses longer than choosing. */
export const WRITING_RESTS_MS = 1_200;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** What the queue knows, as one unchanging object per change (for useSyncExternalStore). */
export interface QueueState {
  readonly edits: ReadonlyMap<string, Edit>;
  /** The latest acknowledged answers of this page's life: never older than what a slow reading of the list says. */
  readonly acknowledged: ReadonlyMap<string, Answer>;
  /** The last sending didn't get through; what waits lies on the device. */
  readonly isHeldUp: boolean;
  readonly isLasting: boolean;
}

export interface Change {
  readonly option: string | null;
  readonly comment: string | null;
  /** Version of the answer that the person sees. */
  readonly seen: number;
  /** 0 keeps and sends at once. */
  readonly restMs: number;
  /** A text that can't be sent as it is (too long) is kept, not sent. */
  readonly hold?: string | undefined;
}

type News =
  | { readonly kind: 'kept'; readonly name: string }
  | { readonly kind: 'answer'; readonly name: string; readonly answer: Answer; readonly mark: string };

export interface QueueOptions {
  readonly who: Identity;
  readonly keeping: Keeping;
  readonly send: (edit: Edit) => Promise<Outcome>;
  readonly saved: (assessment: string, answer: Answer) => void;
}

export class AnswerQueue {
  #state: QueueState;
  readonly #listeners = new Set<() => void>();
  readonly #resting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #options: QueueOptions;
  readonly #news: BroadcastChannel;
  readonly #lock: string;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT_MS;
  #isSending = false;
  /** There may be something new to send. */
  #isCalled = false;

  constructor(options: QueueOptions) {
    const { tenant, person } = options.who;
    this.#options = options;
    this.#lock = `lika answers ${tenant} ${person}`;
    this.#news = new BroadcastChannel(this.#lock);
    this.#news.onmessage = ({ data }: MessageEvent<News>) => void this.#hear(data);
    this.#state = { edits: new Map(), acknowledged: new Map(), isHeldUp: false, isLasting: options.keeping.isLasting };
    addEventListener('online', () => this.hurry());
    addEventListener('pagehide', () => this.settleAll());
    document.addEventListener('visibilitychange', () => (document.hidden ? this.settleAll() : this.hurry()));
  }

  /** Takes up what lies on the device since before, and sends it. */
  async start(): Promise<void> {
    const kept = await this.#options.keeping.all(this.#options.who);
    const edits = new Map(kept.map((edit) => [nameOf(edit.assessment, edit.indicator), edit]));
    this.#set({ edits: new Map([...edits, ...this.#state.edits]) });
    this.hurry();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): QueueState => this.#state;

  /** A choice or a text changed by the person. */
  change(assessment: string, indicator: string, { option, comment, seen, restMs, hold }: Change): void {
    const name = nameOf(assessment, indicator);
    const before = this.#state.edits.get(name);
    this.#put({
      ...this.#options.who,
      assessment,
      indicator,
      option,
      comment,
      base: before?.state === 'conflict' ? (before.current?.version ?? before.base) : (before?.base ?? seen),
      changed: now(),
      mark: crypto.randomUUID(),
      state: hold === undefined ? 'resting' : 'refused',
      current: null,
      detail: hold ?? null,
    });
    clearTimeout(this.#resting.get(name));
    this.#resting.set(
      name,
      setTimeout(() => this.settle(assessment, indicator), restMs),
    );
  }

  /** The person has left the group or the field: what rests there is meant. */
  settle(assessment: string, indicator: string): void {
    const name = nameOf(assessment, indicator);
    clearTimeout(this.#resting.get(name));
    if (!this.#resting.delete(name)) return;
    const edit = this.#state.edits.get(name);
    if (!edit) return;
    const meant: Edit = edit.state === 'resting' ? { ...edit, state: 'waiting' } : edit;
    this.#put(meant);
    void this.#keep(meant, name);
  }

  /** Everything that rests is meant: the page may be on its way out. */
  settleAll(): void {
    for (const { assessment, indicator } of this.#state.edits.values()) this.settle(assessment, indicator);
  }

  /** In a conflict, the person stands by their own: it is sent upon what stands now. */
  keepMine(assessment: string, indicator: string): void {
    const edit = this.#state.edits.get(nameOf(assessment, indicator));
    if (!edit) return;
    this.change(assessment, indicator, { option: edit.option, comment: edit.comment, seen: edit.base, restMs: 0 });
  }

  /** The person lets go of the change; what the service holds stands. */
  letGo(assessment: string, indicator: string): void {
    const name = nameOf(assessment, indicator);
    const edit = this.#state.edits.get(name);
    if (!edit) return;
    clearTimeout(this.#resting.get(name));
    this.#resting.delete(name);
    if (edit.current) this.#acknowledge(name, assessment, edit.current);
    this.#remove(name);
    void this.#options.keeping.change(keyOf(edit), () => undefined);
    this.#news.postMessage({ kind: 'kept', name } satisfies News);
  }

  /** Tries now what waits: the network is back, or the person is. */
  hurry(): void {
    this.#wait = FIRST_WAIT_MS;
    void this.#sendAll();
  }

  async #keep(edit: Edit, name: string): Promise<void> {
    await this.#options.keeping.put(edit);
    this.#news.postMessage({ kind: 'kept', name } satisfies News);
    await this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#isCalled = true;
    if (this.#isSending) return;
    this.#isSending = true;
    clearTimeout(this.#retry);
    try {
      while (this.#takeCall()) await navigator.locks.request(this.#lock, () => this.#sendKept());
    } finally {
      this.#isSending = false;
    }
  }

  #takeCall(): boolean {
    const isCalled = this.#isCalled;
    this.#isCalled = false;
    return isCalled;
  }

  /** Sends what is kept, first changed first, until nothing waits or the way is closed. */
  async #sendKept(): Promise<void> {
    for (;;) {
      const kept = await this.#options.keeping.all(this.#options.who);
      const edit = kept.find(({ state }) => state === 'waiting');
      if (!edit) {
        this.#wait = FIRST_WAIT_MS;
        this.#set({ isHeldUp: false });
        return;
      }
      const outcome = await this.#options.send(edit);
      if (outcome.kind === 'later') {
        this.#tryLater(outcome.afterMs);
        return;
      }
      await this.#settleOutcome(edit, outcome);
    }
  }

  #tryLater(afterMs: number | null): void {
    this.#set({ isHeldUp: true });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#sendAll(), afterMs ?? this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }

  async #settleOutcome(edit: Edit, outcome: Exclude<Outcome, { kind: 'later' }>): Promise<void> {
    const name = nameOf(edit.assessment, edit.indicator);
    if (outcome.kind === 'saved') {
      const { answer } = outcome;
      await this.#options.keeping.change(keyOf(edit), (kept) =>
        kept.mark === edit.mark ? undefined : { ...kept, base: answer.version },
      );
      this.#arrived(name, edit.assessment, answer, edit.mark);
      this.#news.postMessage({ kind: 'answer', name, answer, mark: edit.mark } satisfies News);
      return;
    }
    const stopped: Edit = {
      ...edit,
      state: outcome.kind,
      current: outcome.kind === 'conflict' ? outcome.current : null,
      detail: outcome.kind === 'refused' ? outcome.detail : null,
    };
    await this.#options.keeping.change(keyOf(edit), (kept) => (kept.mark === edit.mark ? stopped : kept));
    if (this.#state.edits.get(name)?.mark === edit.mark) this.#put(stopped);
    this.#news.postMessage({ kind: 'kept', name } satisfies News);
  }

  /** An acknowledged edit goes; a newer one of the same indicator builds on the acknowledged version. */
  #arrived(name: string, assessment: string, answer: Answer, mark: string): void {
    this.#acknowledge(name, assessment, answer);
    const edit = this.#state.edits.get(name);
    if (edit?.mark === mark) this.#remove(name);
    else if (edit) this.#put({ ...edit, base: answer.version });
  }

  #acknowledge(name: string, assessment: string, answer: Answer): void {
    this.#set({ acknowledged: new Map([...this.#state.acknowledged, [name, answer]]) });
    this.#options.saved(assessment, answer);
  }

  /** Another window of the same person has kept or sent something. */
  async #hear(news: News): Promise<void> {
    const [assessment = '', indicator = ''] = news.name.split(' ');
    if (news.kind === 'answer') {
      this.#arrived(news.name, assessment, news.answer, news.mark);
      return;
    }
    if (this.#resting.has(news.name)) return;
    const { who, keeping } = this.#options;
    const kept = await keeping.get(keyOf({ ...who, assessment, indicator }));
    if (kept) this.#put(kept);
    else this.#remove(news.name);
  }

  #put(edit: Edit): void {
    this.#set({ edits: new Map([...this.#state.edits, [nameOf(edit.assessment, edit.indicator), edit]]) });
  }

  #remove(name: string): void {
    this.#set({ edits: new Map([...this.#state.edits].filter(([key]) => key !== name)) });
  }

  #set(change: Partial<QueueState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
