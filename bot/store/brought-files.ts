import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Before, Outcome, Undoing } from '../imports/kept.ts';
import type { Reading } from '../imports/reading.ts';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';

export type BroughtFile = Selectable<Tables['brought_file']>;

/** So many files that aren't taken may a person have waiting in a unit; older ones give way. */
const WAITING_MAX = 3;

/** Keeps a file that somebody brings. Nothing of it is brought in yet. */
export async function keepBroughtFile(
  tx: Tx,
  file: {
    readonly unit: string;
    readonly by: string;
    readonly at: Date;
    readonly name: string;
    readonly bytes: Buffer;
  },
): Promise<BroughtFile> {
  const row = await tx.db
    .insertInto('brought_file')
    .values({
      ...{ municipality_id: tx.municipality, id: randomUUID(), unit_id: file.unit, by_person: file.by, at: file.at },
      ...{ name: file.name, bytes: file.bytes },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const waiting = await tx.db
    .selectFrom('brought_file')
    .select('id')
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', file.unit)
    .where('by_person', '=', file.by)
    .where('state', '=', 'previewed')
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute();
  const older = waiting.filter(({ id }) => id !== row.id).slice(WAITING_MAX - 1);
  if (older.length > 0)
    await tx.db
      .deleteFrom('brought_file')
      .where('municipality_id', '=', tx.municipality)
      .where(
        'id',
        'in',
        older.map(({ id }) => id),
      )
      .execute();
  return row;
}

/** The file, or null; `lock` keeps others from it until the transaction ends. */
export async function broughtFile(tx: Tx, id: string, lock = false): Promise<BroughtFile | null> {
  const query = tx.db
    .selectFrom('brought_file')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id);
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** Keeps how the file is to be understood, one version on. */
export async function keepReading(tx: Tx, { id, version }: BroughtFile, reading: Reading): Promise<BroughtFile> {
  return tx.db
    .updateTable('brought_file')
    .set({ reading: JSON.stringify(reading), version: version + 1 })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** How an import is kept; `by` is null where whoever runs the service did it. */
interface TakenFile {
  readonly by: string | null;
  readonly at: Date;
  readonly outcome: Outcome;
  readonly before: Before;
}

const takenColumns = ({ by, at, outcome, before }: TakenFile) => ({
  ...{ state: 'taken' as const, bytes: null, reading: '{}', taken_at: at, taken_by: by },
  ...{ outcome: JSON.stringify(outcome), before: JSON.stringify(before) },
});

/** Notes that the file was brought in; the file itself is dropped. */
export async function noteTaken(tx: Tx, id: string, taken: TakenFile): Promise<BroughtFile> {
  return tx.db
    .updateTable('brought_file')
    .set(takenColumns(taken))
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Notes a file that was brought in at once, without having waited; `person` is whose answers it holds. Gives its id. */
export async function noteTakenAtOnce(
  tx: Tx,
  file: { readonly unit: string; readonly person: string; readonly name: string },
  taken: TakenFile,
): Promise<string> {
  const id = randomUUID();
  await tx.db
    .insertInto('brought_file')
    .values({
      ...{ municipality_id: tx.municipality, id, unit_id: file.unit, by_person: file.person, at: taken.at },
      ...{ name: file.name, ...takenColumns(taken) },
    })
    .execute();
  return id;
}

/** Notes that the import was undone. */
export async function noteUndone(
  tx: Tx,
  id: string,
  undone: { readonly by: string; readonly at: Date; readonly undoing: Undoing },
): Promise<BroughtFile> {
  return tx.db
    .updateTable('brought_file')
    .set({
      ...{ state: 'undone', before: null, undone_at: undone.at, undone_by: undone.by },
      undoing: JSON.stringify(undone.undoing),
    })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The imports of the unit that can still be undone, locked until the transaction ends. */
export async function importsToUndo(tx: Tx, unit: string): Promise<{ readonly id: string; readonly before: Before }[]> {
  const rows = await tx.db
    .selectFrom('brought_file')
    .select(['id', 'before'])
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit)
    .where('state', '=', 'taken')
    .where('before', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.flatMap(({ id, before }) => (before === null ? [] : [{ id, before }]));
}

/** Keeps what stood before an import anew. */
export async function keepBefore(tx: Tx, id: string, before: Before): Promise<void> {
  await tx.db
    .updateTable('brought_file')
    .set({ before: JSON.stringify(before) })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .execute();
}

export type ListedFile = Pick<BroughtFile, 'id' | 'name' | 'state' | 'by_person' | 'at' | 'taken_by' | 'taken_at'>;

/** The unit's files that wait since the one moment, and imports since the other that can be undone; the latest first. */
export async function latestBroughtFiles(
  tx: Tx,
  unit: string,
  since: { readonly waiting: Date; readonly taken: Date },
  limit: number,
): Promise<ListedFile[]> {
  return tx.db
    .selectFrom('brought_file')
    .select(['id', 'name', 'state', 'by_person', 'at', 'taken_by', 'taken_at'])
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'previewed'), eb('at', '>=', since.waiting)]),
        eb.and([eb('state', '=', 'taken'), eb('before', 'is not', null), eb('taken_at', '>=', since.taken)]),
      ]),
    )
    .orderBy((eb) => eb.fn.coalesce('taken_at', 'at'), 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/**
 * Removes files brought before the one moment and never taken. Of those taken before the other, undone or not, what stood
 * before goes, and the words out of the file; how much there was stays.
 */
export async function forgetBroughtFiles(tx: Tx, waitingSince: Date, takenBefore: Date): Promise<void> {
  await tx.db
    .deleteFrom('brought_file')
    .where('municipality_id', '=', tx.municipality)
    .where('state', '=', 'previewed')
    .where('at', '<', waitingSince)
    .execute();
  await tx.db
    .updateTable('brought_file')
    .set({
      before: null,
      outcome: sql<string>`jsonb_set(outcome, '{leftOut}', '[]')`,
      undoing: sql<string>`jsonb_set(undoing, '{left}', '[]')`,
    })
    .where('municipality_id', '=', tx.municipality)
    .where('state', 'in', ['taken', 'undone'])
    .where('taken_at', '<', takenBefore)
    .where(
      sql<boolean>`(before is not null or outcome -> 'leftOut' <> '[]' or coalesce(undoing -> 'left', '[]') <> '[]')`,
    )
    .execute();
}
