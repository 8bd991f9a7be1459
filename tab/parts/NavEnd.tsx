import { createContext, useContext, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { createPortal } from 'react-dom';

const Place = createContext<HTMLElement | null>(null);
const Placing = createContext<(element: HTMLElement | null) => void>(() => undefined);

/** Around a navigation with a place at its end and the views that may fill it. */
export function NavEndProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Placing value={setPlace}>
      <Place value={place}>{children}</Place>
    </Placing>
  );
}

/** The place at the right end of the navigation. */
export function NavEndPlace({ className }: { readonly className: string | undefined }): ReactElement {
  return <div ref={useContext(Placing)} className={className} />;
}

/** Puts its children at the right end of the navigation, where they stay in sight while the page is scrolled. */
export function NavEnd({ children }: { readonly children: ReactNode }): ReactNode {
  const place = useContext(Place);
  return place && createPortal(children, place);
}
