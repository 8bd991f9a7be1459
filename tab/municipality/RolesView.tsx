import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { givesRoles } from '../../lika/access/team-roles.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Page } from '../parts/Page.tsx';
import { meQuery } from '../parts/queries.ts';
import { teamRolesQuery } from '../parts/role-queries.ts';
import { rightsQuery } from '../rights/queries.ts';
import { RightNotice } from '../rights/RightNotice.tsx';
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
      {givesRoles(setting.data) && <MissingRight />}
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

/** What must be read for membership to give anybody anything: who is in a channel, and which teams a person is in. */
const READ = ['channel-members', 'self'] as const;

/** Without these rights only roles by rows count, which nobody could tell from the setting below. */
function MissingRight(): ReactElement | null {
  const rights = useQuery(rightsQuery);
  const missing = READ.find((key) =>
    rights.data?.rights.some((right) => right.key === key && ['needed', 'admin-needed'].includes(right.state)),
  );
  return missing === undefined ? null : (
    <div className={styles.notice}>
      <RightNotice right={missing} cause="consent-needed" />
    </div>
  );
}
