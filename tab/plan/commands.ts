/** What can be done to a plan, each as one call; the plan that is shown follows what the service answers. */
import { useState } from 'react';
import type { Action, Goal, NewAction, Plan } from '../../bot/api/schemas/plan.ts';
import { api, ApiError } from '../parts/api.ts';
import { useErrorText } from '../parts/ErrorState.tsx';
import { queryClient } from '../parts/queries.ts';

export interface GoalWords {
  readonly text: string;
  readonly area: string | null;
  readonly step: number | null;
  readonly indicators: string[];
}

function change(unit: string, to: (plan: Plan) => Plan): void {
  queryClient.setQueryData<Plan>(['plan', unit], (plan) => plan && to(plan));
}

function planPath(unit: string, rest: string): string {
  return `/units/${encodeURIComponent(unit)}/plan${rest}`;
}

/** The lists beside the plan that count its actions. */
function renewCounts(): void {
  void queryClient.invalidateQueries({ queryKey: ['me'] });
  void queryClient.invalidateQueries({ queryKey: ['my-actions'] });
}

/** Throws ApiError. */
export async function addGoal(unit: string, goal: GoalWords): Promise<Goal> {
  const made = await api<Goal>(planPath(unit, '/goals'), { method: 'POST', body: goal });
  change(unit, (plan) => ({ ...plan, goals: [...plan.goals, made] }));
  return made;
}

/** Throws ApiError; with status 409 `problem.current` is the goal as it stands. */
export async function rewordGoal(unit: string, goal: Goal, text: string): Promise<Goal> {
  const body = { text, version: goal.version };
  const made = await api<Goal>(`/goals/${encodeURIComponent(goal.id)}`, { method: 'PATCH', body });
  change(unit, (plan) => ({ ...plan, goals: plan.goals.map((each) => (each.id === made.id ? made : each)) }));
  return made;
}

/** Throws ApiError; only a goal without actions can go. */
export async function removeGoal(unit: string, id: string): Promise<void> {
  await api(`/goals/${encodeURIComponent(id)}`, { method: 'DELETE' });
  change(unit, (plan) => ({ ...plan, goals: plan.goals.filter((goal) => goal.id !== id) }));
}

/** Moves a goal, or an action within its goal, one place. Throws ApiError. */
export async function move(unit: string, kind: 'goals' | 'actions', id: string, by: -1 | 1): Promise<void> {
  const plan = await api<Plan>(`/${kind}/${encodeURIComponent(id)}/move`, { method: 'POST', body: { by } });
  change(unit, () => plan);
}

/** Adds an action to a goal, or to a new goal made with it. Throws ApiError. */
export async function addAction(unit: string, action: NewAction): Promise<Action> {
  const made = await api<Action>(planPath(unit, '/actions'), { method: 'POST', body: action });
  change(unit, (plan) => ({ ...plan, actions: [...plan.actions, made] }));
  // A goal made in the same breath comes with the next look at the plan.
  if ('new' in action.goal) await queryClient.invalidateQueries({ queryKey: ['plan', unit] });
  renewCounts();
  return made;
}

/** Takes a proposed action out of the plan; `task` says what becomes of its task in Planner, if it has one. Throws ApiError. */
export async function removeAction(unit: string, id: string, task: 'remove' | 'keep' | null): Promise<void> {
  const search = task === null ? '' : `?task=${task}`;
  try {
    await api(`/actions/${encodeURIComponent(id)}${search}`, { method: 'DELETE' });
  } catch (error) {
    // It may have got a task meanwhile.
    if (error instanceof ApiError && error.status === 409)
      await queryClient.invalidateQueries({ queryKey: ['plan', unit] });
    throw error;
  }
  change(unit, (plan) => ({ ...plan, actions: plan.actions.filter((action) => action.id !== id) }));
  renewCounts();
}

/** Fastställ: makes the dated snapshot. Throws ApiError. */
export async function confirmPlan(unit: string): Promise<void> {
  const path = planPath(unit, '/confirmations');
  const { id, at, by } = await api<{ id: string; at: string; by: string }>(path, { method: 'POST' });
  change(unit, (plan) => ({ ...plan, confirmed: { id, at, by } }));
  await queryClient.invalidateQueries({ queryKey: ['confirmations', unit] });
}

export interface Command {
  /** Runs it unless one is under way. Resolves to what it gave, or to null when it failed (`fault` says why). */
  run<T>(work: () => Promise<T>): Promise<T | null>;
  readonly isBusy: boolean;
  /** One sentence for the person, or null. */
  readonly fault: string | null;
  clear(): void;
}

/** Something a button does: busy while it runs, with the fault in words when it didn't work. */
export function useCommand(): Command {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const words = useErrorText();
  return {
    isBusy,
    fault,
    clear: () => setFault(null),
    run: async (work) => {
      if (isBusy) return null;
      setBusy(true);
      setFault(null);
      try {
        return await work();
      } catch (error) {
        setFault(words(error));
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}
