import { Drawer } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseIcon } from '../parts/icons.tsx';
import styles from './SidePanel.module.css';

interface SidePanelProps {
  /** What the panel is about, for those who don't see it. */
  readonly label: string;
  /** Beside the page, which stays in use; else before it, over the whole screen on a phone. */
  readonly isBeside: boolean;
  readonly close: () => void;
  /** A small line above the title. */
  readonly kicker: ReactNode;
  readonly title: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** A panel at the right end. Escape closes it; whoever opened it takes focus back. */
export function SidePanel({ label, isBeside, close, kicker, title, footer, children }: SidePanelProps): ReactElement {
  const { t } = useTranslation();
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isBeside) top.current?.focus({ preventScroll: true });
  }, [isBeside]);
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  const content = (
    <>
      <div className={styles.head}>
        <button type="button" className={styles.close} aria-label={t('panel.close')} onClick={close}>
          <CloseIcon />
        </button>
        <div ref={top} tabIndex={-1} className={styles.titles} aria-label={label} role="group">
          <div className={styles.kicker}>{kicker}</div>
          {title}
        </div>
      </div>
      <div className={styles.body}>{children}</div>
      {footer && <div className={styles.foot}>{footer}</div>}
    </>
  );
  return isBeside ? (
    <aside aria-label={label} className={`${styles.panel} ${styles.beside}`} onKeyDown={onEscape}>
      {content}
    </aside>
  ) : (
    <Drawer
      type="overlay"
      open
      position="end"
      className={`${styles.panel} ${styles.before}`}
      aria-label={label}
      onOpenChange={(_, { open }) => !open && close()}
    >
      {content}
    </Drawer>
  );
}
