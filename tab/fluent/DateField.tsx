import { Field } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { CalendarIcon } from '../parts/icons.tsx';
import { useShortDay } from '../parts/short-day.ts';
import styles from './DateField.module.css';

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
            value={value ?? ''}
            min={min}
            readOnly={isReadOnly}
            onChange={({ target }) => change(target.value === '' ? null : target.value)}
            onBlur={left}
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
