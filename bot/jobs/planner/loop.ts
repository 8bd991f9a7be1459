import type { PersonKey } from '../../graph/ports.ts';
import { takeUpPlan, waitingPlans } from '../../store/planner-plans.ts';
import { plannerQueue } from '../../store/planner-queue.ts';
import { withUnitsOf } from '../acting.ts';
import { startHeldLoop } from '../held-loop.ts';
import type { HeldLoop } from '../held-loop.ts';
import { whoCan } from './acting.ts';
import { putAside, takeTurn } from './turn.ts';
import type { TurnDeps } from './turn.ts';

/** Brings plans and Planner together as they become due, in any number of services: each does what it has a sign-in for. */

export interface PlannerLoop extends HeldLoop {
  /** The person has signed in anew: what waited for them goes on. */
  personIsBack(person: PersonKey): Promise<void>;
}

/** Begins to look. */
export function startPlannerLoop(deps: TurnDeps): PlannerLoop {
  const { store, clock } = deps;
  const loop = startHeldLoop(deps, {
    queue: plannerQueue,
    what: 'a plan in Planner',
    whoCan: (due) => whoCan(deps, due),
    takeTurn: (due, holder, actors) => takeTurn(deps, due, holder, actors),
    putAside: (due) => putAside(deps, due),
  });
  return {
    ...loop,
    personIsBack: (person) =>
      withUnitsOf(store, person, 'planner.send', async (tx, units) => {
        for (const plan of await waitingPlans(tx, units)) await takeUpPlan(tx, plan, clock.now());
      }),
  };
}
