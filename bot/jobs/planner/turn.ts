import { momentAt } from '../../clock.ts';
import { GraphFault } from '../../graph/ports.ts';
import type { Acting, GraphCause, TokenSource } from '../../graph/ports.ts';
import { tell } from '../../store/feed.ts';
import { holdGraph } from '../../store/held-queue.ts';
import type { DueWork } from '../../store/held-queue.ts';
import { plannerQueue } from '../../store/planner-queue.ts';
import { notePlan, plannerPlanOf } from '../../store/planner-plans.ts';
import type { Looked as Noted, PlannerPlanRow } from '../../store/planner-plans.ts';
import type { Tx } from '../../store/store.ts';
import { HOLD_SECONDS, LostWork, TROUBLE_SECONDS } from '../held-loop.ts';
import { backoff } from '../tries.ts';
import { causeOf } from './causes.ts';
import type { PlannerDeps } from './look.ts';
import { secondsToNextLook } from './pace.ts';
import { reconcilePlan } from './reconcile.ts';
import type { Looked } from './reconcile.ts';

/** A plan's turn: looked at once, as whoever can, and written down when it is looked at next and why. */

export interface TurnDeps extends PlannerDeps {
  readonly tokens: TokenSource;
}

const FIRST_TRY_SECONDS = 1;
/** What passes by itself, or when the person's sign-in is good again. */
const WAITED_FOR: readonly GraphCause[] = ['too-busy', 'unclear', 'unreachable', 'person-away', 'consent-needed'];
/** Somebody else had changed it, or there is more to do. */
const SOON_SECONDS = 1;

type Came = Looked | GraphFault;

/** Looks at the plan that `holder` has in hand, and lets go of it. Throws LostWork. */
export async function takeTurn(deps: TurnDeps, due: DueWork, holder: string, actors: readonly Acting[]): Promise<void> {
  const came = await lookAsOne(deps, due, holder, actors);
  const wait = waitOf(came);
  if (wait !== null) await holdGraph(deps.store, due.tenant, wait);
  await deps.store.inMunicipality(due.municipality, (tx) => settle(deps, tx, due, holder, came));
}

/** Tries one after the other: what one may not, or can't any more, another may. */
async function lookAsOne(deps: TurnDeps, due: DueWork, holder: string, actors: readonly Acting[]): Promise<Came> {
  let last: Came = new GraphFault('person-away');
  for (const as of actors) {
    last = await reconcilePlan({ deps, municipality: due.municipality, plan: due.id, holder, as }).catch(
      (error: unknown) => {
        if (error instanceof GraphFault) return error;
        if (error instanceof LostWork) throw error;
        deps.log.error({ err: error, plan: due.id }, 'a plan met an error nobody foresaw on its way to Planner');
        return new GraphFault('unforeseen');
      },
    );
    if (!(last instanceof GraphFault)) return last;
    deps.log.info(
      { plan: due.id, reason: last.reason, code: last.code, detail: last.message },
      'a plan could not be brought to Planner',
    );
    if (!['person-away', 'consent-needed', 'not-allowed', 'not-team-member'].includes(last.reason)) return last;
  }
  return last;
}

/** How long Graph wants to be left alone; null when it doesn't. Seconds. */
function waitOf(came: Came): number | null {
  const faults = came instanceof GraphFault ? [came] : came.faults;
  const busy = faults.filter(({ reason }) => reason === 'too-busy');
  return busy.length > 0 ? Math.max(...busy.map(({ retryAfterSeconds }) => retryAfterSeconds ?? HOLD_SECONDS)) : null;
}

async function settle(deps: TurnDeps, tx: Tx, due: DueWork, holder: string, came: Came): Promise<void> {
  const row = await plannerPlanOf(tx, due.id, true);
  const now = deps.clock.now();
  const noted = row ? noteOf(row, came, now) : null;
  const released = await plannerQueue.release(tx, {
    ...{ id: due.id, holder, wanted: due.wanted, now },
    nextAt: noted?.nextAt ?? null,
  });
  if (!released) throw new LostWork();
  if (!row || !noted) return;
  await notePlan(tx, due.id, { ...noted, nextAt: released.nextAt });
  if (row.stage !== noted.stage || row.cause !== noted.cause || row.next_at !== null)
    await tell(tx, { unit: row.unit_id, kind: 'plan', id: due.id, by: null });
}

