import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Page } from '../parts/Page.tsx';
import { meQuery } from '../parts/queries.ts';
import { teamRolesQuery } from '../parts/role-queries.ts';
import { ChangeHead, MissingHeadsCard } from './Heads.tsx';
import styles from './RolesView.module.css';
import { TeamRoles } from './TeamRoles.tsx';

/** Roller, for kommunansvarig: what membership of the teams gives, and which units have nobody to lead them. */
export function RolesView(): ReactElement {
  useMoreTexts();
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const setting = useQuery(teamRolesQuery);
  const failed = [me, setting].find((query) => query.error && !query.data);
  if (failed) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
  if (!me.data || !setting.data) return <Loading />;
  return (
    <Page title={t('roles.title')} meta={me.data.municipality.name} back={{ to: '/start', label: t('start.title') }}>
      <div className={styles.columns}>
        <TeamRoles held={setting.data} />
        <div className={styles.side}>
          <MissingHeadsCard />
          <ChangeHead units={me.data.units} />
        </div>
      </div>
    </Page>
  );
}
