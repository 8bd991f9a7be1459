import type { ReactElement } from 'react';
import type { Fraction } from '../../lika/analysis/fraction.ts';
import { numberOf } from '../parts/format.ts';
import styles from './Bar.module.css';

interface BarProps {
  readonly value: Fraction | null;
  /** Ticks for the earlier ones, the latest first. */
  readonly before: readonly (Fraction | null)[];
  readonly isThick?: boolean;
}

/** A value 0–100 as a length, with a tick where it was earlier. Decorative: the figures stand beside. */
export function Bar({ value, before, isThick = false }: BarProps): ReactElement {
  const now = numberOf(value);
  return (
    <span className={`${styles.bar} ${isThick ? styles.thick : ''}`} aria-hidden="true">
      {now !== null && <span className={styles.fill} style={{ width: `${now}%` }} />}
      {before.map((each, at) => {
        const place = numberOf(each);
        // The order of the ticks is that of the assessments, and nothing else tells them apart.
        return place === null ? null : (
          <span
            key={`${at} ${place}`}
            className={`${styles.tick} ${at > 0 ? styles.third : ''}`}
            style={{ left: `${place}%` }}
          />
        );
      })}
    </span>
  );
}
