import { randomUUID } from 'node:crypto';
import { momentAt } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { ActivityNotice, Notifications, Teller } from '../graph/notifications.ts';
import { GraphFault } from '../graph/ports.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import {
  beginCall,
  calledWithinAMinute,
  countTry,
  dueNotices,
  holdTenant,
  leftBehind,
  noticeInHand,
  tenantsWithDue,
  updateNotice,
} from '../store/assignment-notices.ts';
import type { NoticeRow } from '../store/assignment-notices.ts';
import { settleDelivery } from '../store/deliveries.ts';
import type { DeliveryOutcome } from '../store/deliveries.ts';
import { tell } from '../store/feed.ts';
import type { Store, Tx } from '../store/store.ts';
import { fateOf } from './notice-fate.ts';
import { noticeOutcome } from './notice-outcome.ts';

/** Tells people, in Teams' activity feed, that an action has become theirs. */

export interface NoticeDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
  readonly notifications: Notifications;
}

const LOOK_EVERY_MS = 1000;
/** Microsoft's rule for the store: no more than this to a person in a minute. */
const PER_MINUTE = 10;
const AT_ONCE = 10;
const OPEN_AT_MOST = 30;
const POSTPONED_AT_ONCE = 500;

interface InHand {
  readonly row: NoticeRow;
  readonly notice: ActivityNotice;
}

/**
 * Looks for notices that are due, claims them in the database, calls once and writes down what came of it. Any number of
 * instances may look; one at a time claims in a municipality.
 */
export function startNotices(deps: NoticeDeps): { stop(): Promise<void> } {
  const { store, log } = deps;
  const holder = randomUUID();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  /** Calls that haven't been answered yet: one that nobody answers must not hold up the others. */
  const calls = new Set<Promise<void>>();
  const follow = (call: Promise<void>): void => {
    const tracked = call.finally(() => calls.delete(tracked));
    calls.add(tracked);
  };

  const look = async (): Promise<void> => {
    for (const municipality of await store.municipalities()) {
      if (stopped || calls.size >= OPEN_AT_MOST) return;
      await lookIn(deps, { holder, municipality, follow }).catch((error: unknown) =>
        log.error({ err: error, municipality }, 'notices could not be looked for'),
      );
    }
  };
  const again = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => log.warn({ err: error }, 'notices could not be looked for'))
        .finally(again);
    }, LOOK_EVERY_MS);
  };
  again();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
      await Promise.all(calls);
    },
  };
}

interface Looking {
  readonly holder: string;
  readonly municipality: string;
  readonly follow: (call: Promise<void>) => void;
}

async function lookIn(deps: NoticeDeps, { holder, municipality, follow }: Looking): Promise<void> {
  const { store, clock } = deps;
  const tenants = await store.inMunicipality(municipality, async (tx) => {
    // Whoever held them was killed before it could say what came of it: a second notice is worse than a missing one.
    for (const row of await leftBehind(tx))
      await settle(tx, row, { stage: 'maybe-sent', cause: 'unclear' }, clock.now());
    return tenantsWithDue(tx, clock.now());
  });
  for (const tenant of tenants) {
    // Had before anything is claimed: whatever fails here, nothing has gone out.
    const teller = await deps.notifications.in(tenant).catch((error: unknown) => asFault(deps, error));
    if (teller instanceof GraphFault) await postpone(deps, municipality, tenant, teller);
    else {
      const claimed = await claim(deps, holder, municipality, tenant);
      for (const inHand of claimed) follow(callOnce(deps, { holder, municipality, teller }, inHand));
    }
  }
}

function asFault({ log }: NoticeDeps, error: unknown): GraphFault {
  if (error instanceof GraphFault) return error;
  log.error({ err: error }, 'a notice met an error nobody foresaw');
  return new GraphFault('unclear', { message: String(error) });
}

