/** What is done between the plan and Planner, each as one call; the plan is looked at anew after it. */
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  Action,
  GoneChoice,
  PartChoice,
  PlannerAnswer,
  PlannerChoice,
  PlannerPlans,
  PlannerRequest,
} from '../../../bot/api/schemas/plan.ts';
import { api, ApiError } from '../../parts/api.ts';
import { queryClient } from '../../parts/queries.ts';
import { rememberAction } from '../saving.ts';

export type Into = NonNullable<z.infer<typeof PlannerRequest>['into']>;
export type PlannerSending = z.infer<typeof PlannerAnswer>;
export type TeamPlans = z.infer<typeof PlannerPlans>;

const pathOf = (unit: string, rest = ''): string => `/units/${encodeURIComponent(unit)}/plan/planner${rest}`;
const actionPath = (action: string, rest: string): string => `/actions/${encodeURIComponent(action)}/planner/${rest}`;

/** What the plan's page and the page Drift know of Planner. */
async function renew(unit: string): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: ['planner-drift'] });
  await queryClient.invalidateQueries({ queryKey: ['plan', unit] });
}

/** The plans that the unit's team has in Planner. */
export function teamPlansQuery(unit: string) {
  return queryOptions({
    queryKey: ['planner-plans', unit],
    queryFn: ({ signal }) => api<TeamPlans>(pathOf(unit, '/plans'), { signal }),
    staleTime: 0,
    retry: false,
  });
}

/** Puts the actions on their way to Planner; `into` where they aren't to go where the plan is. Throws ApiError. */
export async function sendToPlanner(unit: string, actions: readonly string[], into?: Into): Promise<PlannerSending> {
  const body = { actions, ...(into && { into }) };
  const answer = await api<PlannerSending>(pathOf(unit), { method: 'POST', body });
  await renew(unit);
  return answer;
}

/** Försök nu. Throws ApiError. */
export async function tryPlannerNow(unit: string): Promise<void> {
  await api(pathOf(unit, '/try'), { method: 'POST' });
  await renew(unit);
}

/** Says that somebody has the plan open, so that Planner is looked at often. Throws ApiError. */
export async function lookAtPlanner(unit: string): Promise<void> {
  await api(pathOf(unit, '/look'), { method: 'POST' });
}

/** An act on an action's task; whatever came of it, the plan is looked at anew. Throws ApiError. */
async function act(unit: string, path: string, body: unknown): Promise<Action> {
  try {
    const action = await api<Action>(path, { method: 'POST', body });
    rememberAction(action);
    return action;
  } finally {
    await renew(unit);
  }
}

/**
 * Settles what the plan and Planner say differently. Throws ApiError: 409 when it is settled already, 400 with the reason
 * as its detail when what Planner says can't stand in the plan.
 */
export async function settleQuestion(unit: string, action: string, choice: PlannerChoice): Promise<Action> {
  try {
    return await act(unit, actionPath(action, 'choice'), choice);
  } catch (error) {
    const problem = error instanceof ApiError ? error.problem : null;
    const why = problem?.errors?.[0]?.detail;
    if (!problem || why === undefined) throw error;
    throw new ApiError('problem', problem.status, { ...problem, detail: why });
  }
}

/** Says what becomes of an action whose task was taken away in Planner. Throws ApiError. */
export const settleGone = (unit: string, action: string, choose: z.infer<typeof GoneChoice>['choose']) =>
  act(unit, actionPath(action, 'gone'), { choose });

/** Takes an action out of Planner, with or without its task. Throws ApiError. */
export const partFromTask = (unit: string, action: string, task: z.infer<typeof PartChoice>['task']) =>
  act(unit, actionPath(action, 'part'), { task });
