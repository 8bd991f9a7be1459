import type { Instrument } from '../../../lika/instrument/instrument.ts';
import type { Action, PlanGoal } from '../../../lika/plan/plan.ts';
import type { Clock } from '../../clock.ts';
import type { Acting, Directory, Planner } from '../../graph/ports.ts';
import type { Instruments } from '../../instruments.ts';
import type { Log } from '../../log.ts';
import type { Settings } from '../../settings.ts';
import { plannerQueue } from '../../store/planner-queue.ts';
import type { PlannerPlanRow } from '../../store/planner-plans.ts';
import { plannerPlanOf } from '../../store/planner-plans.ts';
import type { PlannerTaskRow } from '../../store/planner-tasks.ts';
import { plannerTasksOf } from '../../store/planner-tasks.ts';
import { actionsOfPlan, goalsOfPlan } from '../../store/plans.ts';
import type { Store, Tx } from '../../store/store.ts';
import { channelOfUnit, unitById } from '../../store/units.ts';
import type { UnitRow } from '../../store/units.ts';
import { LostWork } from '../held-loop.ts';

/** One look at a plan in Planner: who has it in hand, as whom, and what is known when it begins. */

export interface PlannerDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
  readonly planner: Planner;
  readonly directory: Pick<Directory, 'isTeamMember'>;
  readonly instruments: Instruments;
}

export interface Look {
  readonly deps: PlannerDeps;
  readonly municipality: string;
  readonly plan: string;
  readonly holder: string;
  readonly as: Acting;
}

/**
 * Writes something of what was done, as long as the plan is ours. That is asked last: whoever changes an action holds it
 * before the queue too, and who takes the two in another order stands in the way of one who waits for them. Throws LostWork.
 */
export async function inLook<T>(look: Look, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { store, settings } = look.deps;
  return store.inMunicipality(look.municipality, async (tx) => {
    const done = await work(tx);
    const hold = { id: look.plan, holder: look.holder, seconds: settings.jobSeconds };
    const isOurs = await plannerQueue.hold(tx, hold);
    if (!isOurs) throw new LostWork();
    return done;
  });
}

export interface Known {
  readonly row: PlannerPlanRow;
  readonly unit: UnitRow;
  readonly instrument: Instrument;
  readonly team: string | null;
  readonly channel: string | null;
  readonly goals: readonly PlanGoal[];
  readonly actions: ReadonlyMap<string, Action>;
  readonly tasks: readonly PlannerTaskRow[];
}

/** All that is known of the plan here; null when there is nothing to do for it. */
export function readKnown(look: Look): Promise<Known | null> {
  return inLook(look, async (tx) => {
    const row = await plannerPlanOf(tx, look.plan);
    const unit = row && (await unitById(tx, row.unit_id));
    const instrument = unit?.instrument ? look.deps.instruments.latest(unit.instrument) : null;
    if (!row || !unit || !instrument) return null;
    const place = await channelOfUnit(tx, unit.id);
    const actions = await actionsOfPlan(tx, look.plan);
    return {
      ...{ row, unit, instrument },
      ...{ team: place?.team ?? null, channel: place?.channel ?? null },
      goals: await goalsOfPlan(tx, look.plan),
      actions: new Map(actions.map((action) => [action.id, action])),
      tasks: await plannerTasksOf(tx, look.plan),
    };
  });
}
