import { randomUUID } from 'node:crypto';
import type { Action, PlanGoal } from '../../lika/plan/plan.ts';
import type { Tx } from './store.ts';

/** Dated snapshots of a plan. They can be added and read, never changed. */

export interface Snapshot {
  readonly goals: readonly PlanGoal[];
  readonly actions: readonly Action[];
}

export interface ConfirmationRow {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly unit: string;
  readonly schoolYear: number;
  readonly snapshot: Snapshot;
}

export async function insertConfirmation(
  tx: Tx,
  confirmation: { plan: string; unit: string; at: Date; by: string; schoolYear: number; snapshot: Snapshot },
): Promise<string> {
  const id = randomUUID();
  await tx.db
    .insertInto('plan_confirmation')
    .values({
      municipality_id: tx.municipality,
      id,
      plan_id: confirmation.plan,
      unit_id: confirmation.unit,
      at: confirmation.at,
      by_person: confirmation.by,
      school_year: confirmation.schoolYear,
      snapshot: JSON.stringify(confirmation.snapshot),
    })
    .execute();
  return id;
}

/** When and by whom the plan was confirmed, newest first. */
export async function confirmationsOfUnit(tx: Tx, unit: string): Promise<Pick<ConfirmationRow, 'id' | 'at' | 'by'>[]> {
  const rows = await tx.db
    .selectFrom('plan_confirmation')
    .select(['id', 'at', 'by_person'])
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit)
    .orderBy('at', 'desc')
    .execute();
  return rows.map(({ id, at, by_person }) => ({ id, at: at.toISOString(), by: by_person }));
}

export async function confirmationById(tx: Tx, id: string): Promise<ConfirmationRow | null> {
  const row = await tx.db
    .selectFrom('plan_confirmation')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    at: row.at.toISOString(),
    by: row.by_person,
    unit: row.unit_id,
    schoolYear: row.school_year,
    snapshot: row.snapshot as Snapshot,
  };
}
