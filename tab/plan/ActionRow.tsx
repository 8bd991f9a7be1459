import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'react-router';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { Face } from '../fluent/Face.tsx';
import { CalendarIcon } from '../parts/icons.tsx';
import { ActionStateIcon } from '../parts/more-icons.tsx';
import { useShortDay, useToday } from '../parts/short-day.ts';
import { rowId, usePlanPage } from './context.ts';
import { MoveButtons } from './MoveButtons.tsx';
import type { Place } from './MoveButtons.tsx';
import { isTrouble, PlannerMark } from './planner/PlannerMark.tsx';
import styles from './ActionRow.module.css';

interface ActionRowProps {
  readonly action: Action;
  readonly place: Place;
  readonly isOrdering: boolean;
  readonly say: (words: string) => void;
}

/** One action in a goal: who, when, how it stands. Leads to its panel. */
export function ActionRow({ action, place, isOrdering, say }: ActionRowProps): ReactElement {
  const { nameOf } = usePlanPage();
  const [search] = useSearchParams();
  const { pathname } = useLocation();
  const isOpen = search.get('action') === action.id;
  const to = new URLSearchParams(search);
  to.set('action', action.id);
  const name = action.responsible === null ? null : nameOf(action.responsible);
  return (
    <li className={`${styles.row} ${isOpen ? styles.open : ''}`}>
      <Link
        id={rowId(action.id)}
        className={styles.link}
        to={`${pathname}?${to.toString()}`}
        aria-current={isOpen ? 'true' : undefined}
      >
        <Face name={name} isNobody={action.responsible === null} />
        <span className={styles.words}>
          <span className={styles.title}>{action.title}</span>
          <ActionFacts action={action} name={name} />
        </span>
      </Link>
      {isOrdering && <MoveButtons kind="actions" id={action.id} name={action.title} place={place} say={say} />}
    </li>
  );
}

function ActionFacts({ action, name }: { readonly action: Action; readonly name: string | null }): ReactElement {
  const { t } = useTranslation();
  const shortDay = useShortDay();
  const today = useToday();
  const { responsible, due, state } = action;
  const isOpen = state === 'decided' || state === 'ongoing';
  const isLate = isOpen && due !== null && today !== null && due < today;
  return (
    <span className={styles.facts}>
      <span className={responsible === null ? styles.quiet : undefined}>
        <span className="visually-hidden">{t('plan.field.responsible')}: </span>
        {responsible === null ? t('plan.person.nobody') : (name ?? t('plan.person.unknown'))}
      </span>
      {due !== null && (
        <span className={`${styles.fact} ${isLate ? styles.late : styles.quiet}`}>
          <CalendarIcon size={16} />
          <span className="visually-hidden">{t('plan.field.due')}: </span>
          {shortDay(due)}
          {isLate && `, ${t('plan.late')}`}
        </span>
      )}
      <span className={styles.fact}>
        <ActionStateIcon state={state} />
        {t(`plan.state.${state}`)}
      </span>
      {(state !== 'closed' || isTrouble(action.planner)) && <PlannerMark planner={action.planner} />}
    </span>
  );
}
