import { Suspense } from 'react';
import type { ReactElement } from 'react';
import { Outlet, useLocation } from 'react-router';
import { ErrorBoundary } from '../parts/ErrorBoundary.tsx';
import { Loading } from '../parts/Loading.tsx';

/** The personal app's frame. Teams itself shows its pages as tabs, so there is no navigation of our own. */
export function PersonalFrame(): ReactElement {
  const { pathname } = useLocation();
  return (
    <ErrorBoundary key={pathname}>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </ErrorBoundary>
  );
}
