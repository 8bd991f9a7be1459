import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../parts/EmptyState.tsx';
import { useErrorText } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { useGo, useMay, useUnitPath } from '../parts/unit.ts';
import { ChooseFile } from './ChooseFile.tsx';
import { importQuery } from './commands.ts';
import { Done } from './Done.tsx';
import styles from './ImportView.module.css';
import { Preview } from './Preview.tsx';
import { RecentFiles } from './RecentFiles.tsx';

/** Hämta in: a file with an earlier assessment, what LIKA understands of it, and one button that brings it in. */
export function ImportView(): ReactElement {
  useMoreTexts();
  const { t } = useTranslation();
  const may = useMay();
  const [search] = useSearchParams();
  const id = search.get('file');
  const brought = useQuery({ ...importQuery(id ?? ''), enabled: id !== null });
  if (!may('assessment.create'))
    return (
      <Frame>
        <EmptyState title={t('import.notYours.title')} text={t('import.notYours.text')} />
      </Frame>
    );
  if (id !== null && brought.isPending) return <Loading />;
  const file = id === null ? undefined : brought.data;
  if (!file) return <Frame>{<Choosing error={id === null ? null : brought.error} />}</Frame>;
  return (
    <Frame meta={<span>{file.name}</span>}>
      {file.preview ? <Preview key={file.id} brought={file} preview={file.preview} /> : <Done brought={file} />}
    </Frame>
  );
}

function Frame({ meta, children }: { readonly meta?: ReactNode; readonly children: ReactNode }): ReactElement {
  const { t } = useTranslation();
  const path = useUnitPath();
  return (
    <Page title={t('import.title')} meta={meta} back={{ to: path('/assess'), label: t('nav.assess') }}>
      {children}
    </Page>
  );
}

/** Before a file is chosen, or when the one that the address names has been let go. */
function Choosing({ error }: { readonly error: unknown }): ReactElement {
  const go = useGo();
  const errorText = useErrorText();
  return (
    <div className={styles.choosing}>
      {error ? (
        <Notice tone="trouble" isAlert>
          {errorText(error)}
        </Notice>
      ) : null}
      <ChooseFile chosen={(id) => go('/import', { search: { file: id } })} />
      <RecentFiles />
    </div>
  );
}
