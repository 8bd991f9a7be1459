import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';

export type FollowUpRow = Selectable<Tables['follow_up']>;

/** Notes how it goes with an action, as somebody said it; what was said before stays. */
export async function addFollowUp(
  tx: Tx,
  said: Pick<FollowUpRow, 'how' | 'line' | 'at'> & { action: string; unit: string; dueOn: string; by: string },
): Promise<FollowUpRow> {
  return tx.db
    .insertInto('follow_up')
    .values({
      municipality_id: tx.municipality,
      id: randomUUID(),
      action_id: said.action,
      unit_id: said.unit,
      due_on: said.dueOn,
      how: said.how,
      line: said.line,
      by_person: said.by,
      at: said.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** What was said of the actions, the latest first. */
export async function followUpsOf(tx: Tx, actions: readonly string[]): Promise<FollowUpRow[]> {
  if (actions.length === 0) return [];
  return tx.db
    .selectFrom('follow_up')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('action_id', 'in', actions)
    .orderBy('at', 'desc')
    .execute();
}

/** The latest that was said of an action for the follow-up of this day. */
export async function latestFollowUp(tx: Tx, action: string, dueOn: string): Promise<FollowUpRow | null> {
  const all = await followUpsOf(tx, [action]);
  return all.find(({ due_on }) => due_on === dueOn) ?? null;
}
