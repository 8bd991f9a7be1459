import type { DoneAction } from '../../lika/plan/reconsider.ts';
import type { Tx } from './store.ts';

/** Since when actions are done: it says what has happened since the last result. */

/** Notes since when the action is done; null when it isn't (any more). */
export async function markDone(tx: Tx, action: string, at: Date | null): Promise<void> {
  await tx.db
    .updateTable('action')
    .set({ done_at: at })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', action)
    .execute();
}

/** Since when the action is done; null when it isn't. */
export async function doneSince(tx: Tx, action: string): Promise<Date | null> {
  const row = await tx.db
    .selectFrom('action')
    .select('done_at')
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', action)
    .executeTakeFirst();
  return row?.done_at ?? null;
}

/** The unit's actions that are done and were about some indicator. */
export async function doneActionsOf(tx: Tx, unit: string): Promise<DoneAction[]> {
  const rows = await tx.db
    .selectFrom('action as a')
    .innerJoin('plan as p', (join) =>
      join.onRef('p.municipality_id', '=', 'a.municipality_id').onRef('p.id', '=', 'a.plan_id'),
    )
    .select(['a.id', 'a.title', 'a.indicators', 'a.done_at'])
    .where('a.municipality_id', '=', tx.municipality)
    .where('p.unit_id', '=', unit)
    .where('a.state', '=', 'done')
    .execute();
  return rows.flatMap(({ id, title, indicators, done_at }) =>
    done_at === null || indicators.length === 0 ? [] : [{ id, title, indicators, doneAt: done_at.toISOString() }],
  );
}
