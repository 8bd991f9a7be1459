import { Field, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MissingHeads } from '../../bot/api/schemas/roles.ts';
import type { Me } from '../../bot/api/schemas/units.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { ErrorCard } from '../parts/ErrorState.tsx';
import { useFormat } from '../parts/format.ts';
import { missingHeadsQuery } from '../parts/role-queries.ts';
import { StatusTag } from '../parts/StatusTag.tsx';
import { unitPath } from '../parts/unit.ts';
import styles from './RolesView.module.css';

/** Units without a head who can act, each with the way to a new one. */
export function MissingHeadsCard(): ReactElement {
  const { t } = useTranslation();
  const missing = useQuery(missingHeadsQuery);
  if (missing.error && !missing.data) return <ErrorCard error={missing.error} retry={() => void missing.refetch()} />;
  const units = missing.data?.units ?? [];
  return (
    <Card>
      <h2>{t('roles.missing.title')}</h2>
      {missing.data && units.length === 0 && <p className={styles.lead}>{t('roles.missing.none')}</p>}
      {units.length > 0 && (
        <>
          <p className={styles.lead}>{t('roles.missing.text')}</p>
          <ul className={styles.units}>
            {units.map((unit) => (
              <MissingRow key={unit.id} unit={unit} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function MissingRow({ unit }: { readonly unit: MissingHeads['units'][number] }): ReactElement {
  const { t } = useTranslation();
  const { date } = useFormat();
  const names = unit.heads.flatMap(({ name }) => name ?? []).join(', ');
  const why =
    unit.why === 'left' && names !== '' ? t('roles.missing.leftNamed', { names }) : t(`roles.missing.${unit.why}`);
  return (
    <li className={styles.unit}>
      <span className={styles.unitWords}>
        <Link className={styles.unitName} to={unitPath(unit.id, '/heads')}>
          {unit.name}
        </Link>
        <span className={styles.small}>
          {why}
          {unit.seen !== null && ` ${t('roles.missing.seen', { date: date(unit.seen) })}`}
        </span>
      </span>
      <StatusTag tone="warning">{t('roles.missing.tag')}</StatusTag>
    </li>
  );
}

/** The way to any unit's head. */
export function ChangeHead({ units }: { readonly units: Me['units'] }): ReactElement | null {
  const { t } = useTranslation();
  const [unit, setUnit] = useState('');
  if (units.length === 0) return null;
  return (
    <Card>
      <h2>{t('roles.change.title')}</h2>
      <div className={styles.change}>
        <Field label={t('roles.change.unit')} className={styles.grow ?? ''}>
          <Select value={unit} onChange={(_, { value }) => setUnit(value)}>
            <option value="">{t('roles.change.choose')}</option>
            {units.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        {unit !== '' && (
          <ActionLink look="secondary" to={unitPath(unit, '/heads')}>
            {t('roles.change.open')}
          </ActionLink>
        )}
      </div>
    </Card>
  );
}
