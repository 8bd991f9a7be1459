import type { DocumentKind } from '../documents/kinds.ts';
import type { DocumentsKeptRow } from '../store/documents-kept.ts';
import type { KeptDocumentRow } from '../store/kept-documents.ts';
import type { KeptDocument } from './schemas/documents.ts';

/** How a unit's documents stand towards SharePoint, as people see it. */

type State = Pick<KeptDocument, 'state' | 'cause' | 'until'>;

/** @param row null while nothing has been tried for it */
export function documentView(
  kind: DocumentKind,
  row: KeptDocumentRow | undefined,
  wish: DocumentsKeptRow | null,
): KeptDocument {
  return {
    kind,
    ...{ name: row?.name ?? null, url: row?.url ?? null },
    ...stateOf(row, wish),
    at: row?.written_at?.toISOString() ?? null,
    beside: row?.beside ? { name: row.beside.name, url: row.beside.url, at: row.beside.at } : null,
  };
}

/** What has no trouble of its own shares the fate of the whole. */
function stateOf(row: KeptDocumentRow | undefined, wish: DocumentsKeptRow | null): State {
  if (!wish?.keep || row?.state === 'left') return { state: 'none', cause: null, until: null };
  const until = wish.next_at?.toISOString() ?? null;
  if (row?.state === 'needs-you') {
    const isAsked = row.cause === 'document-gone';
    return { state: isAsked ? 'needs-you' : 'failed', cause: row.cause, until: isAsked ? null : until };
  }
  switch (wish.stage) {
    case 'waiting-for-person':
      return { state: 'waiting-for-person', cause: wish.cause, until: null };
    case 'waiting':
    case 'needs-you':
      if (row?.state === 'waiting') return { state: 'waiting', cause: row.cause, until };
      // Another document's trouble is not this one's.
      if (row?.state === 'kept' && OF_ONE.includes(wish.cause ?? '')) return SYNCED;
      return { state: wish.stage === 'waiting' ? 'waiting' : 'failed', cause: wish.cause, until };
    case 'due':
      return { state: 'queued', cause: null, until: null };
    default:
      return row?.item ? SYNCED : { state: 'none', cause: null, until: null };
  }
}

const SYNCED: State = { state: 'synced', cause: null, until: null };
const OF_ONE = [
  'file-locked',
  'name-taken',
  'path-too-long',
  'changed-meanwhile',
  'drive-full',
  'refused',
  'document-gone',
];
