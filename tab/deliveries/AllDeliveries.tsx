import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { allDocumentsQuery } from '../documents/queries.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Page } from '../parts/Page.tsx';
import { meQuery } from '../parts/queries.ts';
import { allDeliveriesQuery, allPlannerQuery } from '../parts/talk-queries.ts';
import { DeliveryList } from './DeliveryList.tsx';
import { DocumentsSection } from './DocumentsSection.tsx';
import { IdentityLine } from './IdentityLine.tsx';
import { PlannerSection } from './PlannerSection.tsx';

/** Drift, for kommunansvarig and administrators: the whole municipality's. */
export function AllDeliveries(): ReactElement {
  useMoreTexts();
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const list = useQuery(allDeliveriesQuery);
  const planner = useQuery(allPlannerQuery);
  const documents = useQuery(allDocumentsQuery);
  const failed = [me, list].find((query) => query.error && !query.data);
  if (failed) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
  if (!me.data || !list.data) return <Loading />;
  return (
    <Page
      title={t('delivery.title')}
      meta={[me.data.municipality.name, t('delivery.meta')].join(' · ')}
      back={{ to: '/start', label: t('start.title') }}
    >
      {list.data.identity && <IdentityLine identity={list.data.identity} />}
      {planner.data && <PlannerSection plans={planner.data.plans} isOfMany />}
      {documents.data && <DocumentsSection drift={documents.data} isOfMany />}
      <DeliveryList deliveries={list.data.deliveries} unit={null} />
    </Page>
  );
}
