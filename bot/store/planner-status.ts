import type { Tx } from './store.ts';

/** How actions stand towards Planner, as the plan shows it. */
export interface PlannerStatusRow {
  readonly state: 'queued' | 'synced' | 'waiting-for-person' | 'failed';
  readonly cause: string | null;
  readonly at: string | null;
  readonly url: string | null;
}

/** By action; those that were never sent are absent. */
export async function plannerStatuses(tx: Tx, actions: readonly string[]): Promise<Map<string, PlannerStatusRow>> {
  if (actions.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('planner_task')
    .select(['action_id', 'state', 'cause', 'synced_at', 'url'])
    .where('municipality_id', '=', tx.municipality)
    .where('action_id', 'in', actions)
    .execute();
  return new Map(
    rows.map(({ action_id, state, cause, synced_at, url }) => [
      action_id,
      { state, cause, at: synced_at?.toISOString() ?? null, url },
    ]),
  );
}

/** Marks the actions as waiting to be sent, and forgets why an earlier try failed. */
export async function markQueued(tx: Tx, actions: readonly string[]): Promise<void> {
  if (actions.length === 0) return;
  const none = {
    planner_plan: null,
    task: null,
    task_etag: null,
    details_etag: null,
    last_seen: null,
    synced_at: null,
    url: null,
  };
  await tx.db
    .insertInto('planner_task')
    .values(
      actions.map((action_id) => ({
        municipality_id: tx.municipality,
        action_id,
        ...none,
        state: 'queued' as const,
        cause: null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['municipality_id', 'action_id']).doUpdateSet({ state: 'queued', cause: null }),
    )
    .execute();
}
