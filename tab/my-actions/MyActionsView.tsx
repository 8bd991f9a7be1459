import { useQueries, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MyActions } from '../../bot/api/schemas/plan.ts';
import { Card } from '../parts/Card.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { peopleQuery } from '../parts/more-queries.ts';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Page } from '../parts/Page.tsx';
import { meQuery, myActionsQuery } from '../parts/queries.ts';
import { useToday } from '../parts/short-day.ts';
import { byUnit } from './groups.ts';
import type { MyAction, UnitGroup } from './groups.ts';
import { MyActionRow } from './MyActionRow.tsx';
import styles from './MyActionsView.module.css';

/** Mina insatser: what I have taken on or take part in, by unit and date, with how it goes said in place. */
export function MyActionsView(): ReactElement {
  useMoreTexts();
  const me = useQuery(meQuery);
  const mine = useQuery(myActionsQuery);
  const failed = [me, mine].find((query) => query.error && !query.data);
  if (failed) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
  if (!me.data || !mine.data) return <Loading />;
  return <Loaded actions={mine.data.actions} person={me.data.person.id} />;
}

interface LoadedProps {
  readonly actions: MyActions['actions'];
  readonly person: string;
}

function Loaded({ actions, person }: LoadedProps): ReactElement {
  const { t } = useTranslation();
  const today = useToday();
  const groups = byUnit(actions);
  const open = actions.filter(({ state }) => state === 'decided' || state === 'ongoing');
  const late = open.filter(({ due }) => due !== null && today !== null && due < today).length;
  const people = useQueries({ queries: groups.map(({ unit }) => peopleQuery(unit.id)) });
  const names = new Map(people.flatMap(({ data }) => data?.people.map(({ id, name }) => [id, name] as const) ?? []));
  if (actions.length === 0)
    return (
      <Page title={t('myActions.title')}>
        <EmptyState title={t('myActions.empty.title')} text={t('myActions.empty.text')} />
      </Page>
    );
  return (
    <Page
      title={t('myActions.title')}
      meta={[
        t('myActions.open', { count: open.length }),
        ...(late > 0 ? [t('myActions.late', { count: late })] : []),
      ].join(', ')}
    >
      <div className={styles.groups}>
        {groups.map((group) => (
          <Group key={group.unit.id} group={group} person={person} nameOf={(id) => names.get(id) ?? null} />
        ))}
      </div>
    </Page>
  );
}

interface GroupProps {
  readonly group: UnitGroup;
  readonly person: string;
  readonly nameOf: (id: string) => string | null;
}

function Group({ group, person, nameOf }: GroupProps): ReactElement {
  const { t } = useTranslation();
  const { unit, open, ended } = group;
  const list = (actions: readonly MyAction[]): ReactElement => (
    <ul>
      {actions.map((action) => (
        <MyActionRow
          key={action.id}
          action={action}
          person={person}
          responsible={action.responsible && nameOf(action.responsible)}
        />
      ))}
    </ul>
  );
  return (
    <section aria-labelledby={`unit-${unit.id}`}>
      <h2 id={`unit-${unit.id}`} className={styles.unit}>
        {unit.name}
      </h2>
      <Card padding="none">
        {open.length > 0 ? list(open) : <p className={styles.none}>{t('myActions.nothingOpen')}</p>}
        {ended.length > 0 && (
          <details className={styles.ended}>
            <summary>{t('myActions.ended', { count: ended.length })}</summary>
            {list(ended)}
          </details>
        )}
      </Card>
    </section>
  );
}
