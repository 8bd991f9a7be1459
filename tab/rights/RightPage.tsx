import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useParams } from 'react-router';
import type { RightView } from '../../bot/api/schemas/rights.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Page } from '../parts/Page.tsx';
import { GiveRight } from './GiveRight.tsx';
import { wayBack } from './path.ts';
import { rightsQuery } from './queries.ts';
import styles from './RightPage.module.css';

/** Asks for one right in plain words: what LIKA wants to do, why, and what it can't see. */
export function RightPage(): ReactElement {
  useMoreTexts();
  const { right: key } = useParams();
  const rights = useQuery(rightsQuery);
  if (rights.error && !rights.data) return <ErrorState error={rights.error} retry={() => void rights.refetch()} />;
  if (!rights.data) return <Loading />;
  const right = rights.data.rights.find((each) => each.key === key);
  return right ? <AboutRight right={right} /> : <Navigate to="/" replace />;
}

function AboutRight({ right }: { readonly right: RightView }): ReactElement {
  const { t } = useTranslation();
  const { search } = useLocation();
  return (
    <Page title={t(`rights.of.${right.key}.title`)} back={{ to: wayBack(search), label: t('rights.back') }}>
      <Card className={styles.words}>
        {(['what', 'why', 'not'] as const).map((part) => (
          <section key={part} className={styles.part}>
            <h2>{t(`rights.${part}`)}</h2>
            <p>{t(`rights.of.${right.key}.${part}`)}</p>
          </section>
        ))}
        <GiveRight right={right} />
      </Card>
    </Page>
  );
}
