import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** The element at the right end of the unit's navigation. */
export const NavEndContext = createContext<HTMLElement | null>(null);

/** Puts its children at the right end of the navigation, where they stay in sight while the page is scrolled. */
export function NavEnd({ children }: { readonly children: ReactNode }): ReactNode {
  const element = useContext(NavEndContext);
  return element && createPortal(children, element);
}
