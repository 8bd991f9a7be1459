import type { ReactElement, ReactNode } from 'react';
import { CheckIcon } from './icons.tsx';
import styles from './StatusTag.module.css';

/** `done` has a check as well as green; `quiet` is nothing yet; never colour alone. */
export type StatusTone = 'done' | 'going' | 'quiet' | 'warning';

/** A short word about a state. */
export function StatusTag({
  tone,
  children,
}: {
  readonly tone: StatusTone;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className={`${styles.tag} ${styles[tone]}`}>
      {tone === 'done' && <CheckIcon size={16} />}
      {children}
    </span>
  );
}
