import type { Selectable } from 'kysely';
import type { Schedule } from '../../lika/schedule/schedule.ts';
import { DEFAULT_SCHEDULE, ScheduleSchema } from '../../lika/schedule/schedule.ts';
import { tell } from './feed.ts';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';

/** When the bot may speak unasked in a unit's team. */
export interface ScheduleRow {
  readonly unit: string;
  readonly schedule: Schedule;
  /** When the next discussion is to be prompted; null while it is off. */
  readonly nextAt: Date | null;
  /** 0 before anybody has set one. */
  readonly version: number;
}

const asRow = (row: Selectable<Tables['schedule']>): ScheduleRow => ({
  unit: row.unit_id,
  // Settings that an older version wrote otherwise count as off.
  schedule: ScheduleSchema.safeParse(row.settings).data ?? DEFAULT_SCHEDULE,
  nextAt: row.next_at,
  version: row.version,
});

/** `lock` keeps others from changing it until the transaction ends. */
export async function scheduleOfUnit(tx: Tx, unit: string, lock = false): Promise<ScheduleRow | null> {
  const query = tx.db
    .selectFrom('schedule')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row ? asRow(row) : null;
}

/** Saves the schedule if the version seen is the latest (0: there was none). False when it isn't. */
export async function keepSchedule(
  tx: Tx,
  wanted: ScheduleRow & { readonly by: string; readonly at: Date },
): Promise<boolean> {
  const set = {
    settings: JSON.stringify(wanted.schedule),
    next_at: wanted.nextAt,
    version: wanted.version + 1,
    changed_by: wanted.by,
    changed_at: wanted.at,
  };
  const kept = await (wanted.version === 0
    ? tx.db
        .insertInto('schedule')
        .values({ municipality_id: tx.municipality, unit_id: wanted.unit, ...set })
        .onConflict((conflict) => conflict.doNothing())
        .returning('version')
        .executeTakeFirst()
    : tx.db
        .updateTable('schedule')
        .set(set)
        .where('municipality_id', '=', tx.municipality)
        .where('unit_id', '=', wanted.unit)
        .where('version', '=', wanted.version)
        .returning('version')
        .executeTakeFirst());
  return kept !== undefined;
}

/** Those whose next moment has come. */
export async function dueSchedules(tx: Tx, now: Date): Promise<ScheduleRow[]> {
  const rows = await tx.db
    .selectFrom('schedule')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('next_at', '<=', now)
    .forUpdate()
    .execute();
  return rows.map(asRow);
}

/** Moves on to the next moment; the settings, and so the version, are as they were. */
export async function moveSchedule(tx: Tx, unit: string, nextAt: Date): Promise<void> {
  await tx.db
    .updateTable('schedule')
    .set({ next_at: nextAt })
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit)
    .execute();
  await tell(tx, { unit, kind: 'schedule', id: unit, by: null });
}
