import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseIcon } from '../parts/icons.tsx';
import { Modal } from './Modal.tsx';
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
  /** There is only text to read in it, so keys scroll the text itself. */
  readonly isReading?: boolean;
  readonly children: ReactNode;
}

/** A panel at the right end. Escape closes it; whoever opened it takes focus back. */
export function SidePanel(props: SidePanelProps): ReactElement {
  const { label, isBeside, close, kicker, title, footer, isReading = false, children } = props;
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
      <div className={styles.body} {...(isReading && { tabIndex: 0, role: 'group', 'aria-label': label })}>
        {children}
      </div>
      {footer && <div className={styles.foot}>{footer}</div>}
    </>
  );
  return isBeside ? (
    <aside aria-label={label} className={styles.beside} onKeyDown={onEscape}>
      {content}
    </aside>
  ) : (
    <Modal label={label} place="end" close={close} closesBeside>
      {content}
    </Modal>
  );
}
