import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { momentAt } from '../clock.ts';
import type { Conversation } from '../conversation/ports.ts';
import { Unavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import { claimDue, readHeld, releaseClaims } from '../store/sending-queue.ts';
import type { Claimed, Held } from '../store/sending-queue.ts';
import { openSendSignal } from '../store/sending-signal.ts';
import { OF_A_TENANT, purgeSlots, takeSlots } from '../store/sending-slots.ts';
import type { SlotWish } from '../store/sending-slots.ts';
import type { Store } from '../store/store.ts';
import type { MessageKind } from '../store/tables.ts';
import { TRIES_MAX } from './tries.ts';
import { callOnce, noteOf } from './sender-call.ts';
import { createLane } from './sender-lane.ts';
import type { Lane, Ready } from './sender-lane.ts';
import { createSettling } from './sender-settling.ts';
import type { Composed, Composer } from './sending.ts';

export interface SenderDeps {
  readonly store: Store;
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly conversation: Conversation;
}

/** A kind that this version doesn't know yet waits for one that does. */
export type Composers = Readonly<Partial<Record<MessageKind, Composer>>>;

export interface Sender {
  /** Begins nothing more, and ends when what is under way has been answered and written down. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 1000;
/** Between two looks into the queue at least. */
const LOOK_PAUSE_MS = 10;
const PURGE_EVERY_MS = 60_000;
const COMPOSING_AT_ONCE = 8;
const UNFORESEEN_SECONDS = 60;
const OUTAGE_PAUSE_MS = 1000;
const NOT_THERE_SECONDS = 3600;

/**
 * Sends what waits in the queue: takes due messages in hand, has them composed, takes a slot under Teams' limits, calls
 * once, and writes down what came of it. Any number of instances share the queue.
 */
export async function startSender(deps: SenderDeps, composers: Composers): Promise<Sender> {
  const { store, clock, log } = deps;
  const holder = randomUUID();
  const lanes = new Map<string, Lane>();
  const underWay = new Set<Promise<void>>();
  let stopping = false;

  const follow = (work: Promise<void>): void => {
    const tracked = work
      .catch((error: unknown) => log.error({ err: error }, 'the sender met an error nobody foresaw'))
      .finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  };
  const release = (claims: readonly Claimed[], afterMs: number): void =>
    follow(
      releaseClaims(
        store,
        holder,
        claims.map(({ delivery }) => delivery),
        afterMs,
      ),
    );
  const laneOf = ({ tenant, municipality }: Claimed): Lane => {
    const known = lanes.get(tenant);
    if (known) return known;
    const lane = createLane({
      realTime: () => clock.realTime(),
      take: (batch) => take(municipality, tenant, batch),
      call: (message, slot) => follow(callOnce(calls, message, slot)),
      release: (messages, afterMs) =>
        release(
          messages.map(({ claimed }) => claimed),
          afterMs,
        ),
      low: () => look.soon(),
      failed: (error) => log.warn({ err: error }, 'no slots could be taken'),
    });
    lanes.set(tenant, lane);
    return lane;
  };

  async function take(municipality: string, tenant: string, batch: readonly Ready[]) {
    const wishes = batch.map(({ claimed, sending }): SlotWish => {
      const { delivery, target } = claimed;
      return { slot: randomUUID(), delivery, target, verb: sending.verb === 'person' ? null : sending.verb };
    });
    const taken = await store.inMunicipality(municipality, (tx) =>
      takeSlots(tx, { tenant, holder, wishes, now: clock.now() }),
    );
    return { ...taken, slots: new Map(wishes.map(({ delivery, slot }) => [delivery, slot])) };
  }

  const settling = createSettling({ store, clock, log, holder, settled: () => look.soon() });
  const calls = {
    ...{ conversation: deps.conversation, clock, log, settling },
    opened: (message: Ready) => laneOf(message.claimed).push(message),
    answered: (tenant: string, at: number) => lanes.get(tenant)?.answered(at),
    hold: (tenant: string, until: number) => lanes.get(tenant)?.hold(until),
  };
  const composing = atMost(COMPOSING_AT_ONCE);

  /** Reads and composes what was taken in hand. */
  const prepare = async (municipality: string, claims: readonly Claimed[]): Promise<void> => {
    let held: Map<string, Held>;
    try {
      const ids = claims.map(({ delivery }) => delivery);
      held = await store.inMunicipality(municipality, (tx) => readHeld(tx, ids));
    } catch (error) {
      log.warn({ err: error }, 'messages could not be read');
      for (const claimed of claims) laneOf(claimed).coming(-1);
      return releaseClaims(
        store,
        holder,
        claims.map(({ delivery }) => delivery),
        OUTAGE_PAUSE_MS,
      );
    }
    await Promise.all(
      claims.map(async (claimed) => {
        await composing(() => compose(claimed, held.get(claimed.delivery)));
        laneOf(claimed).coming(-1);
      }),
    );
  };

  const compose = async (claimed: Claimed, held: Held | undefined): Promise<void> => {
    if (stopping) return release([claimed], 0);
    if (!held) {
      log.error({ delivery: claimed.delivery }, 'the queue points at a message that is not there');
      return release([claimed], NOT_THERE_SECONDS * 1000);
    }
    const { row } = held;
    const note = noteOf({ claimed, row });
    // The sender before may have posted and been killed before it could say so: a second card is worse than a missing one.
    if (claimed.begun !== null && claimed.begun !== 'update')
      return settling.settle({ ...note, stage: 'maybe-sent', cause: 'unclear' });
    if (held.stopped) return settling.settle({ ...note, stage: 'failed', cause: 'bot-not-installed' });
    const composed = await composers[row.kind as MessageKind]?.(claimed.municipality, row).catch((error: unknown) => {
      log.error({ err: error, delivery: row.id }, 'a message could not be composed');
      return error instanceof Unavailable ? 'outage' : 'unforeseen';
    });
    if (composed === 'outage') return release([claimed], OUTAGE_PAUSE_MS);
    if (composed === 'unforeseen') return settling.settle(unforeseen(note, clock));
    if (composed === undefined) return release([claimed], UNFORESEEN_SECONDS * 1000);
    if ('drop' in composed) return settling.settle({ ...note, stage: 'dropped', cause: composed.drop });
    if ('later' in composed) return settling.settle({ ...note, ...putOff(composed, clock) });
    laneOf(claimed).push({ claimed, row, sending: composed.send, sent: composed.sent, at: clock.realTime() });
  };

  const look = looking(async () => {
    const most = new Map([...lanes].map(([tenant, lane]) => [tenant, lane.room()]));
    const claims = await claimDue(store, { holder, now: clock.now(), most, otherwise: OF_A_TENANT });
    for (const claimed of claims) laneOf(claimed).coming(1);
    for (const municipality of new Set(claims.map((claimed) => claimed.municipality)))
      follow(
        prepare(
          municipality,
          claims.filter((claimed) => claimed.municipality === municipality),
        ),
      );
  }, log);
  const signal = openSendSignal(deps.databaseUrl, log, () => look.soon());
  const purging = setInterval(() => follow(purgeSlots(store)), PURGE_EVERY_MS);
  look.soon();

  return {
    async stop() {
      stopping = true;
      clearInterval(purging);
      await Promise.all([signal.stop(), look.stop()]);
      for (const lane of lanes.values()) lane.stop();
      while (underWay.size > 0) await Promise.all(underWay);
      await settling.done();
    },
  };
}

type Unsettled = ReturnType<typeof noteOf>;

const putOff = ({ later, cause }: Extract<Composed, { later: number }>, clock: Clock) => {
  const notBefore = momentAt(clock.now().getTime() + later * 1000);
  return { stage: 'queued' as const, cause, again: { notBefore }, nextTry: notBefore };
};

function unforeseen(note: Unsettled, clock: Clock) {
  const attempts = note.attempts + 1;
  const cause = 'unforeseen';
  if (attempts >= TRIES_MAX) return { ...note, attempts, stage: 'failed' as const, cause };
  return { ...note, ...putOff({ later: UNFORESEEN_SECONDS, cause }, clock), attempts };
}

/** Looks when it is woken, and now and then by itself; never twice at once. */
function looking(look: () => Promise<void>, log: Log): { soon(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let wanted = false;
  const isWanted = (): boolean => wanted;
  let stopped = false;

  const run = async (): Promise<void> => {
    wanted = false;
    await look().catch((error: unknown) => log.warn({ err: error }, 'the queue could not be looked into'));
    running = null;
    next(isWanted() ? LOOK_PAUSE_MS : LOOK_EVERY_MS);
  };
  const next = (milliseconds: number): void => {
    if (stopped) return;
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => void (running ??= run()), milliseconds);
  };
  return {
    soon() {
      if (!wanted && !running) next(LOOK_PAUSE_MS);
      wanted = true;
    },
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}

/** Runs so many at once at most; the others wait in line. */
function atMost(count: number): (work: () => Promise<void>) => Promise<void> {
  let free = count;
  const line: (() => void)[] = [];
  return async (work) => {
    if (free === 0) await new Promise<void>((turn) => line.push(turn));
    else free -= 1;
    try {
      await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else free += 1;
    }
  };
}
