import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Acting } from '../graph/ports.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import type { DueWork, HeldQueue } from '../store/held-queue.ts';
import { listenTo } from '../store/notices.ts';
import type { Store, Tx } from '../store/store.ts';

/** Does what is due with Microsoft 365, in any number of services: each what it has a sign-in for. */

export interface LoopDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
}

/** It was lost to another service, which goes on with it: nothing more is to be written here. */
export class LostWork extends Error {
  override readonly name = 'LostWork';
}

/** One look at something: who has it in hand, and as whom. */
export interface HeldLook {
  readonly deps: LoopDeps;
  readonly municipality: string;
  readonly holder: string;
  readonly as: Acting;
}

/**
 * Writes something of what was done, as long as it is ours. That is asked last: whoever changes what is looked at holds it
 * before the queue too, and who takes the two in another order stands in the way of one who waits for them. Throws LostWork.
 */
export async function writeHeld<T>(
  { deps: { store, settings }, municipality, holder }: HeldLook,
  { queue, id }: { readonly queue: HeldQueue; readonly id: string },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return store.inMunicipality(municipality, async (tx) => {
    const done = await work(tx);
    if (!(await queue.hold(tx, { id, holder, seconds: settings.jobSeconds }))) throw new LostWork();
    return done;
  });
}

export interface HeldWork {
  readonly queue: HeldQueue;
  /** In the log's words. */
  readonly what: string;
  /** Those in whose name this service can do it now, the best first; empty when there is nobody. */
  whoCan(due: DueWork): Promise<Acting[]>;
  /** Does it, and lets go of it in the end. Throws LostWork. */
  takeTurn(due: DueWork, holder: string, actors: readonly Acting[]): Promise<void>;
  /** Nobody can do it now. It is taken up when somebody who can is back. */
  putAside(due: DueWork): Promise<void>;
}

export interface HeldLoop {
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = { sandbox: 500, production: 3000 } as const;
const AT_ONCE = 8;
/** What this service has nobody for is left to the others so long. */
const LEFT_TO_OTHERS_MS = 1500;
/** And is put aside when nobody has taken it after so long. */
const NOBODY_AFTER_MS = { sandbox: 3000, production: 30_000 } as const;

/** What this service had nobody for when it saw it, since when, and until when it doesn't look again. */
interface LeftToOthers {
  readonly due: DueWork;
  readonly since: number;
  readonly until: number;
}

/** Whether nobody has done it or changed it in between. */
const isSameWork = (before: DueWork, now: DueWork): boolean =>
  before.wanted === now.wanted && before.dueAt.getTime() === now.dueAt.getTime();

/** Begins to look. */
export function startHeldLoop(deps: LoopDeps, work: HeldWork): HeldLoop {
  const { store, clock, log, settings } = deps;
  const { queue } = work;
  const holder = randomUUID();
  const underWay = new Map<string, Promise<void>>();
  const left = new Map<string, LeftToOthers>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;

  const turn = async (due: DueWork): Promise<void> => {
    const actors = await work.whoCan(due);
    if (actors.length === 0) return leave(due);
    left.delete(due.id);
    const claim = { id: due.id, holder, seconds: settings.jobSeconds, now: clock.now() };
    if (await queue.claim(store, claim)) await inHand(deps, work, due, { holder, actors });
  };
  const leave = async (due: DueWork): Promise<void> => {
    const now = clock.realTime();
    const before = left.get(due.id);
    const since = before && isSameWork(before.due, due) ? before.since : now;
    left.set(due.id, { due, since, until: now + LEFT_TO_OTHERS_MS });
    if (now - since < NOBODY_AFTER_MS[settings.mode]) return;
    left.delete(due.id);
    await work.putAside(due);
  };
  const look = async (): Promise<void> => {
    const now = clock.realTime();
    const without = [...underWay.keys(), ...[...left].flatMap(([id, { until }]) => (until > now ? [id] : []))];
    const most = AT_ONCE - underWay.size;
    if (most <= 0) return;
    const found = await queue.all(store, { now: clock.now(), without, most });
    // What has been left to the others and isn't due any more, one of them has taken.
    if (found.length < most)
      for (const [id, { until }] of left) if (until <= now && !found.some((due) => due.id === id)) left.delete(id);
    for (const due of found) {
      const taken = turn(due)
        .catch((error: unknown) => log.error({ err: error, id: due.id }, `the turn of ${work.what} could not be taken`))
        .finally(() => {
          underWay.delete(due.id);
          soon(0);
        });
      underWay.set(due.id, taken);
    }
  };
  const soon = (milliseconds: number): void => {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      looking ??= look()
        .catch((error: unknown) => log.warn({ err: error }, `${work.what}: what is due could not be looked for`))
        .finally(() => {
          looking = null;
          soon(LOOK_EVERY_MS[settings.mode]);
        });
    }, milliseconds);
  };
  const signal = listenTo(
    queue.told,
    { url: settings.databaseUrl, name: queue.told.replace('_', '-'), log },
    { told: () => soon(0), connected: () => soon(0), lost: () => undefined },
  );
  soon(0);

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await signal.stop();
      await looking;
      await Promise.all(underWay.values());
    },
  };
}

/** It may wait for Graph longer than the hold lasts; who took it then would do the same once more, so the hold is renewed. */
async function inHand(
  { store, log, settings }: LoopDeps,
  { queue, what, takeTurn }: HeldWork,
  due: DueWork,
  { holder, actors }: { readonly holder: string; readonly actors: readonly Acting[] },
): Promise<void> {
  const seconds = settings.jobSeconds;
  const renewal = setInterval(
    () =>
      void queue
        .keep(store, { id: due.id, holder, seconds })
        .catch((error: unknown) => log.warn({ err: error, id: due.id }, `the hold on ${what} could not be renewed`)),
    (seconds * 1000) / 3,
  );
  try {
    await takeTurn(due, holder, actors);
  } catch (error) {
    if (error instanceof LostWork) return;
    await queue.drop(store, due.id, holder).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

/** How long Graph is left alone when it doesn't say. */
export const HOLD_SECONDS = 30;
/** What somebody must do something about is tried again this seldom by itself. */
export const TROUBLE_SECONDS = 60 * 60;
