import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router';
import { useHost } from '../parts/host.ts';
import { ChevronLeftIcon, ShareIcon } from '../parts/icons.tsx';
import { NavEndPlace } from '../parts/NavEnd.tsx';
import { usePersonalPage } from '../parts/personal-page.ts';
import { assessmentsQuery } from '../parts/queries.ts';
import { unitPath } from '../parts/unit.ts';
import styles from './Nav.module.css';

const VIEWS = [
  { path: '/', key: 'now' },
  { path: '/assess', key: 'assess' },
  { path: '/analysis', key: 'analysis' },
  { path: '/plan', key: 'plan' },
] as const;

interface UnitNavProps {
  readonly unit: string;
  readonly may: readonly string[];
}

/** Nuläge · Skatta · Analys · Plan, with Dela as a button where it has something to act on. */
export function UnitNav({ unit, may }: UnitNavProps): ReactElement {
  const { t } = useTranslation();
  const { channel } = useHost();
  const personalPage = usePersonalPage();
  const { pathname } = useLocation();
  const isSharing = pathname === '/share' || pathname.startsWith('/assess/');
  const mayShare = may.includes('assessment.share') || may.includes('assessment.publish');
  const mayShareOwn = may.includes('own-assessment.create');
  const list = useQuery({ ...assessmentsQuery(unit), enabled: mayShare || mayShareOwn });
  const hasSomething = (list.data?.assessments ?? []).some(
    ({ kind, state }) => mayShare || (kind === 'own' && (state === 'draft' || state === 'shared')),
  );
  return (
    <header className={styles.bar}>
      {channel === null && (
        <Link className={styles.home} {...personalPage('start')}>
          <ChevronLeftIcon />
          <span className="visually-hidden">{t('nav.toStart')}</span>
        </Link>
      )}
      <nav aria-label={t('nav.label')}>
        <ul className={styles.links}>
          {VIEWS.map(({ path, key }) => (
            <li key={key}>
              <NavLink className={styles.link ?? ''} to={unitPath(unit, path)} end={path === '/'}>
                <span data-text={t(`nav.${key}`)}>{t(`nav.${key}`)}</span>
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.end}>
        <NavEndPlace className={styles.slot} />
        {hasSomething && !isSharing && (
          <Link className={styles.share} to={unitPath(unit, '/share')}>
            <ShareIcon size={16} />
            <span className={styles.shareWord}>{t('nav.share')}</span>
          </Link>
        )}
      </div>
    </header>
  );
}
