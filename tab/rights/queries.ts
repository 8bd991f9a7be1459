import { queryOptions } from '@tanstack/react-query';
import type { RightKey, Rights, RightView } from '../../bot/api/schemas/rights.ts';
import { api } from '../parts/api.ts';

/** How the rights that LIKA asks Microsoft 365 for stand for the person. */
export const rightsQuery = queryOptions({
  queryKey: ['rights'],
  queryFn: ({ signal }) => api<Rights>('/rights', { signal }),
  staleTime: 0,
});

/** Looks anew, and lets go on what waited. */
export const retryRight = (right: RightKey): Promise<RightView> =>
  api<RightView>(`/rights/${right}/retry`, { method: 'POST' });
