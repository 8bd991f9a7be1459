import { Checkbox } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionState } from '../../lika/plan/plan.ts';
import { Face } from '../fluent/Face.tsx';
import { ActionStateIcon } from '../parts/more-icons.tsx';
import { Segments } from '../parts/Segments.tsx';
import { useShortDay } from '../parts/short-day.ts';
import { ConflictNotice, RefusalNotice } from './ConflictNotice.tsx';
import { maySay, usePlanPage } from './context.ts';
import type { ActionEditor } from './editing.ts';
import { FollowUps } from './FollowUps.tsx';
import { PlannerNotice } from './planner/PlannerNotice.tsx';
import styles from './ReadAction.module.css';

const WORKING: readonly ActionState[] = ['decided', 'ongoing', 'done'];

/** An action for one who doesn't write the plan: to read, and one's own to say how it goes. */
export function ReadAction({ editor }: { readonly editor: ActionEditor }): ReactElement {
  const { t } = useTranslation();
  const shortDay = useShortDay();
  const page = usePlanPage();
  const { shown, change } = editor;
  const isMine = maySay(page, shown);
  const goal = page.plan.goals.find(({ id }) => id === shown.goal);
  const day = (value: string | null): string | null => (value === null ? null : shortDay(value));
  return (
    <div className={styles.fields}>
      <ConflictNotice editor={editor} />
      <RefusalNotice editor={editor} />
      {isMine && <PlannerNotice action={shown} />}
      {isMine && WORKING.includes(shown.state) ? (
        <Segments
          label={t('plan.field.state')}
          isWide
          segments={WORKING.map((value) => ({ value, label: t(`plan.state.${value}`) }))}
          value={shown.state}
          choose={(state) => change({ state })}
        />
      ) : (
        <Read label={t('plan.field.state')}>
          <span className={styles.state}>
            <ActionStateIcon state={shown.state} />
            {t(`plan.state.${shown.state}`)}
            {shown.reason !== null && `: ${shown.reason}`}
          </span>
        </Read>
      )}
      <Read label={t('plan.field.intention')}>{shown.intention}</Read>
      <Read label={t('plan.field.responsible')}>
        {shown.responsible === null ? t('plan.person.nobody') : <Person id={shown.responsible} />}
      </Read>
      <Read label={t('plan.field.involved')}>
        {shown.involved.length > 0 && (
          <ul className={styles.people}>
            {shown.involved.map((id) => (
              <li key={id}>
                <Person id={id} />
              </li>
            ))}
          </ul>
        )}
      </Read>
      <Read label={t('plan.field.start')}>{day(shown.start)}</Read>
      <Read label={t('plan.field.due')}>{day(shown.due)}</Read>
      <Read label={t('plan.field.followUpOn')}>{day(shown.followUp.on)}</Read>
      <Read label={t('plan.field.followUpHow')}>{shown.followUp.how}</Read>
      <Read label={t('plan.field.notes')}>{shown.notes}</Read>
      <FollowUps action={shown.id} />
      <Read label={t('plan.field.goal')}>{goal?.text}</Read>
      {shown.activities.length > 0 && (
        <fieldset>
          <legend>{t('plan.activities.title')}</legend>
          {shown.activities.map((activity) => (
            <Checkbox
              key={activity.id}
              className={styles.check}
              label={activity.text}
              checked={activity.done}
              disabled={!isMine || shown.responsible !== page.me.id}
              onChange={(_, { checked }) =>
                change({
                  activities: shown.activities.map((each) =>
                    each.id === activity.id ? { ...each, done: checked === true } : each,
                  ),
                })
              }
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** A fact with its name; nothing at all where there is none. */
function Read({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement | null {
  if (children === null || children === undefined || children === false || children === '') return null;
  return (
    <div>
      <p className={styles.label}>{label}</p>
      <div className={styles.value}>{children}</div>
    </div>
  );
}

function Person({ id }: { readonly id: string }): ReactElement {
  const { t } = useTranslation();
  const { nameOf } = usePlanPage();
  const name = nameOf(id);
  return (
    <span className={styles.person}>
      <Face name={name} size={24} />
      {name ?? t('plan.person.unknown')}
    </span>
  );
}
