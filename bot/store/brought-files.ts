import { randomUUID } from 'node:crypto';
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

/** Notes that the file was brought in; the file itself is dropped. */
export async function noteTaken(
  tx: Tx,
  id: string,
  taken: { readonly by: string; readonly at: Date; readonly outcome: Outcome; readonly before: Before },
): Promise<BroughtFile> {
  return tx.db
    .updateTable('brought_file')
    .set({
      ...{ state: 'taken', bytes: null, reading: '{}', taken_at: taken.at, taken_by: taken.by },
      ...{ outcome: JSON.stringify(taken.outcome), before: JSON.stringify(taken.before) },
    })
    .where('municipality_id', '=', tx.municipality)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
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

/** Removes files brought before the one moment and never taken, and what stood before those taken before the other. */
export async function forgetBroughtFiles(tx: Tx, waitingSince: Date, takenBefore: Date): Promise<void> {
  await tx.db
    .deleteFrom('brought_file')
    .where('municipality_id', '=', tx.municipality)
    .where('state', '=', 'previewed')
    .where('at', '<', waitingSince)
    .execute();
  await tx.db
    .updateTable('brought_file')
    .set({ before: null })
    .where('municipality_id', '=', tx.municipality)
    .where('state', '=', 'taken')
    .where('before', 'is not', null)
    .where('taken_at', '<', takenBefore)
    .execute();
}
