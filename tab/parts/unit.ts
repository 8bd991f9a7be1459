/** The unit that the tab shows: `?unit=` in every address, or the one its channel is linked to. */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Unit } from '../../bot/api/schemas/units.ts';
import type { Action } from '../../lika/access/access.ts';
import { useHost } from './host.ts';
import { channelQuery } from './queries.ts';

export const UnitContext = createContext<Unit | null>(null);

/** The unit in view. Only inside the unit's frame, which has fetched it. */
export function useUnit(): Unit {
  const unit = useContext(UnitContext);
  if (!unit) throw new Error('useUnit outside a unit');
  return unit;
}

/** Whether the person may do this in the unit in view, by the access table. */
export function useMay(): (action: Action) => boolean {
  const { may } = useUnit();
  return (action) => may.includes(action);
}

/** The address of a view of this unit, such as `unitPath(id, '/assess/ledning', { hash: 'l-vision' })`. */
export function unitPath(
  unit: string,
  path: string,
  more: { readonly search?: Readonly<Record<string, string>>; readonly hash?: string } = {},
): string {
  const search = new URLSearchParams({ unit, ...more.search });
  return `${path}?${search.toString()}${more.hash ? `#${more.hash}` : ''}`;
}

/** `unitPath` for the unit in view. */
export function useUnitPath(): (path: string, more?: Parameters<typeof unitPath>[2]) => string {
  const { id } = useUnit();
  return (path, more) => unitPath(id, path, more);
}

/** Goes to a view of the unit in view. */
export function useGo(): (path: string, more?: Parameters<typeof unitPath>[2]) => void {
  const navigate = useNavigate();
  const to = useUnitPath();
  return (path, more) => void navigate(to(path, more));
}

export type UnitId =
  | { readonly kind: 'known'; readonly id: string }
  | { readonly kind: 'asking' }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly retry: () => void };

/** Which unit the address or the channel says. */
export function useUnitId(): UnitId {
  const [search] = useSearchParams();
  const { channel } = useHost();
  const asked = search.get('unit');
  const linked = useQuery({
    ...channelQuery(channel?.team ?? '', channel?.channel ?? ''),
    enabled: !asked && !!channel,
  });
  if (asked) return { kind: 'known', id: asked };
  if (!channel) return { kind: 'none' };
  if (linked.data) return linked.data.unit ? { kind: 'known', id: linked.data.unit.id } : { kind: 'none' };
  if (linked.error) return { kind: 'failed', error: linked.error, retry: () => void linked.refetch() };
  return { kind: 'asking' };
}
