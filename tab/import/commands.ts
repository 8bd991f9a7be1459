/** What can be done with a file that is brought in, each as one call. */
import { queryOptions } from '@tanstack/react-query';
import type { Import, ImportList, ImportTake, Reading } from '../../bot/api/schemas/imports.ts';
import { api } from '../parts/api.ts';
import { queryClient } from '../parts/queries.ts';

/** A file that was brought: what would become of it, or what became. */
export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => api<Import>(`/imports/${encodeURIComponent(id)}`, { signal }),
    // What stands in the draft may have changed.
    staleTime: 0,
  });
}

/** The unit's latest files, without what is in them. */
export function importsQuery(unit: string) {
  return queryOptions({
    queryKey: ['imports', unit],
    queryFn: ({ signal }) => api<ImportList>(`/units/${encodeURIComponent(unit)}/imports`, { signal }),
    // Another head of the unit may have brought one.
    staleTime: 0,
  });
}

function remember(brought: Import): Import {
  queryClient.setQueryData(importQuery(brought.id).queryKey, brought);
  void queryClient.invalidateQueries({ queryKey: importsQuery(brought.unit).queryKey });
  return brought;
}

/** Brings a file; nothing of it is saved as answers. Throws ApiError. */
export async function bringFile(unit: string, file: File): Promise<Import> {
  const path = `/units/${encodeURIComponent(unit)}/imports?name=${encodeURIComponent(file.name || 'LIKA')}`;
  return remember(await api<Import>(path, { method: 'POST', file }));
}

/** Says how the file is to be understood. Throws ApiError. */
export async function sayReading(id: string, reading: Reading): Promise<Import> {
  const version = queryClient.getQueryData(importQuery(id).queryKey)?.version ?? 0;
  return remember(await post(id, 'mapping', { version, reading }));
}

/** Brings the file in. Throws ApiError. */
export async function takeFile(id: string, wish: ImportTake): Promise<Import> {
  const taken = remember(await post(id, 'take', wish));
  renew(taken.unit);
  return taken;
}

/** Puts back what stood before. Throws ApiError. */
export async function undoFile(id: string): Promise<Import> {
  const undone = remember(await post(id, 'undo'));
  renew(undone.unit);
  return undone;
}

const post = (id: string, what: string, body?: unknown): Promise<Import> =>
  api<Import>(`/imports/${encodeURIComponent(id)}/${what}`, {
    method: 'POST',
    ...(body === undefined ? {} : { body }),
  });

/** What shows the unit's answers and plan. */
function renew(unit: string): void {
  for (const queryKey of [['assessments', unit], ['plan', unit], ['me'], ['my-actions']])
    void queryClient.invalidateQueries({ queryKey });
}
