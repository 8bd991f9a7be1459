import type { ColumnType, Generated } from 'kysely';
import type { DocumentKind } from '../documents/kinds.ts';
import type { ServedLanguage } from './talk-tables.ts';

/** The tables about documents in SharePoint as kysely sees them. */

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>;

export interface DocumentTables {
  documents_kept: DocumentsKeptTable;
  kept_document: KeptDocumentTable;
  documents_queue: DocumentsQueueTable;
}

/**
 * How a unit's documents stand towards SharePoint. `due`: something is on its way. `waiting`: until `next_at`, because of
 * `cause`. `waiting-for-person`: until somebody who may do it signs in. `needs-you`: until somebody does what the cause says.
 */
export type DocumentsStage = 'due' | 'in-step' | 'waiting' | 'waiting-for-person' | 'needs-you';

interface DocumentsKeptTable {
  municipality_id: string;
  unit_id: string;
  keep: boolean;
  language: ServedLanguage;
  /** Who wished it last: asked first to be acted as. */
  asked_by: string;
  asked_at: Date;
  tenant: string;
  stage: Generated<DocumentsStage>;
  cause: string | null;
  attempts: Generated<number>;
  /** The first and the last change that the documents don't show yet. */
  changed_since: Date | null;
  changed_at: Date | null;
  /** When it is looked at next, as the queue has it; null when nobody can look. */
  next_at: Date | null;
  /** When the files themselves were last seen. */
  seen_at: Date | null;
  /** The channel whose folder is known. */
  team: string | null;
  channel: string | null;
  drive: string | null;
  folder: string | null;
  folder_url: string | null;
  /** Where people open the school year's folder. */
  year_url: string | null;
}

/**
 * `queued`: not in SharePoint yet. `kept`: it shows what it should. `waiting` because of `cause`, `needs-you` until somebody
 * does what it says. `left`: somebody took it away and wants it so.
 */
export type KeptState = 'queued' | 'kept' | 'waiting' | 'needs-you' | 'left';

/** What is being written: an answer may have been lost. */
export interface Sending {
  /** The name of a new file; null where one is replaced. */
  readonly name: string | null;
  readonly sha: string;
  readonly size: number;
  readonly shows: string;
  readonly unnamed: number;
}

/** The file that somebody had changed, so that a new one was put beside it. */
export interface Beside {
  readonly item: string;
  readonly name: string;
  readonly url: string;
  readonly at: string;
  /** Whether the channel has been told. */
  readonly told: boolean;
}

interface KeptDocumentTable {
  municipality_id: string;
  unit_id: string;
  /** First calendar year of the school year. */
  school_year: number;
  kind: DocumentKind;
  drive: string | null;
  item: string | null;
  name: string | null;
  url: string | null;
  etag: string | null;
  ctag: string | null;
  /** SHA-256 of what LIKA wrote last, in hex. */
  sha: string | null;
  /** Fingerprint of the report that it shows. */
  shows: string | null;
  /** How many people in it could not be named when it was written. */
  unnamed: Generated<number>;
  state: Generated<KeptState>;
  cause: string | null;
  written_at: Date | null;
  sending: Json<Sending> | null;
  beside: Json<Beside> | null;
}

interface DocumentsQueueTable {
  unit_id: string;
  municipality_id: string;
  tenant: string;
  /** By the service's clock; null while there is nothing to look for. */
  next_at: Date | null;
  /** Grows with each change here, so that one made while a look is under way is seen. */
  wanted: Generated<string>;
  /** The service that has it in hand, until the lease ends by the database's clock. */
  holder: string | null;
  lease_until: Generated<Date>;
}
