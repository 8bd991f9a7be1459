import type { Action } from '../../../lika/plan/plan.ts';
import { momentAt, swedishDay } from '../../clock.ts';
import { markDone } from '../../store/done-actions.ts';
import { ensurePlan, goalsOfPlan, insertAction, insertGoal } from '../../store/plans.ts';
import type { Tx } from '../../store/store.ts';
import { idOf } from './chance.ts';
import type { SeedAction, SeedMunicipality, SeedPlan } from './file.ts';

const DAY_MS = 86_400_000;

/** Brings in a plan with its goals and actions. False when the unit's plan holds something already. */
export async function seedPlan(tx: Tx, municipality: SeedMunicipality, seed: SeedPlan, now: Date): Promise<boolean> {
  const unit = municipality.units.find(({ key }) => key === seed.unit);
  if (!unit) return false;
  const plan = await ensurePlan(tx, unit.id, now);
  if ((await goalsOfPlan(tx, plan.id)).length > 0) return false;
  for (const [position, { text, area, step, indicators, actions }] of seed.goals.entries()) {
    const goal = idOf(unit.id, 'goal', text);
    await insertGoal(tx, plan.id, { id: goal, text, area, step, indicators, position, version: 1 });
    for (const [place, seed] of actions.entries()) {
      const action = planAction(municipality, unit.id, goal, seed, place, now);
      await insertAction(tx, plan.id, action);
      // On the day that it was to be done by, unless that is still to come.
      if (action.state === 'done')
        await markDone(tx, action.id, momentAt(now.getTime() + Math.min(0, seed.due ?? 0) * DAY_MS));
    }
  }
  return true;
}

function planAction(
  municipality: SeedMunicipality,
  unit: string,
  goal: string,
  seed: SeedAction,
  position: number,
  now: Date,
): Action {
  const person = (key: string): string => {
    const found = municipality.people.find((one) => one.key === key);
    if (!found) throw new Error(`The plan names ${key}, who is not among the people.`);
    return found.id;
  };
  const day = (days: number | null): string | null =>
    days === null ? null : swedishDay(momentAt(now.getTime() + days * DAY_MS));
  const { title, intention, area, indicators, state, reason } = seed;
  return {
    ...{
      id: idOf(unit, 'action', title),
      goal,
      title,
      intention,
      area,
      indicators,
      state,
      reason,
      position,
      version: 1,
    },
    activities: seed.activities.map(({ text, done }) => ({ id: idOf(unit, title, text), text, done })),
    notes: '',
    responsible: seed.responsible === null ? null : person(seed.responsible),
    involved: seed.involved.map(person),
    start: day(seed.start),
    due: day(seed.due),
    followUp: { on: day(seed.followUp.on), how: seed.followUp.how },
  };
}
