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

interface ErrorProps {
  readonly error: unknown;
  readonly retry?: () => void;
  readonly level?: 1 | 2;
}

/** A part of a view that couldn't be fetched: what happened, and a way to try again where that may help. */
export function ErrorCard({ error, retry, level = 2 }: ErrorProps): ReactElement {
  const { t } = useTranslation();
  const text = useErrorText();
  const key = keyOf(error);
  const mayHelp = key !== 'forbidden' && key !== 'absent';
  return (
    <div role="alert">
      <EmptyState
        level={level}
        title={t(`errors.${key}.title`)}
        text={text(error)}
        action={retry && mayHelp && <ActionButton onClick={retry}>{t('common.tryAgain')}</ActionButton>}
      />
    </div>
  );
}

/** In place of a view that couldn't be fetched: it is the page's main and has its h1. */
export function ErrorState({ error, retry }: Omit<ErrorProps, 'level'>): ReactElement {
  return (
    <main className={styles.page}>
      <ErrorCard level={1} error={error} {...(retry && { retry })} />
    </main>
  );
}
