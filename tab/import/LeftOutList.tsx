import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportLeft, ImportPreview } from '../../bot/api/schemas/imports.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { api } from '../parts/api.ts';
import { useCommand } from '../plan/commands.ts';
import { Folded } from './Folded.tsx';
import styles from './lists.module.css';
import { useInstrumentWords } from './instrument.ts';

/** So few are shown at once. */
const FEW = 8;

interface LeftOutListProps {
  readonly id: string;
  readonly leftOut: ImportPreview['leftOut'];
}

/** What isn't brought in, each with why and what to do about it. */
export function LeftOutList({ id, leftOut: { total, rows } }: LeftOutListProps): ReactElement {
  const { t } = useTranslation();
  const { indicator } = useInstrumentWords();
  const command = useCommand();
  const [more, setMore] = useState<readonly ImportLeft[]>([]);
  const [isAll, setAll] = useState(false);
  const all = [...rows, ...more];
  const shown = isAll ? all : all.slice(0, FEW);
  const showMore = (): void => {
    if (!isAll) return setAll(true);
    const path = `/imports/${encodeURIComponent(id)}/rows?from=${all.length}`;
    void command
      .run(() => api<{ leftOut: ImportPreview['leftOut'] }>(path))
      .then((page) => page && setMore([...more, ...page.leftOut.rows]));
  };
  return (
    <Folded title={t('import.leftOut.title', { count: total })} isOpen={total <= FEW}>
      <ul>
        {shown.map((left, at) => (
          <LeftRow key={at} left={{ ...left, name: indicator(left.name) }} />
        ))}
      </ul>
      {shown.length < total && (
        <p className={styles.more}>
          <ActionButton look="plain" disabled={command.isBusy} onClick={showMore}>
            {t('import.leftOut.more', { count: total - shown.length })}
          </ActionButton>
        </p>
      )}
      {command.fault !== null && <p role="alert">{command.fault}</p>}
    </Folded>
  );
}

/** One of them. */
export function LeftRow({ left }: { readonly left: ImportLeft }): ReactElement {
  const { t } = useTranslation();
  const { sheet, row, column, name, answer, why } = left;
  const place = [
    ...(row === null ? [sheet ?? ''] : [sheet === null ? t('import.row', { row }) : t('import.rowOf', { sheet, row })]),
    ...(column === null ? [] : [t('import.column', { column })]),
  ].join(', ');
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        {place !== '' && <p className={styles.small}>{place}</p>}
        {name !== '' && <p className={styles.name}>{name}</p>}
        {answer !== '' && <p>{t('import.leftOut.stands', { text: answer })}</p>}
        <p className={styles.text}>{why}</p>
      </div>
    </li>
  );
}
