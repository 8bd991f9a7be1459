/** How documents stand in the channel's files, in words. */
import { useTranslation } from 'react-i18next';
import type { KeptDocument } from '../../bot/api/schemas/documents.ts';
import { usePlannerWords } from '../plan/planner/words.ts';

export interface DocumentWords {
  /** A sentence or two: why, and what helps. */
  readonly cause: (cause: string | null) => string;
  /** How the document stands, and when it goes on. */
  readonly state: (kept: Pick<KeptDocument, 'state' | 'cause' | 'at' | 'until'>) => string;
}

/** The words for documents, in the reader's language. */
export function useDocumentWords(): DocumentWords {
  const { t, i18n } = useTranslation();
  const { moment, retry } = usePlannerWords();
  const causeWords = (cause: string | null): string => {
    const key = `documents.cause.${cause ?? 'other'}`;
    return t(i18n.exists(key) ? key : 'documents.cause.other');
  };
  return {
    cause: causeWords,
    state: ({ state, cause, at, until }) => {
      if (state === 'synced') return at === null ? t('documents.kept') : t('documents.keptAt', { at: moment(at) });
      if (state === 'queued') return t('documents.queued');
      return `${causeWords(cause)} ${retry(until)}`.trim();
    },
  };
}
