import { sql } from 'kysely';
import type { Selectable, Updateable } from 'kysely';
import type { Question } from '../../lika/plan/merge.ts';
import type { TaskFacts } from '../../lika/plan/task.ts';
import type { PlannerTables, PlannerTaskStage } from './planner-tables.ts';
import type { Tx } from './store.ts';

/** Which task in Planner is which action, and what both last agreed on: plain JSON. */
export type PlannerTaskRow = Selectable<PlannerTables['planner_task']>;

/** All of a plan, also those whose action has been removed. */
export async function plannerTasksOf(tx: Tx, plan: string): Promise<PlannerTaskRow[]> {
  return tx.db
    .selectFrom('planner_task')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .orderBy('action_id')
    .execute();
}

/** By action; those that were never sent are absent. `lock` keeps others from changing it meanwhile. */
export async function plannerTaskOf(tx: Tx, action: string, lock = false): Promise<PlannerTaskRow | null> {
  const query = tx.db
    .selectFrom('planner_task')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('action_id', '=', action);
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

export async function plannerTasksOfActions(tx: Tx, actions: readonly string[]): Promise<Map<string, PlannerTaskRow>> {
  if (actions.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('planner_task')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('action_id', 'in', actions)
    .execute();
  return new Map(rows.map((row) => [row.action_id, row]));
}

const NOT_THERE = {
  planner_plan: null,
  task: null,
  head_sent: null,
  task_etag: null,
  details_etag: null,
  details_at: null,
  base: null,
  sending: null,
  sending_at: null,
  action_version: null,
  synced_at: null,
  url: null,
  document_url: null,
};

/** Marks actions as on their way to Planner, and forgets why an earlier try failed. */
export async function markQueued(
  tx: Tx,
  plan: string,
  actions: readonly { id: string; title: string }[],
): Promise<void> {
  for (const { id, title } of actions)
    await tx.db
      .insertInto('planner_task')
      .values({
        municipality_id: tx.municipality,
        action_id: id,
        plan_id: plan,
        title,
        ...NOT_THERE,
        state: 'queued',
        cause: null,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['municipality_id', 'action_id'])
          .doUpdateSet({ state: 'queued', cause: null, leaving: false }),
      )
      .execute();
}

export interface TaskNote {
  readonly state?: PlannerTaskStage;
  readonly cause?: string | null;
  readonly base?: TaskFacts;
  readonly head?: string;
  readonly headSent?: string | null;
  /** Null: what was begun has come to an end. `beginMaking` begins. */
  readonly sending?: null;
  readonly questions?: readonly Question[];
  readonly leaving?: boolean;
  /** The action's, for those who read of its task. */
  readonly title?: string;
  readonly syncedAt?: Date;
  readonly detailsAt?: Date;
  readonly etag?: string;
  readonly detailsEtag?: string;
  readonly actionVersion?: number | null;
  readonly documentUrl?: string | null;
  /** The task that is the action's, once it is there. */
  readonly task?: { readonly plan: string; readonly id: string; readonly url: string };
}

/** Writes down what is known of an action's task; what isn't given stays. */
export async function noteTask(tx: Tx, action: string, note: TaskNote): Promise<void> {
  await tx.db
    .updateTable('planner_task')
    .set(columnsOf(note))
    .where('municipality_id', '=', tx.municipality)
    .where('action_id', '=', action)
    .execute();
}

function columnsOf(note: TaskNote): Updateable<PlannerTables['planner_task']> {
  const { state, cause, base, head, sending, questions, leaving, syncedAt, detailsAt, etag, detailsEtag, task } = note;
  const { actionVersion, title, headSent, documentUrl } = note;
  const set: Updateable<PlannerTables['planner_task']> = {};
  if (state !== undefined) set.state = state;
  if (cause !== undefined) set.cause = cause;
  if (base !== undefined) set.base = JSON.stringify(base);
  if (head !== undefined) set.head = head;
  if (headSent !== undefined) set.head_sent = headSent;
  if (sending !== undefined) Object.assign(set, { sending, sending_at: sending });
  if (actionVersion !== undefined) set.action_version = actionVersion;
  if (documentUrl !== undefined) set.document_url = documentUrl;
  if (questions !== undefined) set.questions = JSON.stringify(questions);
  if (leaving !== undefined) set.leaving = leaving;
  if (title !== undefined) set.title = title;
  if (syncedAt !== undefined) set.synced_at = syncedAt;
  if (detailsAt !== undefined) set.details_at = detailsAt;
  if (etag !== undefined) set.task_etag = etag;
  if (detailsEtag !== undefined) set.details_etag = detailsEtag;
  if (task !== undefined) Object.assign(set, { planner_plan: task.plan, task: task.id, url: task.url });
  return set;
}

/** The action's task is somebody else's matter from now on: nothing is known of it any more. */
export async function forgetTask(tx: Tx, action: string): Promise<void> {
  await tx.db
    .deleteFrom('planner_task')
    .where('municipality_id', '=', tx.municipality)
    .where('action_id', '=', action)
    .execute();
}

/** The task has been removed as was asked for; nothing when the action has been sent anew since. */
export async function forgetLeft(tx: Tx, action: string): Promise<void> {
  await tx.db
    .deleteFrom('planner_task')
    .where('municipality_id', '=', tx.municipality)
    .where('action_id', '=', action)
    .where('leaving', '=', true)
    .execute();
}

/** The plan's tasks will be in another plan of Planner: those that are to be removed still lie where they were. */
export async function leaveBehind(tx: Tx, plan: string, from: string): Promise<void> {
  await tx.db
    .updateTable('planner_task')
    .set({ planner_plan: from })
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .where('leaving', '=', true)
    .where('planner_plan', 'is', null)
    .execute();
}

/** The action is to get a new task: the one it had is no longer ours. */
export async function letGoOfTask(tx: Tx, action: string): Promise<void> {
  await tx.db
    .updateTable('planner_task')
    .set({ ...NOT_THERE, head: '', questions: '[]', state: 'queued', cause: null, leaving: false })
    .where('municipality_id', '=', tx.municipality)
    .where('action_id', '=', action)
    .execute();
}

/** What was given up is tried again. */
export async function retryTasks(tx: Tx, plan: string): Promise<void> {
  await tx.db
    .updateTable('planner_task')
    .set({ state: 'queued', cause: null })
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .where('state', '=', 'failed')
    .execute();
}

/** Tasks that a request is about to make. */
export interface Making {
  /** Of those actions that are still to have one. */
  readonly actions: readonly string[];
  /** By the database's clock. */
  readonly at: string | null;
}

/** Writes down what tasks are about to be made of, before anything goes out. */
export async function beginMaking(
  tx: Tx,
  wanted: readonly { readonly action: string; readonly facts: TaskFacts }[],
): Promise<Making> {
  const begun: { action: string; at: string }[] = [];
  for (const { action, facts } of wanted) {
    const row = await tx.db
      .updateTable('planner_task')
      .set({ sending: JSON.stringify(facts), sending_at: sql<Date>`now()` })
      .where('municipality_id', '=', tx.municipality)
      .where('action_id', '=', action)
      .where('task', 'is', null)
      .where('leaving', '=', false)
      .returning(sql<string>`sending_at::text`.as('at'))
      .executeTakeFirst();
    if (row) begun.push({ action, at: row.at });
  }
  return { actions: begun.map(({ action }) => action), at: begun[0]?.at ?? null };
}

/**
 * The request that was to make these has come to an end, and so can't make any of them later: from now on it counts as
 * begun so many seconds ago. Nothing for what has been begun anew since.
 */
export async function makingEnded(tx: Tx, { actions, at }: Making, seconds: number): Promise<void> {
  if (at === null) return;
  await tx.db
    .updateTable('planner_task')
    .set({ sending_at: sql<Date>`now() - ${seconds} * interval '1 second'` })
    .where('municipality_id', '=', tx.municipality)
    .where('action_id', 'in', actions)
    .where('task', 'is', null)
    .where('sending_at', '=', sql<Date>`${at}::timestamptz`)
    .execute();
}

/** Actions whose task was being made, and whose making may still be under way at Planner: it was begun so few seconds ago. */
export async function stillBeingMade(tx: Tx, plan: string, seconds: number): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('planner_task')
    .select('action_id')
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .where('task', 'is', null)
    .where('sending_at', '>', sql<Date>`now() - ${seconds} * interval '1 second'`)
    .execute();
  return new Set(rows.map(({ action_id }) => action_id));
}
