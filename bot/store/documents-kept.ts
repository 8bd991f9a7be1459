import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { documentsQueue } from './documents-queue.ts';
import type { DocumentsStage, DocumentTables } from './document-tables.ts';
import type { Tx } from './store.ts';
import type { ServedLanguage } from './talk-tables.ts';

/** What a unit wishes of its documents in SharePoint, and how they stand as a whole. */
export type DocumentsKeptRow = Selectable<DocumentTables['documents_kept']>;

/** `lock` keeps others from changing it meanwhile; it is taken before the unit's place in the queue. */
export async function documentsKeptOf(tx: Tx, unit: string, lock = false): Promise<DocumentsKeptRow | null> {
  const query = tx.db
    .selectFrom('documents_kept')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit);
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** The rows of the whole municipality that wish it. */
export async function allDocumentsKept(tx: Tx): Promise<DocumentsKeptRow[]> {
  return tx.db
    .selectFrom('documents_kept')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('keep', '=', true)
    .execute();
}

export interface KeepWish {
  readonly unit: string;
  readonly keep: boolean;
  readonly language: ServedLanguage;
  readonly tenant: string;
  readonly person: string;
  readonly at: Date;
}

/** The unit's documents are to be kept in SharePoint from now on, or no longer; what lies there stays. */
export async function wishDocuments(tx: Tx, wish: KeepWish): Promise<void> {
  const { unit, keep, language, tenant, person, at } = wish;
  const now = { keep, tenant, asked_by: person, asked_at: at, next_at: keep ? at : null };
  await tx.db
    .insertInto('documents_kept')
    .values({
      ...{ municipality_id: tx.municipality, unit_id: unit, language, ...now, stage: keep ? 'due' : 'in-step' },
      ...{ cause: null, changed_since: null, changed_at: null, seen_at: null },
      ...{ team: null, channel: null, drive: null, folder: null, folder_url: null, year_url: null },
    })
    .onConflict((conflict) =>
      conflict.columns(['municipality_id', 'unit_id']).doUpdateSet({
        ...{ ...now, stage: keep ? 'due' : 'in-step', cause: null, attempts: 0, seen_at: null },
        ...{ changed_since: null, changed_at: null },
      }),
    )
    .execute();
  if (keep) await documentsQueue.due(tx, { id: unit, tenant }, at);
  await documentsQueue.takeOut(tx, unit);
}

/** Something was changed that the documents show. Nothing for a unit that doesn't keep any. */
export async function documentsChanged(tx: Tx, unit: string, at: Date): Promise<void> {
  const row = await tx.db
    .updateTable('documents_kept')
    .set({
      ...{ changed_at: at, next_at: at },
      changed_since: sql<Date>`coalesce(changed_since, ${at})`,
      stage: sql<DocumentsStage>`case when stage = 'in-step' then 'due' else stage end`,
    })
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit)
    .where('keep', '=', true)
    .returning('tenant')
    .executeTakeFirst();
  if (row) await documentsQueue.due(tx, { id: unit, tenant: row.tenant }, at);
}

/** They are looked at now, also what was given up: somebody asks for it, or has chosen something. */
export async function tryDocuments(tx: Tx, unit: string, at: Date): Promise<void> {
  const now = { changed_since: null, changed_at: null };
  await takeUp(tx, unit, at, { seen_at: null, attempts: 0, stage: 'due', cause: null, ...now });
}

/** As `tryDocuments`, after a person has chosen: a look that is under way knows only what was before, and must not go on. */
export async function tryDocumentsAnew(tx: Tx, unit: string, at: Date): Promise<void> {
  await tryDocuments(tx, unit, at);
  await documentsQueue.takeOut(tx, unit);
}

/** They are due again, as they stood: somebody who can look is back. */
export async function takeUpDocuments(tx: Tx, unit: string, at: Date): Promise<void> {
  await takeUp(tx, unit, at, {});
}

type Anew = Partial<
  Pick<DocumentsKeptRow, 'seen_at' | 'attempts' | 'stage' | 'cause' | 'changed_since' | 'changed_at'>
>;

async function takeUp(tx: Tx, unit: string, at: Date, anew: Anew): Promise<void> {
  const row = await tx.db
    .updateTable('documents_kept')
    .set({ ...anew, next_at: at })
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit)
    .where('keep', '=', true)
    .returning('tenant')
    .executeTakeFirst();
  if (row) await documentsQueue.due(tx, { id: unit, tenant: row.tenant }, at);
}

/** Of the units those whose documents wait for somebody to sign in, or to give a right. */
export async function waitingDocuments(tx: Tx, units: readonly string[]): Promise<string[]> {
  if (units.length === 0) return [];
  const rows = await tx.db
    .selectFrom('documents_kept')
    .select('unit_id')
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', 'in', units)
    .where('keep', '=', true)
    .where((eb) => eb.or([eb('next_at', 'is', null), eb('stage', '=', 'waiting-for-person')]))
    .execute();
  return rows.map(({ unit_id }) => unit_id);
}

export interface DocumentsNote {
  readonly stage: DocumentsStage;
  readonly cause: string | null;
  readonly attempts: number;
  readonly nextAt: Date | null;
  /** When the files were seen; null when they weren't this time. */
  readonly seenAt: Date | null;
  /** Everything that had changed by then is shown. */
  readonly shownUpTo: Date | null;
}

/** Writes down what came of a look. */
export async function noteDocuments(tx: Tx, unit: string, note: DocumentsNote): Promise<void> {
  const upTo = note.shownUpTo;
  await tx.db
    .updateTable('documents_kept')
    .set({
      ...{ stage: note.stage, cause: note.cause, attempts: note.attempts, next_at: note.nextAt },
      ...(note.seenAt ? { seen_at: note.seenAt } : {}),
      ...(upTo
        ? {
            changed_since: sql<Date | null>`case when changed_at > ${upTo} then changed_at end`,
            changed_at: sql<Date | null>`case when changed_at > ${upTo} then changed_at end`,
          }
        : {}),
    })
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit)
    .execute();
}

export interface ChannelFolder {
  readonly team: string;
  readonly channel: string;
  readonly drive: string;
  readonly folder: string;
  readonly url: string;
}

/** Keeps where the channel's files lie. */
export async function keepFolder(tx: Tx, unit: string, found: ChannelFolder): Promise<void> {
  await tx.db
    .updateTable('documents_kept')
    .set({ team: found.team, channel: found.channel, drive: found.drive, folder: found.folder, folder_url: found.url })
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit)
    .execute();
}

/** Keeps where people open the school year's folder. */
export async function keepYearFolder(tx: Tx, unit: string, url: string): Promise<void> {
  await tx.db
    .updateTable('documents_kept')
    .set({ year_url: url })
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit)
    .execute();
}
