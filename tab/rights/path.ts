import type { RightKey } from '../../bot/api/schemas/rights.ts';

/** The page of a right; `from` is the address within the tab that it leads back to. */
export const rightPath = (right: RightKey, from: string): string => `/rights/${right}?from=${encodeURIComponent(from)}`;

/** Where the page leads back to: a place within the tab, whatever stands in the address. */
export function wayBack(search: string): string {
  const from = new URLSearchParams(search).get('from') ?? '/';
  return /^\/(?![/\\])/.test(from) ? from : '/';
}
