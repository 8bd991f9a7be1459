import type { ColumnType, Generated } from 'kysely';
import type { Question } from '../../lika/plan/merge.ts';
import type { TaskFacts } from '../../lika/plan/task.ts';

/** The tables about Planner as kysely sees them. */

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>;
type GeneratedJson<T> = ColumnType<T, string | undefined, string>;

export interface PlannerTables {
  planner_plan: PlannerPlanTable;
  planner_task: PlannerTaskTable;
  planner_queue: PlannerQueueTable;
  /** Until when Graph asked us to leave a tenant alone, by the database's clock. */
  graph_hold: { tenant: string; until: Date };
}

/**
 * How a plan stands towards Planner. `due`: something is on its way. `waiting`: until `next_at`, because of `cause`.
 * `waiting-for-person`: until somebody who may do it signs in. `needs-you`: until somebody does what the cause says.
 */
export type PlannerStage = 'due' | 'in-step' | 'waiting' | 'waiting-for-person' | 'needs-you';

interface PlannerPlanTable {
  municipality_id: string;
  plan_id: string;
  unit_id: string;
  /** Entra tenant of those who may do it. */
  tenant: string;
  /** The Microsoft 365 group and its plan, once they are known. */
  group_id: string | null;
  planner_plan: string | null;
  /** What a plan that is to be made shall be called; null for the name that LIKA gives. */
  title: string | null;
  url: string | null;
  /** Bucket ids by area key. */
  buckets: GeneratedJson<Record<string, string>>;
  /** Category keys (`category1` …) by step. */
  labels: GeneratedJson<Record<string, string>>;
  /** Who sent it last: asked first to be acted as. */
  asked_by: string | null;
  stage: Generated<PlannerStage>;
  cause: string | null;
  attempts: Generated<number>;
  /** How many looks in a row found nothing new. */
  idle: Generated<number>;
  /** Until then it is looked at often, because somebody is at work here. */
  quick_until: Date | null;
  /** When it is looked at next, as the queue has it; null when nobody can look. */
  next_at: Date | null;
  seen_at: Date | null;
}

/** How an action stands towards its task; `queued`: there is something to send. */
export type PlannerTaskStage = 'queued' | 'synced' | 'needs-you' | 'failed';

interface PlannerTaskTable {
  municipality_id: string;
  action_id: string;
  plan_id: string;
  /** The action's, kept for one that was removed. */
  title: Generated<string>;
  planner_plan: string | null;
  task: string | null;
  task_etag: string | null;
  details_etag: string | null;
  details_at: Date | null;
  /** What both sides last agreed on. */
  base: Json<TaskFacts> | null;
  /** What LIKA last wrote above the line in the notes. */
  head: Generated<string>;
  /** What LIKA has begun to write there, as long as it isn't known whether it arrived. */
  head_sent: string | null;
  /** What a task is being made of: an answer may have been lost. */
  sending: Json<TaskFacts> | null;
  /** Since when, by the database's clock; earlier than that once the request is known to have come to its end. */
  sending_at: Date | null;
  /** The action's version that was brought together with the task last; null asks for it anew. */
  action_version: number | null;
  questions: GeneratedJson<Question[]>;
  state: PlannerTaskStage;
  cause: string | null;
  synced_at: Date | null;
  url: string | null;
  /** The plan's document as the task last linked to it. */
  document_url: string | null;
  /** The task is to be removed in Planner. */
  leaving: Generated<boolean>;
}

interface PlannerQueueTable {
  plan_id: string;
  municipality_id: string;
  tenant: string;
  /** By the service's clock; null while there is nothing to look for. */
  next_at: Date | null;
  /** Grows with each change here, so that one made while a look is under way is seen. */
  wanted: Generated<string>;
  /** The service that has it in hand, until the lease ends by the database's clock. */
  holder: string | null;
  lease_until: Generated<Date>;
}
