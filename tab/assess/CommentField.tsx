import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { COMMENT_MAX } from '../../lika/assessment/assessment.ts';
import { cleanText, holdsIdentityNumber, lengthOf } from '../parts/text.ts';
import styles from './CommentField.module.css';

/** What is left is told from here on. */
const NEAR = 200;

interface CommentFieldProps {
  readonly id: string;
  readonly label: string;
  readonly comment: string;
  /** `hold`: why the text can't be sent as it is. */
  readonly onWrite: (text: string, hold?: string) => void;
  readonly onLeave: () => void;
}

/** A comment to one indicator. What is written here is never thrown away, too long or not. */
export function CommentField({ id, label, comment, onWrite, onLeave }: CommentFieldProps): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useState(comment);
  const [hasFocus, setFocus] = useState(false);
  const own = useRef(comment);
  const field = useRef<HTMLTextAreaElement>(null);

  // Another window's change comes in when nobody is writing here.
  useEffect(() => {
    if (hasFocus || comment === own.current) return;
    own.current = comment;
    setText(comment);
  }, [comment, hasFocus]);
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [text]);

  const left = COMMENT_MAX - lengthOf(text);
  const write = (raw: string): void => {
    setText(raw);
    const clean = cleanText(raw);
    own.current = clean;
    const over = lengthOf(clean) - COMMENT_MAX;
    onWrite(clean, over > 0 ? t('assess.comment.tooLong', { count: over }) : undefined);
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        className={styles.text}
        rows={2}
        value={text}
        aria-describedby={`${id}-about`}
        aria-invalid={left < 0}
        onChange={(event) => write(event.target.value)}
        onFocus={() => setFocus(true)}
        onBlur={() => {
          setFocus(false);
          onLeave();
        }}
      />
      <div id={`${id}-about`} className={styles.about}>
        <p>{t('assess.comment.about')}</p>
        {holdsIdentityNumber(text) && <p className={styles.warning}>{t('assess.comment.identityNumber')}</p>}
        {left <= NEAR && (
          <p className={left < 0 ? styles.warning : styles.left} aria-live="polite">
            {left < 0 ? t('assess.comment.tooLong', { count: -left }) : t('assess.comment.left', { count: left })}
          </p>
        )}
      </div>
    </div>
  );
}
