import type { ReactElement, ReactNode } from 'react';
import { HelpIcon, WarningIcon } from './icons.tsx';
import styles from './Notice.module.css';

interface NoticeProps {
  /** `trouble` needs the person; `info` only says. */
  readonly tone?: 'trouble' | 'info';
  readonly title?: string;
  readonly children?: ReactNode;
  /** Ways out. */
  readonly actions?: ReactNode;
  /** Read out when it appears. */
  readonly isAlert?: boolean;
}

/** A few words that need attention where they stand. */
export function Notice({ tone = 'info', title, children, actions, isAlert = false }: NoticeProps): ReactElement {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={isAlert ? 'alert' : undefined}>
      <span className={styles.icon}>{tone === 'trouble' ? <WarningIcon size={16} /> : <HelpIcon size={16} />}</span>
      <div className={styles.words}>
        {title !== undefined && <strong>{title} </strong>}
        {children}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
