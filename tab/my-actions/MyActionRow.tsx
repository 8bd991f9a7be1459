import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ActionState } from '../../lika/plan/plan.ts';
import { CalendarIcon } from '../parts/icons.tsx';
import { ActionStateIcon, HistoryIcon } from '../parts/more-icons.tsx';
import { Segments } from '../parts/Segments.tsx';
import { useShortDay, useToday } from '../parts/short-day.ts';
import { unitPath } from '../parts/unit.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { useEditing } from '../plan/saving.ts';
import type { MyAction } from './groups.ts';
import styles from './MyActionRow.module.css';

const WORKING: readonly ActionState[] = ['decided', 'ongoing', 'done'];

interface MyActionRowProps {
  readonly action: MyAction;
  readonly person: string;
  /** The responsible one's name, when that is someone else and known. */
  readonly responsible: string | null;
}

/** One of my actions: when, how it goes, and the way to all about it. */
export function MyActionRow({ action, person, responsible }: MyActionRowProps): ReactElement {
  const { t } = useTranslation();
  const shortDay = useShortDay();
  const today = useToday();
  const { saver, save, shown } = useEditing(person, action);
  const isMine = action.responsible === person;
  const { due, followUp, state } = shown;
  const isLate = (state === 'decided' || state === 'ongoing') && due !== null && today !== null && due < today;
  const done = shown.activities.filter((activity) => activity.done).length;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <Link className={styles.title} to={unitPath(action.unit.id, '/plan', { search: { action: action.id } })}>
          {action.title}
        </Link>
        <p className={styles.facts}>
          {due !== null && (
            <span className={`${styles.fact} ${isLate ? styles.late : ''}`}>
              <CalendarIcon size={16} />
              {t('myActions.due', { day: shortDay(due) })}
              {isLate && `, ${t('plan.late')}`}
            </span>
          )}
          {followUp.on !== null && (
            <span className={styles.fact}>
              <HistoryIcon size={16} />
              {t('myActions.followUp', { day: shortDay(followUp.on) })}
            </span>
          )}
          {shown.activities.length > 0 && (
            <span>{t('myActions.activities', { done, all: shown.activities.length })}</span>
          )}
          {!isMine && (
            <span>
              {responsible === null ? t('myActions.involved') : t('myActions.involvedWith', { name: responsible })}
            </span>
          )}
        </p>
        <SaveTrouble
          stage={save.stage}
          refusal={save.refusal}
          keep={() => saver.keepMine()}
          letGo={() => saver.letGo()}
        />
      </div>
      {isMine && WORKING.includes(state) ? (
        <div className={styles.state}>
          <Segments
            label={t('myActions.stateOf', { title: action.title })}
            isLabelHidden
            isWide
            segments={WORKING.map((value) => ({ value, label: t(`plan.state.${value}`) }))}
            value={state}
            choose={(chosen) => saver.change(action, { state: chosen })}
          />
        </div>
      ) : (
        <span className={styles.fact}>
          <ActionStateIcon state={state} />
          {t(`plan.state.${state}`)}
        </span>
      )}
    </li>
  );
}

interface SaveTroubleProps {
  readonly stage: string;
  readonly refusal: string | null;
  readonly keep: () => void;
  readonly letGo: () => void;
}

function SaveTrouble({ stage, refusal, keep, letGo }: SaveTroubleProps): ReactElement | null {
  const { t } = useTranslation();
  if (stage === 'waiting') return <p className={styles.trouble}>{t('plan.save.waiting')}</p>;
  if (stage !== 'conflict' && stage !== 'refused') return null;
  return (
    <p className={styles.trouble} role="alert">
      {stage === 'conflict' ? t('plan.conflict.title') : `${t('plan.refused.title')} ${refusal ?? ''}`}{' '}
      {stage === 'conflict' && (
        <ActionButton look="plain" onClick={keep}>
          {t('plan.conflict.keepMine')}
        </ActionButton>
      )}{' '}
      <ActionButton look="plain" onClick={letGo}>
        {stage === 'conflict' ? t('plan.conflict.takeTheirs') : t('plan.refused.letGo')}
      </ActionButton>
    </p>
  );
}
