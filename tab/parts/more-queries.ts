/** What the plan, sharing and analysis ask the service for, beside `queries.ts`. */
import { queryOptions } from '@tanstack/react-query';
import type { Audience } from '../../bot/api/schemas/assessments.ts';
import type { Action, Goal } from '../../bot/api/schemas/plan.ts';
import type { People } from '../../bot/api/schemas/units.ts';
import { api } from './api.ts';

/** `userPrincipalName` is there where the service gives it: Teams' meeting form takes nothing else. */
export type PersonData = People['people'][number] & { readonly userPrincipalName?: string | null };

/** One dated snapshot of the plan, as Fastställ made it. */
export interface ConfirmedPlan {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly schoolYear: number;
  readonly goals: readonly Goal[];
  readonly actions: readonly Omit<Action, 'planner'>[];
}
export type ConfirmationHead = Pick<ConfirmedPlan, 'id' | 'at' | 'by'>;

/** The people of the unit's team, by name. */
export function peopleQuery(unit: string) {
  return queryOptions({
    queryKey: ['people', unit],
    queryFn: ({ signal }) => api<People>(`/units/${encodeURIComponent(unit)}/people`, { signal }),
    staleTime: 5 * 60_000,
  });
}

/** How many people the service lists at once; in a larger team the rest are found by searching. */
export const PEOPLE_AT_ONCE = 100;

/** Those of the team in whose name each word begins a word. */
export function peopleSearchQuery(unit: string, search: string) {
  const path = `/units/${encodeURIComponent(unit)}/people?search=${encodeURIComponent(search)}`;
  return queryOptions({
    queryKey: ['people', unit, search],
    queryFn: ({ signal }) => api<People>(path, { signal }),
    staleTime: 5 * 60_000,
  });
}

export function audienceQuery(assessment: string) {
  return queryOptions({
    queryKey: ['audience', assessment],
    queryFn: ({ signal }) => api<Audience>(`/assessments/${encodeURIComponent(assessment)}/audience`, { signal }),
  });
}

export function confirmationsQuery(unit: string) {
  return queryOptions({
    queryKey: ['confirmations', unit],
    queryFn: ({ signal }) =>
      api<{ readonly confirmations: readonly ConfirmationHead[] }>(
        `/units/${encodeURIComponent(unit)}/plan/confirmations`,
        { signal },
      ),
  });
}

/** A confirmed plan never changes. */
export function confirmationQuery(id: string) {
  return queryOptions({
    queryKey: ['confirmation', id],
    queryFn: ({ signal }) => api<ConfirmedPlan>(`/confirmations/${encodeURIComponent(id)}`, { signal }),
    staleTime: Infinity,
  });
}
