import { GraphError } from '../errors.ts';

/**
 * Planner's limits by the code that a refusal carries. The numbers are those of Microsoft's page on Planner limits in
 * 2026; they move, and a test may set them lower.
 */
export const LIMITS = {
  /** Plans that one group may hold; the second is an older code for the same. */
  MaximumPlannerPlans: 400,
  MaximumProjectsOwnedByUser: 400,
  MaximumProjectsSharedWithUser: 300,
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

/**
 * How fast things go. Planner spreads what is new over its servers, so that a new task's details come a moment after
 * the task. Graph lets an app make so many calls in a tenant, and Planner so many as one person, in each window; from
 * then on they are throttled. Microsoft gives one number, 130,000 calls in 10 seconds for an app
 * (https://learn.microsoft.com/graph/throttling-limits), and none for Planner. SharePoint counts resource units a minute,
 * as many as suit a tenant's licences: 1,200 up to a thousand of them
 * (https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online).
 */
export const PACE = {
  detailsDelayMs: 150,
  callsOfAppInTenant: 130_000,
  plannerCallsOfPerson: 10_000,
  windowSeconds: 10,
  sharePointUnitsOfAppInTenant: 1_200,
  sharePointWindowSeconds: 60,
};

export type PaceName = keyof typeof PACE;

/** How many tasks one page of a list holds. */
export const TASKS_PER_PAGE = 400;

/** The limits and the pace in force. */
export class Limits {
  readonly #values = { ...LIMITS, ...PACE };

  /** Sets some of them. Unknown names and anything but whole numbers from 0 are returned as faults, and nothing is set. */
  set(wanted: Record<string, unknown>): string[] {
    const faults = Object.entries(wanted)
      .filter(([name, value]) => !(name in this.#values) || !Number.isInteger(value) || Number(value) < 0)
      .map(([name]) => name);
    if (faults.length === 0) Object.assign(this.#values, wanted);
    return faults;
  }

  reset(): void {
    Object.assign(this.#values, LIMITS, PACE);
  }

  all(): Record<LimitName | PaceName, number> {
    return { ...this.#values };
  }

  /** Milliseconds, calls or seconds, as the name says. */
  pace(name: PaceName): number {
    return this.#values[name];
  }

  /** @throws GraphError 403 with the limit's code when `count` is past it. */
  demand(name: LimitName, count: number): void {
    if (count > this.#values[name]) throw new GraphError(403, name, 'The request exceeded allowed limits.');
  }
}
