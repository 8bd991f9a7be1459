import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { momentAt } from '../clock.ts';
import { plannerQueue } from './planner-queue.ts';
import type { PlannerStage, PlannerTables } from './planner-tables.ts';
import { retryTasks } from './planner-tasks.ts';
import type { Tx } from './store.ts';

/** Where a unit's plan stands in Planner. */
export type PlannerPlanRow = Selectable<PlannerTables['planner_plan']>;

/** `lock` keeps others from changing it meanwhile; it is taken before the plan's place in the queue. */
export async function plannerPlanOf(tx: Tx, plan: string, lock = false): Promise<PlannerPlanRow | null> {
  const query = tx.db
    .selectFrom('planner_plan')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan);
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** So long after somebody did or looked at something here Planner is looked at often. */
const QUICK_MINUTES = 10;
/** A page that stays open needn't say so more often than leaves so much of it. */
const LOOKED_ANEW_MINUTES = 9;

export interface Wish {
  readonly plan: string;
  readonly unit: string;
  readonly tenant: string;
  readonly person: string;
  readonly at: Date;
}

/** The plan is to be in Planner, as this person asked. `wakePlan` has it brought there, once all is noted. */
export async function connectPlan(tx: Tx, { plan, unit, tenant, person, at }: Wish): Promise<void> {
  await tx.db
    .insertInto('planner_plan')
    .values({
      ...{ municipality_id: tx.municipality, plan_id: plan, unit_id: unit, tenant, asked_by: person },
      ...{ group_id: null, planner_plan: null, title: null, url: null, cause: null, seen_at: null },
      ...{ quick_until: quickUntil(at), next_at: at },
    })
    .onConflict((conflict) =>
      conflict.columns(['municipality_id', 'plan_id']).doUpdateSet({ tenant, asked_by: person }),
    )
    .execute();
}

/** Which plan of the group it is to be: one that is there, or a new one with the title. Tasks elsewhere are let go of. */
export async function choosePlannerPlan(
  tx: Tx,
  plan: string,
  chosen: { group: string; plan: string; url: string } | { title: string | null },
): Promise<void> {
  const place =
    'plan' in chosen
      ? { group_id: chosen.group, planner_plan: chosen.plan, url: chosen.url, title: null }
      : { group_id: null, planner_plan: null, url: null, title: chosen.title };
  await tx.db
    .updateTable('planner_plan')
    .set({ ...place, buckets: '{}', labels: '{}' })
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .execute();
}

/** Somebody looks at the plan here: Planner is looked at often for a while. Nothing for a plan that isn't in Planner. */
export async function lookAtPlan(tx: Tx, plan: string, at: Date): Promise<void> {
  const row = await tx.db
    .updateTable('planner_plan')
    .set({ quick_until: quickUntil(at), idle: 0, next_at: at })
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .where((eb) => eb.or([eb('quick_until', 'is', null), eb('quick_until', '<', quickUntil(at, LOOKED_ANEW_MINUTES))]))
    .returning('tenant')
    .executeTakeFirst();
  if (row) await plannerQueue.due(tx, { id: plan, tenant: row.tenant }, at);
}

/**
 * As `wakePlan`, after tasks were let go of or a person has chosen: a look that is under way knows only what was before, and
 * must not go on.
 */
export async function wakePlanAnew(tx: Tx, plan: string, at: Date): Promise<void> {
  await wakePlan(tx, plan, at);
  await plannerQueue.takeOut(tx, plan);
}

/**
 * Something was changed here: it is brought to Planner now, also what was given up before. Nothing for a plan that isn't
 * in Planner.
 */
export async function wakePlan(tx: Tx, plan: string, at: Date): Promise<void> {
  const row = await tx.db
    .updateTable('planner_plan')
    .set({
      ...{ quick_until: quickUntil(at), next_at: at, idle: 0, attempts: 0 },
      stage: sql<PlannerStage>`case when stage = 'in-step' then stage else 'due' end`,
      cause: null,
    })
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .returning('tenant')
    .executeTakeFirst();
  if (!row) return;
  await retryTasks(tx, plan);
  await plannerQueue.due(tx, { id: plan, tenant: row.tenant }, at);
}

const quickUntil = (at: Date, minutes = QUICK_MINUTES): Date => momentAt(at.getTime() + minutes * 60_000);

export interface Looked {
  readonly stage: PlannerStage;
  readonly cause: string | null;
  readonly attempts: number;
  readonly idle: number;
  readonly nextAt: Date | null;
  /** When Planner was seen; null when it wasn't this time. */
  readonly seenAt: Date | null;
}

/** Writes down what came of a look. */
export async function notePlan(tx: Tx, plan: string, looked: Looked): Promise<void> {
  await tx.db
    .updateTable('planner_plan')
    .set({
      ...{ stage: looked.stage, cause: looked.cause, attempts: looked.attempts, idle: looked.idle },
      next_at: looked.nextAt,
      ...(looked.seenAt ? { seen_at: looked.seenAt } : {}),
    })
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .execute();
}

export interface FoundPlace {
  readonly group: string;
  readonly plan: string;
  readonly url: string;
  readonly buckets: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** Keeps where the plan's tasks live. */
export async function keepPlace(tx: Tx, plan: string, place: FoundPlace): Promise<void> {
  await tx.db
    .updateTable('planner_plan')
    .set({
      ...{ group_id: place.group, planner_plan: place.plan, url: place.url },
      ...{ buckets: JSON.stringify(place.buckets), labels: JSON.stringify(place.labels) },
    })
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .execute();
}

/** Plans of the units that wait for somebody to sign in, or to give a right. */
export async function waitingPlans(tx: Tx, units: readonly string[]): Promise<string[]> {
  if (units.length === 0) return [];
  const rows = await tx.db
    .selectFrom('planner_plan')
    .select('plan_id')
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', 'in', units)
    .where((eb) => eb.or([eb('next_at', 'is', null), eb('stage', '=', 'waiting-for-person')]))
    .execute();
  return rows.map(({ plan_id }) => plan_id);
}

/** The plan is due again, as it stood: somebody who can look is back. */
export async function takeUpPlan(tx: Tx, plan: string, at: Date): Promise<void> {
  const row = await tx.db
    .updateTable('planner_plan')
    .set({ next_at: at })
    .where('municipality_id', '=', tx.municipality)
    .where('plan_id', '=', plan)
    .returning('tenant')
    .executeTakeFirst();
  if (row) await plannerQueue.due(tx, { id: plan, tenant: row.tenant }, at);
}

/** The rows of several units, or of the whole municipality. */
export async function plannerPlansOf(tx: Tx, units: readonly string[] | null): Promise<PlannerPlanRow[]> {
  if (units?.length === 0) return [];
  const query = tx.db.selectFrom('planner_plan').selectAll().where('municipality_id', '=', tx.municipality);
  return (units === null ? query : query.where('unit_id', 'in', units)).execute();
}