/** Which stage the plan is in after this, why, and when it is looked at next. */
function noteOf(row: PlannerPlanRow, came: Came, now: Date): Noted {
  const after = (seconds: number) => momentAt(now.getTime() + seconds * 1000);
  const attempts = row.attempts + 1;
  if (came instanceof GraphFault)
    return { ...troubleOf(came, attempts, row), nextAt: troubleNext(came, attempts, after), seenAt: null, idle: 0 };
  // Planner's own word for how long comes before everything else that was met.
  const busy = came.faults.find(({ reason }) => reason === 'too-busy');
  const tried = busy ?? came.faults.find(({ reason }) => WAITED_FOR.includes(reason));
  if (tried) {
    const nextAt = after(
      tried.reason === 'too-busy' ? (waitOf(came) ?? HOLD_SECONDS) : backoff(attempts, FIRST_TRY_SECONDS),
    );
    return { stage: 'waiting', cause: causeOf(tried), attempts, idle: 0, nextAt, seenAt: now };
  }
  const idle = came.changed ? 0 : row.idle + 1;
  const met = came.faults.some(({ reason }) => reason === 'changed-meanwhile');
  const pace = { now, quickUntil: row.quick_until, idle, isOpen: came.isOpen };
  const seconds = came.changed
    ? SOON_SECONDS
    : met
      ? backoff(row.attempts, FIRST_TRY_SECONDS)
      : secondsToNextLook(pace);
  const stage = came.asks ? 'needs-you' : 'in-step';
  return {
    stage,
    cause: came.asks ? 'question' : null,
    attempts: met ? attempts : 0,
    idle,
    nextAt: after(seconds),
    seenAt: now,
  };
}

function troubleOf(
  fault: GraphFault,
  attempts: number,
  row: PlannerPlanRow,
): Pick<Noted, 'stage' | 'cause' | 'attempts'> {
  switch (fault.reason) {
    case 'person-away':
    case 'consent-needed':
      return { stage: 'waiting-for-person', cause: fault.reason, attempts };
    case 'too-busy':
    case 'unclear':
    case 'unreachable':
    case 'unforeseen':
    case 'changed-meanwhile':
      return { stage: 'waiting', cause: fault.reason, attempts };
    case 'not-found':
      return { stage: 'needs-you', cause: row.planner_plan ? 'plan-gone' : 'team-gone', attempts };
    default:
      return { stage: 'needs-you', cause: causeOf(fault), attempts };
  }
}

function troubleNext(fault: GraphFault, attempts: number, after: (seconds: number) => Date): Date | null {
  switch (fault.reason) {
    case 'person-away':
      return null;
    case 'too-busy':
      return after(fault.retryAfterSeconds ?? HOLD_SECONDS);
    case 'unclear':
    case 'unreachable':
    case 'unforeseen':
    case 'changed-meanwhile':
      return after(backoff(attempts, FIRST_TRY_SECONDS));
    default:
      return after(TROUBLE_SECONDS);
  }
}

/** Nobody can look at the plan now. It is taken up when somebody who can is back. */
export async function putAside(deps: TurnDeps, due: DueWork): Promise<void> {
  await deps.store.inMunicipality(due.municipality, async (tx) => {
    const row = await plannerPlanOf(tx, due.id, true);
    if (!(await plannerQueue.park(tx, due)) || !row) return;
    // One that is in step rests; only what has something to send waits.
    const rests = row.stage === 'in-step' || (row.stage === 'needs-you' && row.cause === 'question');
    const stage = rests ? row.stage : 'waiting-for-person';
    const cause = rests ? row.cause : 'person-away';
    await notePlan(tx, due.id, { stage, cause, attempts: row.attempts, idle: row.idle, nextAt: null, seenAt: null });
    await tell(tx, { unit: row.unit_id, kind: 'plan', id: due.id, by: null });
  });
}
