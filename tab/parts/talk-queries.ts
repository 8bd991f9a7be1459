/** What the tab asks the service for about the bot: when it speaks, what went out, what came of the talks. */
import { queryOptions } from '@tanstack/react-query';
import type { PlannerDrift } from '../../bot/api/schemas/plan.ts';
import type { Deliveries } from '../../bot/api/schemas/deliveries.ts';
import type { UnitSchedule } from '../../bot/api/schemas/schedule.ts';
import type { Discussions, FollowUpAnswers } from '../../bot/api/schemas/talk.ts';
import { api } from './api.ts';

/** No feed tells what changes in the whole municipality, so it is asked for anew as often as this. */
const LOOKS_AGAIN_MS = 15_000;

/** When the bot speaks in the unit's channel. */
export function scheduleQuery(unit: string) {
  return queryOptions({
    queryKey: ['schedule', unit],
    queryFn: ({ signal }) => api<UnitSchedule>(`/units/${encodeURIComponent(unit)}/schedule`, { signal }),
  });
}

/** What was sent for the unit, newest first. */
export function unitDeliveriesQuery(unit: string) {
  return queryOptions({
    queryKey: ['deliveries', unit],
    queryFn: ({ signal }) => api<Deliveries>(`/units/${encodeURIComponent(unit)}/deliveries`, { signal }),
  });
}

/** What was sent in the whole municipality, newest first. */
export const allDeliveriesQuery = queryOptions({
  queryKey: ['deliveries'],
  queryFn: ({ signal }) => api<Deliveries>('/deliveries', { signal }),
  refetchInterval: LOOKS_AGAIN_MS,
});

/** How the unit's plan stands towards Planner, task by task. */
export function unitPlannerQuery(unit: string) {
  return queryOptions({
    queryKey: ['planner-drift', unit],
    queryFn: ({ signal }) => api<PlannerDrift>(`/units/${encodeURIComponent(unit)}/planner`, { signal }),
  });
}

/** How every plan of the municipality stands towards Planner, with the tasks that aren't in step. */
export const allPlannerQuery = queryOptions({
  queryKey: ['planner-drift'],
  queryFn: ({ signal }) => api<PlannerDrift>('/planner', { signal }),
  refetchInterval: LOOKS_AGAIN_MS,
});

/** Talks in the unit whose answers have been shown, newest first. */
export function discussionsQuery(unit: string) {
  return queryOptions({
    queryKey: ['discussions', unit],
    queryFn: ({ signal }) => api<Discussions>(`/units/${encodeURIComponent(unit)}/discussions`, { signal }),
  });
}

/** What has been said at follow-ups of the unit's actions, newest first. */
export function followUpsQuery(unit: string) {
  return queryOptions({
    queryKey: ['follow-ups', unit],
    queryFn: ({ signal }) => api<FollowUpAnswers>(`/units/${encodeURIComponent(unit)}/follow-ups`, { signal }),
  });
}
