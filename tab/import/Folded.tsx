import type { ReactElement, ReactNode } from 'react';
import { Card } from '../parts/Card.tsx';
import { ChevronDownIcon } from '../parts/icons.tsx';
import styles from './lists.module.css';

interface FoldedProps {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** A list that stands folded until somebody wants it. */
export function Folded({ title, isOpen = false, children }: FoldedProps): ReactElement {
  return (
    <Card padding="none">
      <details open={isOpen}>
        <summary className={styles.summary}>
          <ChevronDownIcon size={16} />
          <h2>{title}</h2>
        </summary>
        {children}
      </details>
    </Card>
  );
}
