import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from './ActionLink.tsx';
import { ApiError } from './api.ts';
import { EmptyState } from './EmptyState.tsx';
import styles from './ErrorState.module.css';

type ErrorKey = 'offline' | 'signIn' | 'forbidden' | 'absent' | 'busy' | 'failed';

function keyOf(error: unknown): ErrorKey {
  if (!(error instanceof ApiError)) return 'failed';
  if (error.fault === 'offline') return 'offline';
  if (error.fault !== 'problem') return 'signIn';
  if (error.status === 403) return 'forbidden';
  if (error.status === 404) return 'absent';
  return error.status === 429 || error.status === 503 ? 'busy' : 'failed';
}

/** One sentence about what went wrong: the service's own words when it has any, else ours. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    const problem = error instanceof ApiError ? error.problem : null;
    return problem?.detail || problem?.title || t(`errors.${keyOf(error)}.text`);
  };
}

/** In place of a view that couldn't be fetched (it is the page's main): what happened, that nothing is lost, and a way to try again. */
export function ErrorState({ error, retry }: { readonly error: unknown; readonly retry?: () => void }): ReactElement {
  const { t } = useTranslation();
  const text = useErrorText();
  const key = keyOf(error);
  const isPassing = key !== 'forbidden' && key !== 'absent';
  return (
    <main className={styles.page}>
      <div role="alert">
      <EmptyState
        level={1}
        title={t(`errors.${key}.title`)}
        text={text(error)}
        action={retry && isPassing && <ActionButton onClick={retry}>{t('common.tryAgain')}</ActionButton>}
      />
      </div>
    </main>
  );
}
