import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportEntry } from '../../bot/api/schemas/imports.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { meQuery } from '../parts/queries.ts';
import { useUnit, useUnitPath } from '../parts/unit.ts';
import { importsQuery } from './commands.ts';
import styles from './lists.module.css';

/** The unit's latest files: those that wait to be brought in, and imports that can still be undone. Nothing without any. */
export function RecentFiles(): ReactElement {
  const { t } = useTranslation();
  const unit = useUnit();
  const { data } = useQuery(importsQuery(unit.id));
  const all = data?.imports ?? [];
  return (
    <>
      <Files title={t('import.recent.waiting')} files={all.filter(({ state }) => state === 'previewed')} />
      <Files title={t('import.recent.taken')} files={all.filter(({ state }) => state === 'taken')} />
    </>
  );
}

interface FilesProps {
  readonly title: string;
  readonly files: readonly ImportEntry[];
}

function Files({ title, files }: FilesProps): ReactElement | null {
  const heading = useId();
  if (files.length === 0) return null;
  return (
    <Card padding="none">
      <section aria-labelledby={heading}>
        <div className={styles.head}>
          <h2 id={heading}>{title}</h2>
        </div>
        <ul>
          {files.map((file) => (
            <FileRow key={file.id} file={file} />
          ))}
        </ul>
      </section>
    </Card>
  );
}

function FileRow({ file }: { readonly file: ImportEntry }): ReactElement {
  const { t } = useTranslation();
  const path = useUnitPath();
  const { date, time } = useFormat();
  const who = useWho(file.by);
  const { id, name, state, at, until } = file;
  const waits = state === 'previewed';
  const day = date(at);
  const happened =
    who === null
      ? t(waits ? 'import.recent.chosen' : 'import.recent.done', { day })
      : t(waits ? 'import.recent.chosenBy' : 'import.recent.doneBy', { day, who });
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>{name}</p>
        <p className={styles.text}>
          {happened}
          {until !== null &&
            ` ${
              waits
                ? t('import.recent.waitsUntil', { day: date(until), time: time(until) })
                : t('import.recent.undoUntil', { day: date(until) })
            }`}
        </p>
      </div>
      <ActionLink look={waits ? 'secondary' : 'plain'} to={path('/import', { search: { file: id } })}>
        {t(waits ? 'import.recent.continue' : 'import.recent.show')}
        <span className="visually-hidden"> {name}</span>
      </ActionLink>
    </li>
  );
}

/** Who brought the file, as a word within a sentence; null when the name isn't known. */
function useWho(by: ImportEntry['by']): string | null {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  if (by === null) return t('import.recent.operator');
  return by.id === me.data?.person.id ? t('import.recent.you') : by.name;
}
