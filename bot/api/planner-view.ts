import type { PlannerPlanRow } from '../store/planner-plans.ts';
import type { PlannerTaskRow } from '../store/planner-tasks.ts';
import type { PlannerPlan, PlannerStatus } from './schemas/plan.ts';

/** How plans and actions stand towards Planner, as people see it. */

const NONE: PlannerStatus = { state: 'none', cause: null, at: null, until: null, url: null, questions: [] };

/**
 * What is on its way shares the fate of its plan: it waits for what the plan waits for. When the plan in Planner has gone,
 * nothing is in step with it.
 * @param version the action's, where it is known: one changed since it was last brought together is on its way
 */
export function plannerStatus(
  task: PlannerTaskRow | undefined,
  plan: PlannerPlanRow | null | undefined,
  version?: number,
): PlannerStatus {
  if (!task || !plan) return NONE;
  const known = {
    at: task.synced_at?.toISOString() ?? null,
    until: null,
    url: task.url,
    questions: task.questions.map(({ field, item, kind, code, ours, theirs }) => ({
      ...{ field, kind, ours: plain(ours), theirs: plain(theirs) },
      ...(item === undefined ? {} : { item }),
      ...(code === undefined ? {} : { code }),
    })),
  };
  if (plan.cause === 'plan-gone') return { ...known, state: 'failed', cause: plan.cause };
  const isOld = task.state === 'synced' && version !== undefined && version !== task.action_version;
  if (task.state !== 'queued' && !isOld) return { ...known, state: task.state, cause: task.cause };
  const until = plan.next_at?.toISOString() ?? null;
  const cause = plan.cause ?? task.cause;
  switch (plan.stage) {
    case 'waiting':
      return { ...known, state: 'waiting', cause, until };
    case 'waiting-for-person':
      return { ...known, state: 'waiting-for-person', cause };
    case 'needs-you':
      return plan.cause === 'question'
        ? { ...known, state: 'queued', cause: task.cause }
        : { ...known, state: 'failed', cause };
    default:
      return { ...known, state: 'queued', cause: task.cause };
  }
}

const plain = <T>(value: T | readonly string[]): T | string[] => (Array.isArray(value) ? [...value] : (value as T));

export function plannerPlanView(row: PlannerPlanRow): PlannerPlan {
  return {
    url: row.url,
    stage: row.stage,
    cause: row.cause,
    at: row.seen_at?.toISOString() ?? null,
    until: row.next_at?.toISOString() ?? null,
  };
}
