import type { ReactElement } from 'react';
import { markPath, SERIES_STYLES } from '../../lika/analysis/spider.ts';
import type { Shown } from './figures.ts';
import styles from './Legend.module.css';

const LOOKS = [styles.now, styles.before, styles.third];

/** Which line is which: by dash, mark and word as well as colour. */
export function Legend({ shown }: { readonly shown: readonly Shown[] }): ReactElement {
  return (
    <ul className={styles.legend}>
      {shown.map(({ assessment, label }, at) => (
        <li key={assessment.id} className={styles.item}>
          <Sample at={at} />
          {label}
        </li>
      ))}
    </ul>
  );
}

/** A piece of a series' line with its mark. */
function Sample({ at }: { readonly at: number }): ReactElement {
  const { dash, shape } = SERIES_STYLES[at] ?? SERIES_STYLES[2];
  return (
    <svg
      className={`${styles.sample} ${LOOKS[at] ?? ''}`}
      width="36"
      height="14"
      viewBox="0 0 36 14"
      aria-hidden="true"
    >
      <path className={styles.line} d="M1 7H35" strokeDasharray={dash ?? undefined} />
      <path className={styles.mark} d={markPath(shape, 9)} transform="translate(18 7)" />
    </svg>
  );
}
