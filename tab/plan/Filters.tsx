import { Select } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlanPage } from './context.ts';
import { STATES } from './model.ts';
import type { Filter } from './model.ts';
import styles from './Filters.module.css';

interface FiltersProps {
  readonly filter: Filter;
  readonly change: (filter: Filter) => void;
}

/** Narrows the actions by how they stand and by who is responsible; only what is in the plan can be chosen. */
export function Filters({ filter, change }: FiltersProps): ReactElement {
  const { t } = useTranslation();
  const { plan, nameOf } = usePlanPage();
  const states = STATES.filter((state) => plan.actions.some((action) => action.state === state));
  const people = [...new Set(plan.actions.map(({ responsible }) => responsible))];
  const nameless = t('plan.person.unknown');
  return (
    <div className={styles.filters} role="group" aria-label={t('plan.filter.label')}>
      <Select
        size="small"
        aria-label={t('plan.filter.state')}
        value={filter.state}
        onChange={(_, { value }) => change({ ...filter, state: value as Filter['state'] })}
      >
        <option value="all">{t('plan.filter.allStates')}</option>
        {states.map((state) => (
          <option key={state} value={state}>
            {t(`plan.state.${state}`)}
          </option>
        ))}
      </Select>
      <Select
        size="small"
        aria-label={t('plan.filter.responsible')}
        value={filter.responsible}
        onChange={(_, { value }) => change({ ...filter, responsible: value })}
      >
        <option value="all">{t('plan.filter.everyone')}</option>
        {people.map((person) => (
          <option key={person ?? 'none'} value={person ?? 'none'}>
            {person === null ? t('plan.person.nobody') : (nameOf(person) ?? nameless)}
          </option>
        ))}
      </Select>
    </div>
  );
}
