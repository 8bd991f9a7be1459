import type { ReactElement, ReactNode } from 'react';
import { Card } from './Card.tsx';
import styles from './EmptyState.module.css';

interface EmptyStateProps {
  readonly title: string;
  /** What will stand here, and why. */
  readonly text: ReactNode;
  /** One button or link. */
  readonly action?: ReactNode;
  readonly picture?: ReactNode;
  /** 1 where it is all there is on the page. */
  readonly level?: 1 | 2;
}

/** Where nothing stands yet: what will, why, and one way on. */
export function EmptyState({ title, text, action, picture, level = 2 }: EmptyStateProps): ReactElement {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <Card className={styles.empty}>
      {picture}
      <div className={styles.words}>
        <Heading className={styles.title}>{title}</Heading>
        <div className={styles.text}>{text}</div>
        {action && <div className={styles.action}>{action}</div>}
      </div>
    </Card>
  );
}
