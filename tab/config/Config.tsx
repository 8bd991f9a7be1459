import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RightKey } from '../../bot/api/schemas/rights.ts';
import type { Channel, Me } from '../../bot/api/schemas/units.ts';
import { api, ApiError } from '../parts/api.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState, useErrorText } from '../parts/ErrorState.tsx';
import { useHost } from '../parts/host.ts';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { meQuery } from '../parts/queries.ts';
import { allowSave, onSave } from '../parts/teams.ts';
import { unitPath } from '../parts/unit.ts';
import { RightNotice } from '../rights/RightNotice.tsx';
import styles from './Config.module.css';

const VIEWS = [
  { key: 'now', path: '/' },
  { key: 'assess', path: '/assess' },
  { key: 'plan', path: '/plan' },
] as const;
type View = (typeof VIEWS)[number];

/** Roles that may say which unit a channel shows; the service checks it again. */
const LINKING = new Set<Me['units'][number]['role']>(['head', 'municipal', 'administrator']);

/** The page that Teams shows when the tab is added to a channel: which school, which view. */
export function Config(): ReactElement {
  const me = useQuery(meQuery);
  const { t } = useTranslation();
  if (me.error && !me.data) return <ErrorState error={me.error} retry={() => void me.refetch()} />;
  if (!me.data) return <Loading />;
  const units = me.data.units.filter(({ role }) => LINKING.has(role));
  return (
    <Page title={t('config.title')} meta={t('config.about')}>
      {units.length === 0 ? (
        <EmptyState title={t('config.none.title')} text={t('config.none.text')} />
      ) : (
        <Choices units={units} />
      )}
    </Page>
  );
}

function Choices({ units }: { readonly units: Me['units'] }): ReactElement {
  const { t } = useTranslation();
  const [unit, setUnit] = useState(units.length === 1 ? (units[0]?.id ?? '') : '');
  const [view, setView] = useState<View>(VIEWS[0]);
  const fault = useSaving(unit, view);
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
      <div>
        <label className={styles.label} htmlFor="config-unit">
          {t('config.unit')}
        </label>
        <select
          id="config-unit"
          className={styles.select}
          value={unit}
          aria-describedby="config-unit-help"
          onChange={(event) => setUnit(event.target.value)}
        >
          {units.length > 1 && <option value="" />}
          {units.map(({ id, name, grades }) => (
            <option key={id} value={id}>
              {grades ? `${name} (${grades})` : name}
            </option>
          ))}
        </select>
        <p id="config-unit-help" className={styles.help}>
          {t('config.unitHelp')}
        </p>
      </div>
      <fieldset>
        <legend className={styles.label}>{t('config.view')}</legend>
        {VIEWS.map((each) => (
          <label key={each.key} className={styles.view}>
            <input type="radio" name="view" checked={each === view} onChange={() => setView(each)} />
            {t(`config.views.${each.key}`)}
          </label>
        ))}
      </fieldset>
      <p role="status" className={styles.ready}>
        {fault?.why ?? (unit === '' ? t('config.choose') : t('config.save'))}
      </p>
      {fault?.needs && (
        <Suspense>
          <RightNotice right={fault.needs} cause="consent-needed" />
        </Suspense>
      )}
    </form>
  );
}

/** Why the channel couldn't be linked, and the right that was missing where that was it. */
interface Fault {
  readonly why: string;
  readonly needs: RightKey | null;
}

/** Lets Teams' Save through once a unit is chosen, and links the channel when it is pressed. Gives why it failed. */
function useSaving(unit: string, view: View): Fault | null {
  const { t } = useTranslation();
  const { channel } = useHost();
  const errorText = useErrorText();
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    setFault(null);
    allowSave(unit !== '');
  }, [unit]);

  const save = async () => {
    if (channel) {
      const path = `/channels/${encodeURIComponent(channel.team)}/${encodeURIComponent(channel.channel)}`;
      await api<Channel>(path, { method: 'PUT', body: { unit } });
    }
    const name = t('config.tabName', { view: t(`nav.${view.key}`) });
    // Cards and tasks link to the tab by the unit's id.
    return { entityId: unit, name, path: unitPath(unit, view.path) };
  };
  const explain = (error: unknown): string => {
    const why = t('config.failed', { why: errorText(error) });
    setFault({ why, needs: (error instanceof ApiError && error.problem?.right) || null });
    return why;
  };
  // Teams keeps the first handler it is given, so that one reads what is chosen when Save is pressed.
  const latest = useRef({ save, explain });
  latest.current = { save, explain };
  useEffect(() => {
    onSave(
      () => latest.current.save(),
      (error) => latest.current.explain(error),
    );
  }, []);
  return fault;
}
