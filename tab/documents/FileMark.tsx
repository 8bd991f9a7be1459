import type { ReactElement } from 'react';
import type { KeptDocument } from '../../bot/api/schemas/documents.ts';
import styles from './FileMark.module.css';

/** The programs' own letters; a picture has none. */
const LETTERS: Readonly<Record<KeptDocument['kind'], string>> = { plan: 'W', workbook: 'X', page: 'P', picture: '' };

/** A sheet with what it opens in; its name stands beside. */
export function FileMark({ kind }: { readonly kind: KeptDocument['kind'] }): ReactElement {
  return (
    <span className={`${styles.mark} ${styles[kind]}`} aria-hidden="true">
      {LETTERS[kind] || (
        <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.4">
          <path d="M10 2.5 17.5 10 10 17.5 2.5 10ZM10 6l3 4-3 2.5L6 10Z" />
        </svg>
      )}
    </span>
  );
}
