import { createContext, useContext } from 'react';
import type { Host } from './teams.ts';

export const HostContext = createContext<Host | null>(null);

/** Where in Teams the tab stands. Only within the tab's routes. */
export function useHost(): Host {
  const host = useContext(HostContext);
  if (!host) throw new Error('useHost outside the tab');
  return host;
}
