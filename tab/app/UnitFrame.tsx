import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import type { ReactElement } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from '../parts/ErrorBoundary.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { followUnit } from '../parts/feed.ts';
import { useHost } from '../parts/host.ts';
import { Loading } from '../parts/Loading.tsx';
import { NavEndProvider } from '../parts/NavEnd.tsx';
import { Page } from '../parts/Page.tsx';
import { unitQuery } from '../parts/queries.ts';
import { UnitContext, useUnitId } from '../parts/unit.ts';
import { UnitNav } from './UnitNav.tsx';

/** Everything about one unit stands in here: navigation on top, the view below, the live feed running. */
export function UnitFrame(): ReactElement {
  const unit = useUnitId();
  const { channel } = useHost();
  const { t } = useTranslation();
  if (unit.kind === 'known') return <KnownUnit id={unit.id} />;
  if (unit.kind === 'asking') return <Loading />;
  if (unit.kind === 'failed') return <ErrorState error={unit.error} retry={unit.retry} />;
  if (!channel) return <Navigate to="/start" replace />;
  return (
    <Page title={t('unlinked.title')}>
      <EmptyState title={t('unlinked.heading')} text={t('unlinked.text')} />
    </Page>
  );
}

function KnownUnit({ id }: { readonly id: string }): ReactElement {
  const unit = useQuery(unitQuery(id));
  const { pathname } = useLocation();
  const isThere = unit.data !== undefined;
  useEffect(() => (isThere ? followUnit(id) : undefined), [id, isThere]);

  if (unit.error && !unit.data) return <ErrorState error={unit.error} retry={() => void unit.refetch()} />;
  return (
    <NavEndProvider>
      <UnitNav unit={id} may={unit.data?.may ?? []} />
      {unit.data ? (
        <UnitContext value={unit.data}>
          <ErrorBoundary key={pathname}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        </UnitContext>
      ) : (
        <Loading />
      )}
    </NavEndProvider>
  );
}
