import type { ReactElement } from 'react';
import type { ScaleOption } from '../../lika/instrument/instrument.ts';
import styles from './LevelPills.module.css';

/** Values of the scale, lowest first, without those that aren't counted. */
export function levelOf(scale: readonly ScaleOption[], key: string): number | null {
  const counted = scale.filter(({ value }) => value !== null).sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const at = counted.findIndex((option) => option.key === key);
  return at === -1 ? null : at;
}

/** Four pills, as many filled as the level; null (not counted) is a dashed frame. Decorative: the label stands beside. */
export function LevelPills({ level }: { readonly level: number | null }): ReactElement {
  return (
    <svg className={styles.pills} width="16" height="12" viewBox="0 0 16 12" aria-hidden="true" focusable="false">
      {level === null ? (
        <rect className={styles.none} x="0.6" y="1.1" width="14.8" height="9.8" rx="2.5" />
      ) : (
        [0, 1, 2, 3].map((pill) => (
          <rect
            key={pill}
            className={pill < level ? styles.full : styles.empty}
            x={pill * 4.3 + 0.4}
            y="0.5"
            width="2.3"
            height="11"
            rx="1.150"
          />
        ))
      )}
    </svg>
  );
}
