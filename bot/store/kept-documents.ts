import type { Selectable, Updateable } from 'kysely';
import type { DocumentKind } from '../documents/kinds.ts';
import type { Beside, DocumentTables, Sending } from './document-tables.ts';
import type { Tx } from './store.ts';

/** Where each of a unit's documents lies in SharePoint, and what it shows. */
export type KeptDocumentRow = Selectable<DocumentTables['kept_document']>;

/** One document of a unit and a school year. */
export interface DocumentKey {
  readonly unit: string;
  readonly schoolYear: number;
  readonly kind: DocumentKind;
}

/** The school year's documents; in no particular order. */
export async function keptDocumentsOf(tx: Tx, unit: string, schoolYear: number): Promise<KeptDocumentRow[]> {
  return tx.db
    .selectFrom('kept_document')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', unit)
    .where('school_year', '=', schoolYear)
    .execute();
}

/** Of every unit those of the school year that wait or need somebody. */
export async function troubledDocuments(tx: Tx, schoolYear: number): Promise<KeptDocumentRow[]> {
  return tx.db
    .selectFrom('kept_document')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .where('school_year', '=', schoolYear)
    .where('state', 'in', ['waiting', 'needs-you'])
    .execute();
}

/** The document, locked; it is made when there is none. */
export async function ensureDocument(tx: Tx, { unit, schoolYear, kind }: DocumentKey): Promise<void> {
  await tx.db
    .insertInto('kept_document')
    .values({
      ...{ municipality_id: tx.municipality, unit_id: unit, school_year: schoolYear, kind },
      ...{ drive: null, item: null, name: null, url: null, etag: null, ctag: null, sha: null, shows: null },
      ...{ cause: null, written_at: null, sending: null, beside: null },
    })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'unit_id', 'school_year', 'kind']).doNothing())
    .execute();
}

type Change = Omit<Updateable<DocumentTables['kept_document']>, 'sending' | 'beside'> & {
  readonly sending?: Sending | null;
  readonly beside?: Beside | null;
};

/** Writes down what is now known of the document. */
export async function noteDocument(tx: Tx, key: DocumentKey, change: Change): Promise<void> {
  const { sending, beside, ...rest } = change;
  await tx.db
    .updateTable('kept_document')
    .set({
      ...rest,
      ...(sending === undefined ? {} : { sending: sending && JSON.stringify(sending) }),
      ...(beside === undefined ? {} : { beside: beside && JSON.stringify(beside) }),
    })
    .where('municipality_id', '=', tx.municipality)
    .where('unit_id', '=', key.unit)
    .where('school_year', '=', key.schoolYear)
    .where('kind', '=', key.kind)
    .execute();
}

/** Forgets the file, so that a new one is made; what lies in SharePoint stays. */
export const LET_GO: Omit<Change, 'sending' | 'beside'> & { readonly sending: null } = {
  ...{ drive: null, item: null, name: null, url: null, etag: null, ctag: null, sha: null, shows: null },
  ...{ state: 'queued', cause: null, sending: null },
};
