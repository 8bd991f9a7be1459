import { Field, Textarea } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import styles from './dialogs.module.css';

interface WordsFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly change: (text: string) => void;
  /** Characters. */
  readonly max: number;
  /** What is said when the field is empty although it has been asked for; null until then. */
  readonly missing: string | null;
  readonly rows?: number;
  readonly className?: string | undefined;
}

/** A few words of one's own that a dialog needs; the field grows with them. */
export function WordsField(props: WordsFieldProps): ReactElement {
  const { label, hint, value, change, max, missing, rows = 2, className } = props;
  return (
    <Field
      label={label}
      {...(className !== undefined && { className })}
      {...(hint !== undefined && { hint })}
      {...(missing !== null && value.trim() === '' && { validationState: 'error', validationMessage: missing })}
    >
      <Textarea
        className={styles.grow}
        value={value}
        rows={rows}
        maxLength={max}
        onChange={(_, { value: text }) => change(text)}
      />
    </Field>
  );
}
