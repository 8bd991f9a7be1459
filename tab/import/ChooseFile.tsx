import { useRef, useState } from 'react';
import type { DragEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { DocumentIcon } from '../parts/more-icons.tsx';
import { useUnit } from '../parts/unit.ts';
import { useCommand } from '../plan/commands.ts';
import styles from './ChooseFile.module.css';
import { bringFile } from './commands.ts';

/** What the service takes, in bytes; a larger file isn't sent at all. */
const FILE_MAX = 10 * 1024 * 1024;

/** The first step: choose a file, or drop one. */
export function ChooseFile({ chosen }: { readonly chosen: (id: string) => void }): ReactElement {
  const { t } = useTranslation();
  const unit = useUnit();
  const command = useCommand();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);
  const bring = (file: File | undefined): void => {
    if (!file) return;
    setTooLarge(file.size > FILE_MAX);
    command.clear();
    if (file.size > FILE_MAX) return;
    void command.run(() => bringFile(unit.id, file)).then((brought) => brought && chosen(brought.id));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    bring(event.dataTransfer.files[0]);
  };
  const fault = isTooLarge ? t('import.tooLarge') : command.fault;
  return (
    <Card>
      <div
        className={`${styles.drop} ${isOver ? styles.over : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <span className={styles.mark}>
          <DocumentIcon size={28} />
        </span>
        <div className={styles.words}>
          <h2>{t('import.choose.title')}</h2>
          <p id="import-what" className={styles.text}>
            {t('import.choose.what')}
          </p>
        </div>
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          tabIndex={-1}
          aria-label={t('import.choose.button')}
          accept=".xlsx,.csv,.txt,.tsv"
          onChange={(event) => {
            bring(event.target.files?.[0]);
            // The same file can be chosen again when it has been mended.
            event.target.value = '';
          }}
        />
        <ActionButton
          size="large"
          aria-describedby="import-what"
          disabled={command.isBusy}
          onClick={() => input.current?.click()}
        >
          {t(command.isBusy ? 'import.choose.reading' : 'import.choose.button')}
        </ActionButton>
        <p className={styles.dropText}>{t('import.choose.drop')}</p>
        {fault !== null && (
          <p role="alert" className={styles.fault}>
            {fault}
          </p>
        )}
      </div>
      <p className={styles.calm}>{t('import.nothingSaved')}</p>
    </Card>
  );
}
