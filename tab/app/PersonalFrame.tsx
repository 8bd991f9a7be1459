import { Suspense } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation } from 'react-router';
import { ErrorBoundary } from '../parts/ErrorBoundary.tsx';
import { Loading } from '../parts/Loading.tsx';
import styles from './Nav.module.css';

const VIEWS = [
  { path: '/start', key: 'start' },
  { path: '/my-actions', key: 'myActions' },
] as const;

/** The personal app's frame: Start · Mina insatser. */
export function PersonalFrame(): ReactElement {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <>
      <header className={styles.bar}>
        <nav aria-label={t('nav.label')}>
          <ul className={styles.links}>
            {VIEWS.map(({ path, key }) => (
              <li key={key}>
                <NavLink className={styles.link ?? ''} to={path}>
                  <span data-text={t(`nav.${key}`)}>{t(`nav.${key}`)}</span>
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <ErrorBoundary key={pathname}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </ErrorBoundary>
    </>
  );
}
