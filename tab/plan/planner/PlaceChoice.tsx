import { Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../parts/api.ts';
import { useErrorText } from '../../parts/ErrorState.tsx';
import { RightNotice } from '../../rights/RightNotice.tsx';
import { usePlanPage } from '../context.ts';
import dialogStyles from '../dialogs.module.css';
import { teamPlansQuery } from './commands.ts';
import type { Into } from './commands.ts';
import styles from './PlaceChoice.module.css';

/** A new plan in Planner (`title` null: with the name that LIKA gives), or one of the team's ('' until it is chosen). */
export type Place =
  { readonly kind: 'new'; readonly title: string | null } | { readonly kind: 'existing'; readonly plan: string };

const TITLE_MAX = 255;

/** The place as the service takes it; null while something is missing. */
export function intoOf(place: Place): Into | null {
  if (place.kind === 'existing') return place.plan === '' ? null : { plan: place.plan };
  if (place.title === null) return { title: null };
  return place.title.trim() === '' ? null : { title: place.title.trim() };
}

interface PlaceChoiceProps {
  readonly place: Place;
  /** What a new plan begins as. */
  readonly fresh: Place;
  readonly change: (place: Place) => void;
  /** What is missing is told. */
  readonly isAsked: boolean;
}

/** In which plan of the team's Planner the tasks are to lie. */
export function PlaceChoice({ place, fresh, change, isAsked }: PlaceChoiceProps): ReactElement {
  const { t } = useTranslation();
  const { unit, plan } = usePlanPage();
  const { data, error, isLoading } = useQuery(teamPlansQuery(unit.id));
  const errorText = useErrorText();
  const here = plan.planner?.url ?? '';
  const plans = data?.plans.filter(({ id }) => !here.includes(`/${id}/`)) ?? [];
  const isMissing = isAsked && intoOf(place) === null;
  const missing = (words: string) => isMissing && ({ validationState: 'error', validationMessage: words } as const);
  const needsRight = error instanceof ApiError && error.problem?.type === 'urn:lika:problem:consent-needed';
  return (
    <div className={styles.place}>
      <Field label={t('plan.planner.place.label')}>
        <RadioGroup
          className={dialogStyles.dark}
          value={place.kind}
          onChange={(_, { value }) => change(value === 'new' ? fresh : { kind: 'existing', plan: '' })}
        >
          <Radio value="new" label={t('plan.planner.place.new')} />
          <Radio value="existing" label={t('plan.planner.place.existing')} disabled={plans.length === 0} />
        </RadioGroup>
      </Field>
      {place.kind === 'new' ? (
        <Field
          className={dialogStyles.own}
          label={t('plan.planner.place.name')}
          {...missing(t('plan.planner.place.nameMissing'))}
        >
          <Input
            value={place.title ?? data?.newTitle ?? ''}
            placeholder={t('plan.planner.place.ownName')}
            maxLength={TITLE_MAX}
            onChange={(_, { value }) => change({ kind: 'new', title: value === data?.newTitle ? null : value })}
          />
        </Field>
      ) : (
        <Field
          className={dialogStyles.own}
          label={t('plan.planner.place.which')}
          {...missing(t('plan.planner.place.whichMissing'))}
        >
          <Select value={place.plan} onChange={(_, { value }) => change({ kind: 'existing', plan: value })}>
            <option value="">{t('plan.planner.place.choose')}</option>
            {plans.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {needsRight ? (
        <RightNotice right="planner" cause="consent-needed" />
      ) : (
        <p role="status" className={dialogStyles.small}>
          {isLoading && t('plan.planner.place.loading')}
          {error && `${t('plan.planner.place.failed')} ${errorText(error)}`}
          {data && plans.length === 0 && t('plan.planner.place.none')}
        </p>
      )}
    </div>
  );
}
