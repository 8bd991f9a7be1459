import { schoolYearOf } from '../../../lika/plan/decide.ts';
import type { Instrument } from '../../../lika/instrument/instrument.ts';
import type { Action, PlanGoal } from '../../../lika/plan/plan.ts';
import { swedishDay } from '../../clock.ts';
import type { Directory, Planner } from '../../graph/ports.ts';
import type { Instruments } from '../../instruments.ts';
import { plannerQueue } from '../../store/planner-queue.ts';
import type { PlannerPlanRow } from '../../store/planner-plans.ts';
import { plannerPlanOf } from '../../store/planner-plans.ts';
import type { PlannerTaskRow } from '../../store/planner-tasks.ts';
import { planDocumentOf } from '../../store/kept-documents.ts';
import { plannerTasksOf } from '../../store/planner-tasks.ts';
import { actionsOfPlan, goalsOfPlan } from '../../store/plans.ts';
import type { Tx } from '../../store/store.ts';
import { channelOfUnit, unitById } from '../../store/units.ts';
import type { UnitRow } from '../../store/units.ts';
import { writeHeld } from '../held-loop.ts';
import type { HeldLook, LoopDeps } from '../held-loop.ts';

/** One look at a plan in Planner: who has it in hand, as whom, and what is known when it begins. */

export interface PlannerDeps extends LoopDeps {
  readonly planner: Planner;
  readonly directory: Pick<Directory, 'isTeamMember'>;
  readonly instruments: Instruments;
}

export interface Look extends HeldLook {
  readonly deps: PlannerDeps;
  readonly plan: string;
}

/** Writes something of what was done, as long as the plan is in this hand. Throws LostWork. */
export const inLook = <T>(look: Look, work: (tx: Tx) => Promise<T>): Promise<T> =>
  writeHeld(look, { queue: plannerQueue, id: look.plan }, work);

export interface Known {
  readonly row: PlannerPlanRow;
  readonly unit: UnitRow;
  readonly instrument: Instrument;
  readonly team: string | null;
  readonly channel: string | null;
  readonly goals: readonly PlanGoal[];
  readonly actions: ReadonlyMap<string, Action>;
  readonly tasks: readonly PlannerTaskRow[];
  /** Where the plan's document lies in SharePoint; null while it doesn't. */
  readonly document: string | null;
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
      document: await planDocumentOf(tx, unit.id, schoolYearOf(swedishDay(look.deps.clock.now()))),
    };
  });
}
