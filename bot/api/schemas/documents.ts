import { z } from 'zod';
import { DOCUMENT_KINDS } from '../../documents/kinds.ts';
import { Id, Moment } from './common.ts';

/** A unit's documents in SharePoint. */

export const DocumentKind = z.enum(DOCUMENT_KINDS);

/**
 * How a document stands towards SharePoint: `none` isn't there and isn't to be; `queued` is on its way, `synced` shows what
 * it should, `waiting` until `until` because of `cause`, `waiting-for-person` until somebody signs in or gives a right,
 * `needs-you` (`document-gone`) asks what is to become of it, `failed` until somebody does something about the cause.
 */
export const DocumentState = z.enum([
  'none',
  'queued',
  'synced',
  'waiting',
  'waiting-for-person',
  'needs-you',
  'failed',
]);

const FileLink = z.object({ name: z.string(), url: z.url() });

export const KeptDocument = z.object({
  kind: DocumentKind,
  /** As it is called there; null while it isn't. */
  name: z.string().nullable(),
  url: z.url().nullable(),
  state: DocumentState,
  cause: z.string().nullable(),
  /** When LIKA last wrote it. */
  at: Moment.nullable(),
  until: Moment.nullable(),
  /** The file that somebody changed last, so that LIKA has put a new one beside it. */
  beside: FileLink.extend({ at: Moment }).nullable(),
});
export type KeptDocument = z.infer<typeof KeptDocument>;

export const KeptDocuments = z.object({
  keep: z.boolean(),
  /** Who decided that, and when; null while nobody has. */
  wish: z.object({ by: Id, at: Moment }).nullable(),
  /** The folder of the school year, or while there is none the channel's. */
  folder: z.url().nullable(),
  /** Whether a channel is linked, so that there is somewhere to keep them. */
  hasChannel: z.boolean(),
  /** First calendar year of the school year that they are about. */
  schoolYear: z.int(),
  documents: z.array(KeptDocument),
  /** Whether the one who asks may decide about them. */
  mayKeep: z.boolean(),
});
export type KeptDocuments = z.infer<typeof KeptDocuments>;

export const KeepingWish = z.object({ keep: z.boolean() });
export const DocumentGoneChoice = z.object({ choose: z.enum(['again', 'leave']) });

/** What waits, or needs somebody, in the whole municipality. */
export const DocumentsDrift = z.object({
  units: z.array(
    z.object({
      unit: z.object({ id: Id, name: z.string() }),
      folder: z.url().nullable(),
      documents: z.array(KeptDocument),
    }),
  ),
  /** How many units keep documents with nothing to tell of. */
  calm: z.int(),
});
export type DocumentsDrift = z.infer<typeof DocumentsDrift>;
