/** What stands between the unit's documents and SharePoint, in words. */
import { useTranslation } from 'react-i18next';

/** A sentence or two for a cause: why, and what helps. */
export function useDocumentCause(): (cause: string | null) => string {
  const { t, i18n } = useTranslation();
  return (cause) => {
    const key = `documents.cause.${cause ?? 'other'}`;
    return t(i18n.exists(key) ? key : 'documents.cause.other');
  };
}
