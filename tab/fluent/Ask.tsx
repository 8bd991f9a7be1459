import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from './Modal.tsx';
import styles from './Ask.module.css';

interface AskProps {
  readonly title: string;
  /** What happens when the button is pressed, in its own words. */
  readonly verb: string;
  readonly act: () => void;
  readonly close: () => void;
  readonly isBusy?: boolean;
  /** Why it didn't work, in words. */
  readonly fault?: string | null;
  /** A second, quieter way, at the left. */
  readonly other?: ReactNode;
  readonly children: ReactNode;
}

/** A question that stands before the page: what will happen, one button that does it, one that doesn't. */
export function Ask({ title, verb, act, close, isBusy = false, fault, other, children }: AskProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Modal label={title} place="middle" close={() => !isBusy && close()}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (!isBusy) act();
        }}
      >
        <h2 className={styles.title}>{title}</h2>
        {children}
        {fault && (
          <MessageBar intent="error" layout="multiline" role="alert">
            <MessageBarBody>{fault}</MessageBarBody>
          </MessageBar>
        )}
        <div className={styles.actions}>
          {other && <span className={styles.other}>{other}</span>}
          <Button appearance="primary" type="submit" disabledFocusable={isBusy}>
            {verb}
          </Button>
          <Button type="button" onClick={close} disabledFocusable={isBusy}>
            {t('ask.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
