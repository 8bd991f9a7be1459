import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionLink } from '../parts/ActionLink.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { useFormat } from '../parts/format.ts';
import { Loading } from '../parts/Loading.tsx';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Page } from '../parts/Page.tsx';
import { useSchool } from '../parts/school.ts';
import { useMay, useUnit, useUnitPath } from '../parts/unit.ts';
import { CopyBlocks } from './CopyBlocks.tsx';
import { DocumentList } from './DocumentList.tsx';
import styles from '../parts/MainAndSide.module.css';
import { Keeping } from './Keeping.tsx';
import { documentsQuery } from './queries.ts';

/** Dokument: what the result and the plan are made into, where it is kept, and parts to paste elsewhere. */
export function DocumentsView(): ReactElement {
  useMoreTexts();
  const { t } = useTranslation();
  const unit = useUnit();
  const may = useMay();
  const path = useUnitPath();
  const school = useSchool();
  const isInUnit = may('plan.read');
  const kept = useQuery({ ...documentsQuery(unit.id), enabled: isInUnit });
  if (kept.error && !kept.data) return <ErrorState error={kept.error} retry={() => void kept.refetch()} />;
  if ((isInUnit && !kept.data) || school.kind === 'asking') return <Loading />;
  const hasResult = school.kind === 'ready' && typeof school.school.standing?.published === 'string';
  return (
    <Page
      title={t('documents.title')}
      meta={<MadeOf hasResult={hasResult} />}
      back={{ to: path('/'), label: t('nav.now') }}
    >
      <div className={styles.columns}>
        <div className={styles.main}>
          <DocumentList kept={kept.data ?? null} hasResult={hasResult} />
          {kept.data && <Keeping kept={kept.data} />}
          {may('assessment.create') && (
            <p>
              <ActionLink look="plain" to={path('/import')}>
                {t('documents.bringIn')}
              </ActionLink>
            </p>
          )}
        </div>
        {hasResult && <CopyBlocks />}
      </div>
    </Page>
  );
}

/** What the documents are made of, so that nobody need wonder which figures they hold. */
function MadeOf({ hasResult }: { readonly hasResult: boolean }): ReactElement {
  const { t } = useTranslation();
  const { date } = useFormat();
  const state = useSchool();
  const may = useMay();
  const published = state.kind === 'ready' ? state.school.standing?.published : null;
  if (!may('plan.read'))
    return (
      <span>{published ? t('documents.madeOfResult', { date: date(published) }) : t('documents.madeOfNoResult')}</span>
    );
  return (
    <span>
      {hasResult && published ? t('documents.madeOf', { date: date(published) }) : t('documents.madeOfNothing')}
    </span>
  );
}
