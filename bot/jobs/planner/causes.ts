import type { GraphFault } from '../../graph/ports.ts';

/** Planner's limits by the code of its refusal, as causes that the text files have words for. */
const LIMITS: Readonly<Record<string, string>> = {
  MaximumTasksInProject: 'limit-plan-full',
  MaximumActiveTasksInProject: 'limit-plan-full',
  MaximumTasksAssignedToUser: 'limit-person-full',
  MaximumTasksCreatedByUser: 'limit-creator-full',
  MaximumChecklistItemsOnTask: 'limit-steps',
  MaximumReferencesOnTask: 'limit-links',
  MaximumAssigneesInTasks: 'limit-assignees',
  MaximumPlannerPlans: 'limit-plans',
  MaximumProjectsOwnedByUser: 'limit-plans',
  MaximumBucketsInProject: 'limit-buckets',
};

/** Why a call came to nothing, as a cause that the text files have words for. */
export function causeOf({ reason, code }: GraphFault): string {
  return reason === 'planner-limit' ? (LIMITS[code ?? ''] ?? 'planner-limit') : reason;
}

/** Whether trying the same again later can go well without anyone doing anything. */
export function passes({ reason }: GraphFault): boolean {
  return ['too-busy', 'unclear', 'unreachable', 'changed-meanwhile', 'not-found', 'person-away'].includes(reason);
}
