/** What the tab asks the service for about roles: what membership of a team gives, and who heads a unit. */
import { queryOptions } from '@tanstack/react-query';
import type { HandedOver, MissingHeads, TeamRoleSetting, UnitHeads } from '../../bot/api/schemas/roles.ts';
import { api } from './api.ts';
import { queryClient } from './queries.ts';

/** What membership of a unit's team gives in the municipality. */
export const teamRolesQuery = queryOptions({
  queryKey: ['team-roles'],
  queryFn: ({ signal }) => api<TeamRoleSetting>('/municipality/roles', { signal }),
});

/** Sets it; throws ApiError, with what stands now when somebody else was first. */
export async function setTeamRoles(wanted: TeamRoleSetting): Promise<TeamRoleSetting> {
  const kept = await api<TeamRoleSetting>('/municipality/roles', { method: 'PUT', body: wanted });
  queryClient.setQueryData(teamRolesQuery.queryKey, kept);
  void queryClient.invalidateQueries({ queryKey: missingHeadsQuery.queryKey });
  return kept;
}

/** Units without a head who can act. */
export const missingHeadsQuery = queryOptions({
  queryKey: ['missing-heads'],
  queryFn: ({ signal }) => api<MissingHeads>('/municipality/heads', { signal }),
});

/** Who heads the unit, and whom it can be handed to. */
export function unitHeadsQuery(unit: string) {
  return queryOptions({
    queryKey: ['heads', unit],
    queryFn: ({ signal }) => api<UnitHeads>(`/units/${encodeURIComponent(unit)}/heads`, { signal }),
  });
}

export interface HandOverWish {
  readonly to: string;
  readonly from: string | null;
  readonly moveActions: boolean;
}

/** Hands the unit over; throws ApiError. What is known of the unit and of oneself is asked for anew. */
export async function handOver(unit: string, { to, from, moveActions }: HandOverWish): Promise<HandedOver> {
  const body = { to, moveActions, ...(from !== null && { from }) };
  const done = await api<HandedOver>(`/units/${encodeURIComponent(unit)}/hand-over`, { method: 'POST', body });
  for (const queryKey of [['me'], ['unit', unit], ['heads', unit], ['plan', unit], ['missing-heads']])
    void queryClient.invalidateQueries({ queryKey });
  return done;
}
