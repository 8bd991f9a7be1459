import { queryOptions } from '@tanstack/react-query';
import type { Blocks } from '../../bot/api/schemas/blocks.ts';
import type { KeptDocuments } from '../../bot/api/schemas/documents.ts';
import { api } from '../parts/api.ts';

/** How the unit's documents stand in its channel's files. */
export function documentsQuery(unit: string) {
  return queryOptions({
    queryKey: ['documents', unit],
    queryFn: ({ signal }) => api<KeptDocuments>(`/units/${encodeURIComponent(unit)}/documents`, { signal }),
  });
}

/** Parts of the result and the plan to paste into other documents. */
export function blocksQuery(unit: string) {
  return queryOptions({
    queryKey: ['blocks', unit],
    queryFn: ({ signal }) => api<Blocks>(`/units/${encodeURIComponent(unit)}/blocks`, { signal }),
  });
}
