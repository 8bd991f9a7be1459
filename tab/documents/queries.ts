import { queryOptions } from '@tanstack/react-query';
import type { Blocks } from '../../bot/api/schemas/blocks.ts';
import type { DocumentsDrift, KeptDocuments } from '../../bot/api/schemas/documents.ts';
import { api } from '../parts/api.ts';

/** How the unit's documents stand in its channel's files. */
export function documentsQuery(unit: string) {
  return queryOptions({
    queryKey: ['documents', unit],
    queryFn: ({ signal }) => api<KeptDocuments>(`/units/${encodeURIComponent(unit)}/documents`, { signal }),
  });
}

/** No feed tells what changes in the whole municipality, so it is asked for anew as often as this. */
const LOOKS_AGAIN_MS = 15_000;

/** Documents of the municipality's units that wait or need somebody. */
export const allDocumentsQuery = queryOptions({
  queryKey: ['documents'],
  queryFn: ({ signal }) => api<DocumentsDrift>('/documents', { signal }),
  refetchInterval: LOOKS_AGAIN_MS,
});

/** What of a unit's documents waits or needs somebody, as the municipality's list tells it. */
export function driftOf(unit: { readonly id: string; readonly name: string }, kept: KeptDocuments): DocumentsDrift {
  const documents = kept.documents.filter(({ state }) => !['none', 'synced', 'queued'].includes(state));
  const { id, name } = unit;
  return documents.length === 0
    ? { units: [], calm: 1 }
    : { units: [{ unit: { id, name }, folder: kept.folder, documents }], calm: 0 };
}

/** Parts of the result and the plan to paste into other documents. */
export function blocksQuery(unit: string) {
  return queryOptions({
    queryKey: ['blocks', unit],
    queryFn: ({ signal }) => api<Blocks>(`/units/${encodeURIComponent(unit)}/blocks`, { signal }),
  });
}
