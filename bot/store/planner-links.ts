import type { Selectable } from 'kysely';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';

/** Which plan and tasks in Planner are ours: ids and etags as plain JSON. */
export type PlannerTaskRow = Selectable<Tables['planner_task']>;

export interface PlannerPlanLink {
  readonly group: string;
  readonly plan: string;
  readonly buckets: Readonly<Record<string, string>>;
}

export async function plannerPlanOf(tx: Tx, plan: string): Promise<PlannerPlanLink | null> {
  const row = await tx.db
    .selectFrom('planner_plan')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .executeTakeFirst();
  return row ? { group: row.group_id, plan: row.planner_plan, buckets: row.buckets } : null;
}

export async function keepPlannerPlan(
  tx: Tx,
  ours: { plan: string; unit: string },
  link: PlannerPlanLink,
  url: string,
): Promise<void> {
  const set = { group_id: link.group, planner_plan: link.plan, buckets: JSON.stringify(link.buckets), url };
  await tx.db
    .insertInto('planner_plan')
    .values({ municipality_id: tx.municipality, plan_id: ours.plan, unit_id: ours.unit, etag: null, ...set })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'plan_id']).doUpdateSet(set))
    .execute();
}

export async function plannerTasksOf(tx: Tx, actions: readonly string[]): Promise<PlannerTaskRow[]> {
  if (actions.length === 0) return [];
  return tx.db
    .selectFrom('planner_task')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('action_id', 'in', actions)
    .execute();
}

export interface PlannerTaskState {
  readonly state: Tables['planner_task']['state'];
  readonly cause: string | null;
  readonly link?: {
    readonly plan: string;
    readonly task: string;
    readonly etag: string;
    readonly detailsEtag: string;
    readonly url: string;
    readonly at: Date;
  };
}

/** Says how an action stands towards Planner. What is known of its task is kept unless a new link is given. */
export async function keepPlannerTask(tx: Tx, action: string, { state, cause, link }: PlannerTaskState): Promise<void> {
  const set = {
    state,
    cause,
    ...(link
      ? {
          planner_plan: link.plan,
          task: link.task,
          task_etag: link.etag,
          details_etag: link.detailsEtag,
          url: link.url,
          synced_at: link.at,
        }
      : {}),
  };
  await tx.db
    .insertInto('planner_task')
    .values({ municipality_id: tx.municipality, action_id: action, ...set })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'action_id']).doUpdateSet(set))
    .execute();
}
