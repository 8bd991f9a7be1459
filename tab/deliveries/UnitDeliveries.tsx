import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { documentsQuery, driftOf } from '../documents/queries.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Page } from '../parts/Page.tsx';
import { unitDeliveriesQuery, unitPlannerQuery } from '../parts/talk-queries.ts';
import { useMay, useUnit, useUnitPath } from '../parts/unit.ts';
import { DeliveryList } from './DeliveryList.tsx';
import { DocumentsSection } from './DocumentsSection.tsx';
import { PlannerSection } from './PlannerSection.tsx';

/** Drift, for a unit: what LIKA has sent to its Teams and Planner, and how it went. */
export function UnitDeliveries(): ReactElement {
  useMoreTexts();
  const { t } = useTranslation();
  const unit = useUnit();
  const path = useUnitPath();
  const may = useMay();
  const list = useQuery(unitDeliveriesQuery(unit.id));
  const planner = useQuery(unitPlannerQuery(unit.id));
  const documents = useQuery({ ...documentsQuery(unit.id), enabled: may('plan.read') });
  if (list.error && !list.data) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  const isReader = may('plan.read');
  return (
    <Page
      title={t('delivery.title')}
      meta={t('delivery.meta')}
      back={isReader ? { to: path('/plan'), label: t('nav.plan') } : { to: path('/'), label: t('nav.now') }}
      end={
        isReader && (
          <ActionLink look="plain" to={path('/schedule')}>
            {t('delivery.scheduleLink')}
          </ActionLink>
        )
      }
    >
      {planner.data && <PlannerSection plans={planner.data.plans} isOfMany={false} />}
      {documents.data?.keep === true && <DocumentsSection drift={driftOf(unit, documents.data)} isOfMany={false} />}
      <DeliveryList deliveries={list.data.deliveries} unit={unit.id} />
    </Page>
  );
}
