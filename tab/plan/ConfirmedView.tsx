import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../parts/Card.tsx';
import { Face } from '../fluent/Face.tsx';
import { useFormat } from '../parts/format.ts';
import { CalendarIcon, LockIcon } from '../parts/icons.tsx';
import { ActionStateIcon } from '../parts/more-icons.tsx';
import { confirmationQuery, confirmationsQuery } from '../parts/more-queries.ts';
import type { ConfirmedPlan } from '../parts/more-queries.ts';
import { Page } from '../parts/Page.tsx';
import { useShortDay } from '../parts/short-day.ts';
import { StatusTag } from '../parts/StatusTag.tsx';
import { useUnitPath } from '../parts/unit.ts';
import { usePlanPage } from './context.ts';
import rowStyles from './ActionRow.module.css';
import goalStyles from './GoalCard.module.css';
import styles from './ConfirmedView.module.css';

/** A plan as it was confirmed: dated, unchanging, beside the other ones. */
export function ConfirmedView({ id }: { readonly id: string }): ReactElement {
  const { t } = useTranslation();
  const { date, time, schoolYear } = useFormat();
  const path = useUnitPath();
  const { unit, nameOf } = usePlanPage();
  const { data: plan } = useSuspenseQuery(confirmationQuery(id));
  const { data: all } = useSuspenseQuery(confirmationsQuery(unit.id));
  const by = nameOf(plan.by);
  return (
    <Page
      title={t('plan.confirmed.title', { year: schoolYear(plan.schoolYear) })}
      back={{ to: path('/plan'), label: t('plan.confirmed.back') }}
      meta={
        <>
          <StatusTag tone="quiet">
            <LockIcon size={16} />
            {t('plan.confirmed.fixed')}
          </StatusTag>
          <span>
            {t('plan.confirmed.at', { date: date(plan.at), time: time(plan.at) })}
            {by !== null && `, ${by}`}
          </span>
        </>
      }
    >
      <div className={styles.columns}>
        <div className={styles.cards}>
          <h2 className="visually-hidden">{t('plan.chosenGoals')}</h2>
          {plan.goals.map((goal) => (
            <ConfirmedGoal key={goal.id} goal={goal} plan={plan} />
          ))}
        </div>
        <nav aria-labelledby="confirmed-all">
          <h2 id="confirmed-all">{t('plan.confirmed.all')}</h2>
          <ul className={styles.all}>
            {all.confirmations.map((each) => (
              <li key={each.id}>
                <Link
                  className={styles.link}
                  aria-current={each.id === id ? 'page' : undefined}
                  to={path('/plan', { search: { confirmation: each.id } })}
                >
                  {date(each.at)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </Page>
  );
}

interface ConfirmedGoalProps {
  readonly goal: ConfirmedPlan['goals'][number];
  readonly plan: ConfirmedPlan;
}

function ConfirmedGoal({ goal, plan }: ConfirmedGoalProps): ReactElement {
  const { t } = useTranslation();
  const shortDay = useShortDay();
  const { placeOf, nameOf } = usePlanPage();
  const actions = plan.actions.filter((action) => action.goal === goal.id).sort((a, b) => a.position - b.position);
  return (
    <Card padding="none">
      <section className={goalStyles.goal}>
        <div className={goalStyles.head}>
          <div className={goalStyles.words}>
            <h3>{goal.text}</h3>
            <p className={goalStyles.place}>{placeOf(goal.area, goal.step)}</p>
          </div>
        </div>
        <ul>
          {actions.map(({ id, title, responsible, due, state, intention, followUp, activities }) => (
            <li key={id} className={rowStyles.row}>
              <div className={rowStyles.link}>
                <Face name={responsible === null ? null : nameOf(responsible)} isNobody={responsible === null} />
                <div className={rowStyles.words}>
                  <p className={rowStyles.title}>{title}</p>
                  {intention !== null && <p className={styles.text}>{intention}</p>}
                  <ul className={styles.activities}>
                    {activities.map((activity) => (
                      <li key={activity.id}>{activity.text}</li>
                    ))}
                  </ul>
                  <p className={rowStyles.facts}>
                    <span>
                      {responsible === null
                        ? t('plan.person.nobody')
                        : (nameOf(responsible) ?? t('plan.person.unknown'))}
                    </span>
                    {due !== null && (
                      <span className={rowStyles.fact}>
                        <CalendarIcon size={16} />
                        {shortDay(due)}
                      </span>
                    )}
                    {followUp.on !== null && (
                      <span>{t('plan.confirmed.followUp', { day: shortDay(followUp.on) })}</span>
                    )}
                    <span className={rowStyles.fact}>
                      <ActionStateIcon state={state} />
                      {t(`plan.state.${state}`)}
                    </span>
                  </p>
                </div>
              </div>
            </li>
          ))}
        </ul>
      </section>
    </Card>
  );
}
