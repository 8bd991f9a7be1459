import { useId } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action, PlannerQuestion } from '../../../bot/api/schemas/plan.ts';
import { stateOf } from '../../../lika/plan/planner.ts';
import { NOTES_MAX } from '../../../lika/plan/task.ts';
import { ActionButton } from '../../parts/ActionLink.tsx';
import { useShortDay } from '../../parts/short-day.ts';
import { usePlanPage } from '../context.ts';
import styles from './Questions.module.css';

interface QuestionCardProps {
  readonly action: Action;
  readonly question: PlannerQuestion;
  readonly isBusy: boolean;
  /** Null for one who only reads. */
  readonly choose: ((side: 'ours' | 'theirs') => void) | null;
}

/** Where in the form a field is changed; the name is written in the panel's title. */
const PLACES: Readonly<Partial<Record<PlannerQuestion['field'], string>>> = {
  assignees: 'action-responsible',
  start: 'action-start',
  due: 'action-due',
  notes: 'action-notes',
};

/** One question: what the plan says, what Planner says, and a choice between them. */
export function QuestionCard({ action, question, isBusy, choose }: QuestionCardProps): ReactElement {
  const { t } = useTranslation();
  const name = useId();
  const words = useSideWords();
  const { field, kind, code } = question;
  const place = PLACES[field];
  const isLong = field === 'notes';
  const verbs = kind === 'renamed' ? 'name' : 'side';
  const side = (which: 'ours' | 'theirs'): ReactElement => (
    <>
      <dt>{t(`plan.planner.ask.${which}`)}</dt>
      <dd className={isLong ? styles.long : undefined} tabIndex={isLong ? 0 : undefined}>
        {words(action, question, which)}
      </dd>
    </>
  );
  return (
    <div role="group" aria-labelledby={name} className={styles.question}>
      <h4 id={name} className={styles.field}>
        {kind === 'renamed' ? t('plan.planner.ask.renamed') : t(`plan.planner.ask.field.${field}`)}
      </h4>
      <dl className={styles.sides}>
        {side('ours')}
        {side('theirs')}
      </dl>
      {kind === 'not-possible' && <p className={styles.small}>{t(whyOf(code ?? '', field), { max: NOTES_MAX })}</p>}
      {choose && (
        <div className={styles.ways}>
          <ActionButton look="plain" disabled={isBusy} onClick={() => choose('ours')}>
            {t(`plan.planner.ask.keep.${verbs}`)}
          </ActionButton>
          {kind !== 'not-possible' && (
            <ActionButton look="plain" disabled={isBusy} onClick={() => choose('theirs')}>
              {t(`plan.planner.ask.take.${verbs}`)}
            </ActionButton>
          )}
          {kind === 'not-possible' && place !== undefined && (
            <ActionButton look="plain" onClick={() => document.getElementById(place)?.focus()}>
              {t('plan.planner.ask.change')}
            </ActionButton>
          )}
        </div>
      )}
    </div>
  );
}

/** Codes that are plain without the field. */
const WHYS = ['before-start', 'not-allowed', 'too-long', 'not-a-date'];

function whyOf(code: string, field: PlannerQuestion['field']): string {
  if (code === 'missing' && (field === 'assignees' || field === 'due')) return `plan.planner.ask.missing.${field}`;
  return `plan.planner.ask.why.${WHYS.includes(code) ? code : 'other'}`;
}

/** A side of a question in words: people by name, days and states as the plan writes them. */
function useSideWords(): (action: Action, question: PlannerQuestion, side: 'ours' | 'theirs') => string {
  const { t } = useTranslation();
  const { nameOf } = usePlanPage();
  const shortDay = useShortDay();
  const none = t('plan.conflict.nothing');
  const person = (id: string): string => nameOf(id) ?? t('plan.person.unknown');
  return (action, { field, ...question }, side) => {
    const value = question[side];
    if (field === 'progress') {
      const state = side === 'ours' ? action.state : stateOf(Number(value), action.state);
      return t(`plan.state.${state}`);
    }
    if (Array.isArray(value) && field === 'assignees') {
      const { responsible } = action;
      const ownerFirst = [...value].sort((a, b) => Number(b === responsible) - Number(a === responsible));
      return ownerFirst.map(person).join(', ') || none;
    }
    if (Array.isArray(value)) return value.join('\n') || none;
    if (value === null || value === '') return none;
    return field === 'start' || field === 'due' ? shortDay(String(value)) : String(value);
  };
}
