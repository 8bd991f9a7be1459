import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Action, PlanGoal } from '../../lika/plan/plan.ts';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';

export interface PlanRow {
  readonly id: string;
  readonly unit: string;
}

function planQuery(tx: Tx) {
  return tx.db.selectFrom('plan').select(['id', 'unit_id as unit']).where('municipality_id', '=', tx.municipality);
}

export async function planOfUnit(tx: Tx, unit: string): Promise<PlanRow | null> {
  return (await planQuery(tx).where('unit_id', '=', unit).executeTakeFirst()) ?? null;
}

/** The unit's plan; made now when there is none. */
export async function ensurePlan(tx: Tx, unit: string, at: Date): Promise<PlanRow> {
  await tx.db
    .insertInto('plan')
    .values({ municipality_id: tx.municipality, id: randomUUID(), unit_id: unit, created_at: at })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'unit_id']).doNothing())
    .execute();
  return planQuery(tx).where('unit_id', '=', unit).executeTakeFirstOrThrow();
}

/** Keeps other changes of the plan's order out until the transaction ends. */
export async function lockPlan(tx: Tx, plan: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${plan}, 0))`.execute(tx.db);
}

function asGoal(row: Selectable<Tables['goal']>): PlanGoal {
  const { id, text, area, step, indicators, position, version } = row;
  return { id, text, area, step, indicators, position, version };
}

export function asAction(row: Selectable<Tables['action']>): Action {
  const { id, goal_id, title, intention, area, indicators, activities, notes, responsible, involved } = row;
  return {
    ...{ id, goal: goal_id, title, intention, area, indicators, activities, notes, responsible, involved },
    start: row.start_on,
    due: row.due_on,
    followUp: { on: row.follow_up_on, how: row.follow_up_how },
    ...{ state: row.state, reason: row.reason, position: row.position, version: row.version },
  };
}

function actionColumns(action: Action) {
  return {
    goal_id: action.goal,
    title: action.title,
    intention: action.intention,
    area: action.area,
    indicators: [...action.indicators],
    activities: JSON.stringify(action.activities),
    notes: action.notes,
    responsible: action.responsible,
    involved: [...action.involved],
    start_on: action.start,
    due_on: action.due,
    follow_up_on: action.followUp.on,
    follow_up_how: action.followUp.how,
    state: action.state,
    reason: action.reason,
    position: action.position,
    version: action.version,
  };
}

/** The plan's goals in order. */
export async function goalsOfPlan(tx: Tx, plan: string): Promise<PlanGoal[]> {
  const rows = await tx.db
    .selectFrom('goal')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(asGoal);
}

/** The plan's actions in order. */
export async function actionsOfPlan(tx: Tx, plan: string): Promise<Action[]> {
  const rows = await tx.db
    .selectFrom('action')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(asAction);
}

export interface Placed<T> {
  readonly item: T;
  readonly plan: string;
  readonly unit: string;
}

/** A goal with the plan and unit it belongs to; `lock` keeps others from changing it meanwhile. */
export async function goalById(tx: Tx, id: string, lock = false): Promise<Placed<PlanGoal> | null> {
  const query = tx.db
    .selectFrom('goal')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row ? { item: asGoal(row), plan: row.plan_id, unit: await unitOfPlan(tx, row.plan_id) } : null;
}

/** An action with the plan and unit it belongs to; `lock` keeps others from changing it meanwhile. */
export async function actionById(tx: Tx, id: string, lock = false): Promise<Placed<Action> | null> {
  const query = tx.db
    .selectFrom('action')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row ? { item: asAction(row), plan: row.plan_id, unit: await unitOfPlan(tx, row.plan_id) } : null;
}

async function unitOfPlan(tx: Tx, plan: string): Promise<string> {
  const row = await tx.db
    .selectFrom('plan')
    .select('unit_id')
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', plan)
    .executeTakeFirstOrThrow();
  return row.unit_id;
}

export async function insertGoal(tx: Tx, plan: string, goal: PlanGoal): Promise<void> {
  await tx.db
    .insertInto('goal')
    .values({ municipality_id: tx.municipality, plan_id: plan, ...goal, indicators: [...goal.indicators] })
    .execute();
}

export async function insertAction(tx: Tx, plan: string, action: Action): Promise<void> {
  await tx.db
    .insertInto('action')
    .values({ municipality_id: tx.municipality, plan_id: plan, id: action.id, ...actionColumns(action) })
    .execute();
}

/** Saves the goal's text and version. */
export async function updateGoal(tx: Tx, goal: PlanGoal): Promise<void> {
  await tx.db
    .updateTable('goal')
    .set({ text: goal.text, version: goal.version })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', goal.id)
    .execute();
}

export async function updateAction(tx: Tx, action: Action): Promise<void> {
  await tx.db
    .updateTable('action')
    .set(actionColumns(action))
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', action.id)
    .execute();
}

export async function deleteFromPlan(tx: Tx, table: 'goal' | 'action', id: string): Promise<void> {
  await tx.db.deleteFrom(table).where('municipality_id', '=', tx.municipality).where('id', '=', id).execute();
}

/** Gives each its place in the order of the list. The order is no part of a version: nobody's text is touched. */
export async function reorder(tx: Tx, table: 'goal' | 'action', ids: readonly string[]): Promise<void> {
  for (const [position, id] of ids.entries())
    await tx.db
      .updateTable(table)
      .set({ position })
      .where('municipality_id', '=', tx.municipality)
      .where('id', '=', id)
      .where('position', '!=', position)
      .execute();
}

export interface OwnAction {
  readonly action: Action;
  readonly unit: { readonly id: string; readonly name: string; readonly area: string | null };
}

/** The actions that the person is responsible for or involved in, the soonest due first. */
export async function actionsOfPerson(tx: Tx, person: string): Promise<OwnAction[]> {
  const rows = await tx.db
    .selectFrom('action')
    .innerJoin('plan', (join) =>
      join.onRef('plan.municipality_id', '=', 'action.municipality_id').onRef('plan.id', '=', 'action.plan_id'),
    )
    .innerJoin('unit', (join) =>
      join.onRef('unit.municipality_id', '=', 'plan.municipality_id').onRef('unit.id', '=', 'plan.unit_id'),
    )
    .selectAll('action')
    .select(['unit.id as unit', 'unit.name as unit_name', 'unit.area_id as unit_area'])
    .where('action.municipality_id', '=', tx.municipality)
    .where((eb) =>
      eb.or([eb('action.responsible', '=', person), sql<boolean>`action.involved @> array[${person}]::uuid[]`]),
    )
    .orderBy('action.due_on', (order) => order.asc().nullsLast())
    .orderBy('action.id')
    .execute();
  return rows.map((row) => ({
    action: asAction(row),
    unit: { id: row.unit, name: row.unit_name, area: row.unit_area },
  }));
}