/** Nobody can be told in the tenant now: all that is due waits, or has been tried often enough. */
async function postpone(deps: NoticeDeps, municipality: string, tenant: string, fault: GraphFault): Promise<void> {
  const { store, clock, log } = deps;
  log.warn({ err: fault, tenant }, 'nobody can be told of anything now');
  await store.inMunicipality(municipality, async (tx) => {
    const now = clock.now();
    for (const row of await dueNotices(tx, tenant, now, POSTPONED_AT_ONCE)) {
      // Nothing has gone out, however unclear the answer was.
      const cause = fault.reason === 'unclear' ? new GraphFault('unreachable') : fault;
      await settleFault(tx, row, cause, now);
    }
  });
}

/** Takes in hand what is to be told now; what is no longer true is settled, and what isn't for now put off. */
async function claim(deps: NoticeDeps, holder: string, municipality: string, tenant: string): Promise<InHand[]> {
  const { store, clock, settings } = deps;
  return store.inMunicipality(municipality, async (tx) => {
    if (!(await store.tryAlone(tx, 'notices'))) return [];
    const now = clock.now();
    const claimed: InHand[] = [];
    for (const row of await dueNotices(tx, tenant, now, AT_ONCE)) {
      const fate = await fateOf(tx, settings, row, now);
      if ('drop' in fate) await settle(tx, row, { stage: 'dropped', cause: fate.drop }, now);
      else if ('later' in fate) await putOff(tx, row, fate.later, fate.cause, now);
      else if ((await calledWithinAMinute(tx, row.person)) < PER_MINUTE) {
        await beginCall(tx, row, holder, settings.jobSeconds);
        await settleDelivery(tx, row.delivery_id, { stage: 'sending' }, now);
        claimed.push({ row, notice: fate.tell });
      } else await putOff(tx, row, momentAt(now.getTime() + 60_000 / PER_MINUTE), 'too-many', now);
    }
    return claimed;
  });
}

interface Calling {
  readonly holder: string;
  readonly municipality: string;
  readonly teller: Teller;
}

async function callOnce(deps: NoticeDeps, calling: Calling, { row, notice }: InHand): Promise<void> {
  const { store, clock, log } = deps;
  const fault = await calling.teller.tell(row.person, notice).then(
    () => null,
    (error: unknown) => asFault(deps, error),
  );
  if (fault) log.warn({ err: fault, delivery: row.delivery_id }, 'a notice did not go out');
  await store
    .inMunicipality(calling.municipality, async (tx) => {
      const held = await noticeInHand(tx, row.delivery_id, calling.holder);
      if (!held) return;
      const now = clock.now();
      if (fault) await settleFault(tx, held, fault, now);
      else {
        await countTry(tx, held);
        await settle(tx, held, { stage: 'sent' }, now);
      }
    })
    // The lease ends, and its row will say `maybe-sent`.
    .catch((error: unknown) => log.error({ err: error, delivery: row.delivery_id }, 'not settled'));
}

async function settleFault(tx: Tx, row: NoticeRow, fault: GraphFault, now: Date): Promise<void> {
  const { stage, cause, again, hold } = noticeOutcome(fault, await countTry(tx, row));
  if (again === null) await settle(tx, row, { stage, cause }, now);
  else await putOff(tx, row, momentAt(now.getTime() + again * 1000), cause, now);
  if (hold > 0) await holdTenant(tx, row, hold);
}

/** Not now: it is due again at that time, by the service's clock. */
async function putOff(tx: Tx, row: NoticeRow, until: Date, cause: string, now: Date): Promise<void> {
  await updateNotice(tx, row, { state: 'due', due_at: until, holder: null });
  await settleDelivery(tx, row.delivery_id, { stage: 'queued', cause, nextTry: until }, now);
  await tell(tx, { unit: row.unit_id, kind: 'delivery', id: row.delivery_id, by: null });
}

async function settle(tx: Tx, row: NoticeRow, outcome: DeliveryOutcome, now: Date): Promise<void> {
  const isTold = outcome.stage === 'sent' || outcome.stage === 'maybe-sent';
  await updateNotice(tx, row, { state: 'settled', holder: null, ...(isTold ? { told_at: now } : {}) });
  await settleDelivery(tx, row.delivery_id, outcome, now);
  await tell(tx, { unit: row.unit_id, kind: 'delivery', id: row.delivery_id, by: null });
}
