import type { ReactElement, ReactNode } from 'react';
import styles from './Card.module.css';

interface CardProps {
  readonly children: ReactNode;
  /** `none`: the content keeps its own distance, as a list with lines across. */
  readonly padding?: 'none' | 'normal';
  /** A brand edge at the left: the one place to go on from. */
  readonly isNext?: boolean;
  readonly className?: string | undefined;
}

/** A white sheet on the canvas. */
export function Card({ children, padding = 'normal', isNext = false, className }: CardProps): ReactElement {
  const names = [styles.card, padding === 'normal' && styles.padded, isNext && styles.next, className];
  return <div className={names.filter(Boolean).join(' ')}>{children}</div>;
}
