import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
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
  useFocusBack();
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && !isBusy && close()}>
      <DialogSurface className={styles.surface}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            if (!isBusy) act();
          }}
        >
          <DialogBody className={styles.body}>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {children}
              {fault && (
                <MessageBar intent="error" layout="multiline" role="alert">
                  <MessageBarBody>{fault}</MessageBarBody>
                </MessageBar>
              )}
            </DialogContent>
            <DialogActions className={styles.actions}>
              {other && <span className={styles.other}>{other}</span>}
              <Button appearance="primary" type="submit" disabledFocusable={isBusy}>
                {verb}
              </Button>
              <Button type="button" onClick={close} disabledFocusable={isBusy}>
                {t('ask.cancel')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

/** Focus goes back to where it was when the question came, if that is still there. */
function useFocusBack(): void {
  const [from] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        if (from instanceof HTMLElement && from.isConnected && document.activeElement === document.body) from.focus();
      }, 0);
    },
    [from],
  );
}
