import { GraphError } from '../errors.ts';

/**
 * Planner's limits by the code that a refusal carries. The numbers are those of Microsoft's page on Planner limits in
 * 2026; they move, and a test may set them lower.
 */
export const LIMITS = {
  /** Plans that one group may hold. */
  MaximumPlannerPlans: 400,
  MaximumTasksInProject: 9_000,
  MaximumActiveTasksInProject: 3_000,
  MaximumBucketsInProject: 200,
  MaximumAssigneesInTasks: 20,
  MaximumChecklistItemsOnTask: 20,
  MaximumReferencesOnTask: 15,
  MaximumUsersSharedWithProject: 100,
  MaximumTasksAssignedToUser: 9_000,
  MaximumTasksCreatedByUser: 20_000,
};

export type LimitName = keyof typeof LIMITS;

/** How many tasks one page of a list holds. */
export const TASKS_PER_PAGE = 400;

/** The limits in force. */
export class Limits {
  readonly #values = { ...LIMITS };

  /** Sets some of them. Unknown names and anything but whole numbers from 0 are returned as faults, and nothing is set. */
  set(wanted: Record<string, unknown>): string[] {
    const faults = Object.entries(wanted)
      .filter(([name, value]) => !(name in LIMITS) || !Number.isInteger(value) || Number(value) < 0)
      .map(([name]) => name);
    if (faults.length === 0) Object.assign(this.#values, wanted);
    return faults;
  }

  reset(): void {
    Object.assign(this.#values, LIMITS);
  }

  all(): Record<LimitName, number> {
    return { ...this.#values };
  }

  /** @throws GraphError 403 with the limit's code when `count` is past it. */
  demand(name: LimitName, count: number): void {
    if (count > this.#values[name]) throw new GraphError(403, name, 'The request exceeded allowed limits.');
  }
}
