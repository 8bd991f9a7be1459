import { Field } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { CalendarIcon } from '../parts/icons.tsx';
import { useShortDay } from '../parts/short-day.ts';
import styles from './DateField.module.css';

/** No plan is older. A later bound keeps the browser from taking a fifth digit in the year. */
const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2199-12-31';

interface DateFieldProps {
  readonly label: string;
  /** `YYYY-MM-DD`, or null for none. */
  readonly value: string | null;
  readonly change: (day: string | null) => void;
  readonly left?: () => void;
  readonly fault?: string | undefined;
  readonly isReadOnly?: boolean;
  readonly min?: string | undefined;
  readonly id?: string;
}

/**
 * A day: the browser's own field, which keyboards, phones and screen readers know, with the day written as people do
 * (6 apr) while nobody is in it.
 */
export function DateField({ label, value, change, left, fault, isReadOnly, min, id }: DateFieldProps): ReactElement {
  const shortDay = useShortDay();
  // While somebody writes here the field shows just what is written: a year comes digit by digit, and 0002 is no day.
  // A whole day that isn't the one at hand has been changed by someone else since, and theirs is shown.
  const [typed, setTyped] = useState<string | null>(null);
  const isOwn = typed !== null && (typed < FIRST_DAY || typed === value);
  return (
    <Field
      className={styles.whole}
      label={label}
      {...(fault !== undefined && { validationState: 'error', validationMessage: fault })}
    >
      {(props) => (
        <span className={styles.field}>
          <input
            {...props}
            {...(id !== undefined && { id })}
            className={styles.input}
            type="date"
            value={isOwn ? typed : (value ?? '')}
            min={min}
            max={LAST_DAY}
            readOnly={isReadOnly}
            onChange={({ target }) => {
              setTyped(target.value);
              if (target.value >= FIRST_DAY) change(target.value);
            }}
            onBlur={({ target }) => {
              setTyped(null);
              if (typed === '' && !target.validity.badInput && value !== null) change(null);
              left?.();
            }}
          />
          <span className={styles.written} aria-hidden="true">
            {value === null ? '' : shortDay(value)}
          </span>
          <span className={styles.icon} aria-hidden="true">
            <CalendarIcon size={16} />
          </span>
        </span>
      )}
    </Field>
  );
}
