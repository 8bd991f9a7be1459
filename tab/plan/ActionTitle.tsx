import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../parts/text.ts';
import { usePlanPage } from './context.ts';
import { useTyping } from './editing.ts';
import type { ActionEditor } from './editing.ts';
import styles from './ActionTitle.module.css';

/** Planner takes no longer names. */
const TITLE_MAX = 255;

/** What the action is: the panel's title, written where it stands. */
export function ActionTitle({ editor }: { readonly editor: ActionEditor }): ReactElement {
  const { t } = useTranslation();
  const { mayWrite } = usePlanPage();
  const { shown, change, settle, faultOf } = editor;
  const save = (text: string): void => {
    // An action without a name is only on its way to another one.
    if (text.trim() !== '') change({ title: cleanText(text).replaceAll('\n', ' ') });
  };
  const typing = useTyping(shown.title, save, settle);
  const isEmpty = typing.value.trim() === '';
  const fault = isEmpty ? t('plan.fault.title.missing') : faultOf('title');
  if (!mayWrite) return <h2 className={styles.title}>{shown.title}</h2>;
  return (
    <>
      <h2 className="visually-hidden">{shown.title}</h2>
      <div className={styles.grow} data-text={`${typing.value} `}>
        <textarea
          className={`${styles.title} ${styles.field}`}
          aria-label={t('plan.field.title')}
          aria-invalid={fault !== undefined}
          rows={1}
          maxLength={TITLE_MAX}
          value={typing.value}
          onChange={({ target }) => typing.onChange(target.value)}
          onBlur={typing.onBlur}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
      </div>
      {fault !== undefined && <p className={styles.fault}>{fault}</p>}
    </>
  );
}
