import { PortalMountNodeProvider } from '@fluentui/react-components';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MouseEvent, ReactElement, ReactNode } from 'react';
import styles from './Modal.module.css';

interface ModalProps {
  readonly label: string;
  /** A question in the middle, or a panel at the right end. */
  readonly place: 'middle' | 'end';
  readonly close: () => void;
  /** A click beside it closes it: only where nothing typed is lost by that. */
  readonly closesBeside?: boolean;
  readonly children: ReactNode;
}

/**
 * Stands before the page until it is closed: the browser's own modal dialog, which keeps focus inside, takes Escape,
 * and gives focus back to where it was. Fluent's lists open within it, since everything beside it is out of reach.
 */
export function Modal({ label, place, close, closesBeside = false, children }: ModalProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const [element, setElement] = useState<HTMLDialogElement | null>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (!shown) return;
    if (!shown.open) shown.showModal();
    setElement(shown);
    return () => shown.close();
  }, []);
  // Where there is something to write, that is what the question is about; else the dialog itself is read out.
  useEffect(() => {
    if (place === 'middle') element?.querySelector<HTMLElement>('textarea, input')?.focus();
  }, [element, place]);
  const onClick = ({ target, clientX, clientY }: MouseEvent): void => {
    if (!closesBeside || target !== dialog.current) return;
    const { left, right, top, bottom } = dialog.current.getBoundingClientRect();
    if (clientX < left || clientX > right || clientY < top || clientY > bottom) close();
  };
  return (
    <dialog
      ref={dialog}
      className={`${styles.modal} ${styles[place]}`}
      aria-label={label}
      onClick={onClick}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      {element && <PortalMountNodeProvider value={element}>{children}</PortalMountNodeProvider>}
    </dialog>
  );
}
