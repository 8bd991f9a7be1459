import type { DeliveryRow } from '../store/deliveries.ts';
import type { Claimed } from '../store/sending-queue.ts';
import { OF_A_TENANT } from '../store/sending-slots.ts';
import type { Taken } from '../store/sending-slots.ts';
import type { Composed, Sending } from './sending.ts';

/** A composed message that waits for its slot. */
export interface Ready {
  readonly claimed: Claimed;
  readonly row: DeliveryRow;
  readonly sending: Sending;
  readonly sent: Extract<Composed, { send: Sending }>['sent'];
  /** When it was composed, in real time. */
  readonly at: number;
}

export interface LaneDeps {
  realTime(): number;
  /** Takes slots for what may go now. Each message of the lane has a conversation of its own. */
  take(batch: readonly Ready[]): Promise<Taken & { readonly slots: ReadonlyMap<string, string> }>;
  /** Makes the call; the slot is taken. */
  call(message: Ready, slot: string): void;
  /** Puts messages back into the queue for so many milliseconds. */
  release(messages: readonly Ready[], afterMs: number): void;
  /** More messages are wanted. */
  low(): void;
  failed(error: unknown): void;
}

export interface Lane {
  push(message: Ready): void;
  /** How many more messages are wanted; 0 as long as enough are there. */
  room(): number;
  /** One that is on its way here is there, or isn't coming. */
  coming(count: number): void;
  /** An answer came at this real time. */
  answered(at: number): void;
  /** Leaves the tenant alone until then, in real time. */
  hold(until: number): void;
  /** Begins nothing more, and puts back what waits. */
  stop(): void;
}

/** Enough for two seconds ahead; more are taken as soon as it is worth the asking. */
const READY_MAX = 2 * OF_A_TENANT;
const READY_LOW = READY_MAX - OF_A_TENANT / 3;
/** A tenant's window, and what the clocks of this machine and the database's may differ by while a call is made. */
const WINDOW_MS = 1000 + 2;
/** Between two takes at least, so that not each freed slot is a transaction of its own. */
const TAKE_PAUSE_MS = 10;
/** What can't go within so long is composed anew when it can: it should say what is true then. */
const PATIENCE_MS = 2000;
const STALE_MS = 5000;
const AFTER_FAILURE_MS = 500;

/** The messages of one tenant that are composed and wait for room; each goes the moment that there is. */
export function createLane(deps: LaneDeps): Lane {
  let ready: Ready[] = [];
  let coming = 0;
  let pumping = false;
  let fullUntil = 0;
  let heldUntil = 0;
  /** The first answer since slots were last asked for: that asking may not know of it. */
  let firstAnswer = Infinity;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  /** Asked anew after each wait. */
  const isStopped = (): boolean => stopped;

  const pumpIn = (milliseconds: number): void => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => void pump(), Math.max(1, Math.ceil(milliseconds)));
  };
  const blockedFor = (): number => Math.max(fullUntil, heldUntil) - deps.realTime();
  const putBack = (which: (message: Ready) => boolean, afterMs: number): void => {
    const back = ready.filter(which);
    if (back.length === 0) return;
    ready = ready.filter((message) => !which(message));
    deps.release(back, afterMs);
  };

  /** Takes slots once. Returns how long to wait before the next time, in milliseconds. */
  const takeOnce = async (): Promise<number> => {
    putBack(({ at }) => deps.realTime() - at > STALE_MS, 0);
    const batch = ready.slice(0, OF_A_TENANT);
    if (batch.length === 0) return 0;
    firstAnswer = Infinity;
    const { taken, lost, slots, tenantWait, targetWait } = await deps.take(batch);
    const gone = new Set([...taken, ...lost]);
    ready = ready.filter(({ claimed }) => !gone.has(claimed.delivery));
    for (const message of batch) {
      const slot = taken.includes(message.claimed.delivery) ? slots.get(message.claimed.delivery) : undefined;
      if (slot !== undefined) deps.call(message, slot);
    }
    if (ready.length < READY_LOW) deps.low();
    for (const [target, wait] of targetWait)
      if (wait > PATIENCE_MS) putBack(({ claimed }) => claimed.target === target, wait);
    fullUntil = Math.min(deps.realTime() + tenantWait, firstAnswer + WINDOW_MS);
    if (blockedFor() > PATIENCE_MS) putBack(() => true, 0);
    // Where only conversations were full, the first that has room again is waited for.
    return taken.length > 0 || targetWait.size === 0 ? TAKE_PAUSE_MS : Math.min(...targetWait.values());
  };

  const pump = async (): Promise<void> => {
    if (pumping || isStopped() || ready.length === 0) return;
    if (blockedFor() > 0) return pumpIn(blockedFor());
    pumping = true;
    let wait = AFTER_FAILURE_MS;
    try {
      wait = await takeOnce();
    } catch (error) {
      deps.failed(error);
    }
    pumping = false;
    if (isStopped()) putBack(() => true, 0);
    else if (ready.length > 0) pumpIn(Math.max(wait, blockedFor()));
  };

  return {
    push(message) {
      if (stopped) return deps.release([message], 0);
      ready.push(message);
      if (!pumping) pumpIn(blockedFor());
    },
    room: () => (ready.length + coming < READY_LOW ? READY_MAX - ready.length - coming : 0),
    coming: (count) => void (coming += count),
    answered(at) {
      firstAnswer = Math.min(firstAnswer, at);
      if (at + WINDOW_MS >= fullUntil) return;
      fullUntil = at + WINDOW_MS;
      if (!pumping && ready.length > 0) pumpIn(blockedFor());
    },
    hold: (until) => void (heldUntil = Math.max(heldUntil, until)),
    stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      if (!pumping) putBack(() => true, 0);
    },
  };
}
