import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Action, Goal, Plan } from '../../bot/api/schemas/plan.ts';
import { progress } from '../../lika/plan/decide.ts';
import type { ActionState } from '../../lika/plan/plan.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { ActionStateIcon } from '../parts/more-icons.tsx';
import { Card } from '../parts/Card.tsx';
import { useErrorText } from '../parts/ErrorState.tsx';
import { dateOf } from '../parts/clock.ts';
import { useFormat } from '../parts/format.ts';
import { meQuery, planQuery } from '../parts/queries.ts';
import { useToday } from '../parts/short-day.ts';
import { scheduleQuery } from '../parts/talk-queries.ts';
import { useMay, useUnit, useUnitPath } from '../parts/unit.ts';
import { nextDate } from './next-date.ts';
import type { NextDate } from './next-date.ts';
import styles from './PlanCard.module.css';
import { PlanProgress } from './PlanProgress.tsx';

const SHOWN_GOALS = 3;
const STATES: readonly ActionState[] = ['done', 'ongoing', 'decided', 'proposed', 'closed'];

/** The plan at a glance: its goals, how each goes, and what happens next. */
export function PlanCard({ hasResult }: { readonly hasResult: boolean }): ReactElement | null {
  const unit = useUnit();
  const { t } = useTranslation();
  const plan = useQuery(planQuery(unit.id));
  const today = useToday();
  const errorText = useErrorText();
  if (!plan.data) return plan.error ? <Card className={styles.card}>{errorText(plan.error)}</Card> : null;
  const { goals, actions } = plan.data;
  if (goals.length === 0 && !hasResult) return null;
  const counts = [t('now.plan.goals', { count: goals.length }), t('now.plan.actions', { count: actions.length })];
  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <h2>{t('now.plan.title')}</h2>
        {goals.length > 0 && <span className={styles.counts}>{counts.join(' · ')}</span>}
        {goals.length > 0 && <OpenPlan />}
      </div>
      {goals.length > 0 && <PlanProgress actions={actions} today={today} />}
      {goals.length === 0 ? <NoPlan /> : <Goals plan={plan.data} />}
    </Card>
  );
}

function OpenPlan(): ReactElement {
  const { t } = useTranslation();
  const to = useUnitPath();
  return (
    <Link className={styles.open} to={to('/plan')}>
      {t('now.plan.open')}
    </Link>
  );
}

function NoPlan(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const to = useUnitPath();
  if (!may('plan.write')) return <p className={styles.none}>{t('now.plan.noneReader')}</p>;
  return (
    <div className={styles.none}>
      <p>{t('now.plan.none')}</p>
      <ActionLink to={to('/plan')}>{t('now.plan.make')}</ActionLink>
    </div>
  );
}

function Goals({ plan }: { readonly plan: Plan }): ReactElement {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const goals = [...plan.goals].sort((a, b) => a.position - b.position);
  const next = me.data ? nextDate(plan, me.data.now.slice(0, 10)) : null;
  const more = goals.length - SHOWN_GOALS;
  return (
    <div className={styles.columns}>
      <ul className={styles.goals}>
        {goals.slice(0, SHOWN_GOALS).map((goal) => (
          <GoalItem key={goal.id} goal={goal} actions={plan.actions.filter((action) => action.goal === goal.id)} />
        ))}
      </ul>
      {more > 0 && <p className={styles.more}>{t('now.plan.more', { count: more })}</p>}
      {next && <NextCard next={next} />}
    </div>
  );
}

function GoalItem({ goal, actions }: { readonly goal: Goal; readonly actions: readonly Action[] }): ReactElement {
  const { t } = useTranslation();
  const counts = progress({ actions });
  const states = STATES.filter((state) => counts[state] > 0);
  const words = states.map((state) => t(`now.plan.state.${state}`, { count: counts[state] })).join(', ');
  return (
    <li className={styles.goal}>
      <h3>{goal.text}</h3>
      <p className={styles.states}>
        {states.map((state) => (
          <span key={state} className={styles.mark}>
            <ActionStateIcon state={state} />
          </span>
        ))}
        {words || t('now.plan.noActions')}
      </p>
    </li>
  );
}

function NextCard({ next }: { readonly next: NextDate }): ReactElement {
  const { t } = useTranslation();
  const { dayAndMonth, shortMonth, language } = useFormat();
  const to = useUnitPath();
  const unit = useUnit();
  const may = useMay();
  const isFollowUp = next.kind === 'followUp' && unit.channel !== null && may('plan.read');
  const schedule = useQuery({ ...scheduleQuery(unit.id), enabled: isFollowUp }).data?.schedule;
  const isAsked = isFollowUp && schedule?.on === true && schedule.followUps;
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long' }).format(dateOf(`${next.on}T12:00:00`));
  return (
    <div className={styles.next}>
      <span className={styles.day} aria-hidden="true">
        <strong>{Number(next.on.slice(8))}</strong>
        {shortMonth(next.on)}
      </span>
      <div className={styles.words}>
        <h3 className={styles.what}>{t(`now.next.${next.kind}`)}</h3>
        <p className={styles.title}>
          <span className="visually-hidden">{dayAndMonth(next.on)} </span>
          <span className={styles.weekday}>{weekday}</span>, {next.action.title}
        </p>
        {isAsked && <p className={styles.asked}>{t('now.next.asked')}</p>}
        <Link className={styles.link} to={to('/plan', { search: { action: next.action.id } })}>
          {t('now.next.open')}
        </Link>
      </div>
    </div>
  );
}
