import { useId } from 'react';
import type { ReactElement, ReactNode } from 'react';
import styles from './Segments.module.css';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
}

interface SegmentsProps<Value extends string> {
  readonly label: string;
  /** The label stands for screen readers alone. */
  readonly isLabelHidden?: boolean;
  readonly segments: readonly Segment<Value>[];
  readonly value: Value;
  readonly choose: (value: Value) => void;
  /** Id of a text that belongs to the choice: a fault or a hint. */
  readonly describedBy?: string | undefined;
  /** As wide as its place, every segment alike. */
  readonly isWide?: boolean;
}

/** One choice of few, side by side: radio buttons underneath, so Tab enters and leaves and arrows choose. */
export function Segments<Value extends string>({
  label,
  isLabelHidden = false,
  segments,
  value,
  choose,
  describedBy,
  isWide = false,
}: SegmentsProps<Value>): ReactElement {
  const name = useId();
  return (
    <fieldset className={styles.group} aria-describedby={describedBy}>
      <legend className={isLabelHidden ? 'visually-hidden' : styles.label}>{label}</legend>
      <div className={`${styles.segments} ${isWide ? styles.wide : ''}`}>
        {segments.map((segment) => (
          <label key={segment.value} className={styles.segment}>
            <input
              className={styles.radio}
              type="radio"
              name={name}
              value={segment.value}
              checked={segment.value === value}
              onChange={() => choose(segment.value)}
            />
            <span className={styles.face}>{segment.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
