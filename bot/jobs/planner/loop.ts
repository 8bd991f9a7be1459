import { randomUUID } from 'node:crypto';
import type { PersonKey } from '../../graph/ports.ts';
import { may } from '../../../lika/access/access.ts';
import { unitSubject } from '../../acts/subjects.ts';
import { actorOf } from '../../store/grants.ts';
import { listenTo } from '../../store/notices.ts';
import { claimPlan, duePlans, PLANNER_DUE } from '../../store/planner-queue.ts';
import type { DuePlan } from '../../store/planner-queue.ts';
import { takeUpPlan, waitingPlans } from '../../store/planner-plans.ts';
import { allUnits } from '../../store/units.ts';
import { whoCan } from './acting.ts';
import { putAside, takeTurn } from './turn.ts';
import type { TurnDeps } from './turn.ts';

/** Brings plans and Planner together as they become due, in any number of services: each does what it has a sign-in for. */

export interface PlannerLoop {
  /** The person has signed in anew: what waited for them goes on. */
  personIsBack(person: PersonKey): Promise<void>;
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = { sandbox: 500, production: 3000 } as const;
const AT_ONCE = 8;
/** A plan that this service has nobody for is left to the others so long. */
const LEFT_TO_OTHERS_MS = 1500;
/** And is put aside when nobody has taken it after so long. */
const NOBODY_AFTER_MS = { sandbox: 3000, production: 30_000 } as const;

/** Begins to look. */
export function startPlannerLoop(deps: TurnDeps): PlannerLoop {
  const { store, clock, log, settings } = deps;
  const holder = randomUUID();
  const underWay = new Map<string, Promise<void>>();
  const left = new Map<string, { until: number; since: number }>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;

  const turn = async (due: DuePlan): Promise<void> => {
    const actors = await whoCan(deps, due);
    if (actors.length === 0) return leave(due);
    left.delete(due.plan);
    const claim = { plan: due.plan, holder, seconds: settings.jobSeconds, now: clock.now() };
    if (await claimPlan(store, claim)) await takeTurn(deps, due, holder, actors);
  };
  const leave = async (due: DuePlan): Promise<void> => {
    const now = clock.realTime();
    const since = left.get(due.plan)?.since ?? now;
    left.set(due.plan, { since, until: now + LEFT_TO_OTHERS_MS });
    if (now - since < NOBODY_AFTER_MS[settings.mode]) return;
    left.delete(due.plan);
    await putAside(deps, due);
  };
  const look = async (): Promise<void> => {
    const now = clock.realTime();
    for (const [plan, { until, since }] of left) if (until <= now && now - since > 60_000) left.delete(plan);
    const without = [...underWay.keys(), ...[...left].flatMap(([plan, { until }]) => (until > now ? [plan] : []))];
    const most = AT_ONCE - underWay.size;
    if (most <= 0) return;
    for (const due of await duePlans(store, { now: clock.now(), without, most })) {
      const work = turn(due)
        .catch((error: unknown) => log.error({ err: error, plan: due.plan }, 'a plan’s turn could not be taken'))
        .finally(() => {
          underWay.delete(due.plan);
          soon(0);
        });
      underWay.set(due.plan, work);
    }
  };
  const soon = (milliseconds: number): void => {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      looking ??= look()
        .catch((error: unknown) => log.warn({ err: error }, 'due plans could not be looked for'))
        .finally(() => {
          looking = null;
          soon(LOOK_EVERY_MS[settings.mode]);
        });
    }, milliseconds);
  };
  const signal = listenTo(
    PLANNER_DUE,
    { url: settings.databaseUrl, name: 'lika-planner', log },
    { told: () => soon(0), connected: () => soon(0), lost: () => undefined },
  );
  soon(0);

  return {
    async personIsBack({ tenant, person }) {
      const municipality = await store.municipalityOf(tenant);
      if (!municipality) return;
      await store.inMunicipality(municipality, async (tx) => {
        const actor = await actorOf(tx, tenant, person);
        if (actor.grants.length === 0) return;
        const units = (await allUnits(tx)).filter((unit) =>
          may(actor, 'planner.send', unitSubject(municipality, unit)),
        );
        const plans = await waitingPlans(
          tx,
          units.map(({ id }) => id),
        );
        for (const plan of plans) await takeUpPlan(tx, plan, clock.now());
      });
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await signal.stop();
      await looking;
      await Promise.all(underWay.values());
    },
  };
}
