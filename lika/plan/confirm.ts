/** Fastställ: a dated snapshot of the plan that never changes, while the living plan goes on. */
import type { Plan } from './plan.ts';

export interface ConfirmedPlan {
  /** Calendar day, `YYYY-MM-DD`. */
  readonly on: string;
  /** The head who confirmed it, an Entra object id. */
  readonly by: string;
  readonly plan: Plan;
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** A deep, frozen copy of the plan as it stands; later changes to the living plan don't reach it. */
export function confirmed(plan: Plan, on: string, by: string): ConfirmedPlan {
  return frozen({ on, by, plan: structuredClone(plan) });
}
