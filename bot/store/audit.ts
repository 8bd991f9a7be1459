import type { Tx } from './store.ts';

/** One thing that somebody did. `detail` holds ids and keys, never free text. */
export interface AuditEntry {
  readonly at: Date;
  readonly person: string | null;
  readonly what: string;
  readonly unit: string | null;
  readonly about: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Adds a row to the log, which can only be added to. */
export async function writeAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.db
    .insertInto('audit')
    .values({
      municipality_id: tx.municipality,
      at: entry.at,
      person: entry.person,
      what: entry.what,
      unit_id: entry.unit,
      about: entry.about,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}
