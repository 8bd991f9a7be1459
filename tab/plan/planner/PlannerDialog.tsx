import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action, Plan } from '../../../bot/api/schemas/plan.ts';
import { Ask } from '../../fluent/Ask.tsx';
import { ActionButton } from '../../parts/ActionLink.tsx';
import { CheckIcon } from '../../parts/icons.tsx';
import { useCommand } from '../commands.ts';
import { usePlanPage } from '../context.ts';
import styles from '../dialogs.module.css';
import { sendToPlanner } from './commands.ts';
import { intoOf, PlaceChoice } from './PlaceChoice.tsx';
import type { Place } from './PlaceChoice.tsx';

interface PlannerDialogProps {
  /** Those that aren't in Planner yet, or are to be tried anew. */
  readonly actions: readonly Action[];
  /** Which plan in Planner is asked about from the start, also where there is one. */
  readonly isMoving?: boolean;
  readonly close: () => void;
}

const FACTS = ['task', 'both', 'checklist', 'stays'] as const;

/** Whether the plan has its place in Planner. */
const isPlaced = ({ planner }: Plan): boolean => planner !== null && planner.cause !== 'plan-gone';

/** Another plan in Planner takes all that is there, beside what is sent anew. */
function moved(plan: Plan, actions: readonly Action[]): Action[] {
  return plan.actions.filter(
    ({ id, state, planner }) =>
      actions.some((one) => one.id === id) ||
      (planner.state !== 'none' && planner.cause !== 'task-gone' && ['decided', 'ongoing', 'done'].includes(state)),
  );
}

/** Till Planner: where, which actions, and what becomes of them there, said before anything is sent. */
export function PlannerDialog({ actions, isMoving = false, close }: PlannerDialogProps): ReactElement {
  const { t } = useTranslation();
  const { unit, plan } = usePlanPage();
  const command = useCommand();
  const [wasPlaced] = useState(isPlaced(plan));
  const [isChoosing, setChoosing] = useState(isMoving || !wasPlaced);
  // The name that LIKA gives is the one that the plan at hand has.
  const fresh: Place = { kind: 'new', title: wasPlaced ? '' : null };
  const [place, setPlace] = useState<Place>(fresh);
  const [isAsked, setAsked] = useState(false);
  const toSend = isChoosing ? moved(plan, actions) : actions;
  const into = isChoosing ? intoOf(place) : undefined;
  const send = async (): Promise<void> => {
    setAsked(true);
    if (into === null || toSend.length === 0) return;
    const ids = toSend.map(({ id }) => id);
    if (await command.run(() => sendToPlanner(unit.id, ids, into))) close();
  };
  const isChange = isChoosing && wasPlaced;
  return (
    <Ask
      title={t(isChange ? 'plan.planner.place.change' : 'plan.planner.title')}
      verb={isChange ? t('plan.planner.place.change') : t('plan.planner.verb', { count: toSend.length })}
      act={() => void send()}
      close={close}
      isBusy={command.isBusy}
      fault={command.fault}
      other={
        !isChoosing && (
          <ActionButton look="plain" onClick={() => setChoosing(true)}>
            {t('plan.planner.place.change')}
          </ActionButton>
        )
      }
    >
      {isChoosing && <PlaceChoice place={place} fresh={fresh} change={setPlace} isAsked={isAsked} />}
      {isChange && <p className={styles.note}>{t('plan.planner.place.stays')}</p>}
      {toSend.length === 0 && <p className={styles.note}>{t('plan.planner.place.nothing')}</p>}
      <ul className={styles.list}>
        {toSend.map(({ id, title }) => (
          <li key={id}>
            <strong>{title}</strong>
          </li>
        ))}
      </ul>
      {!isChange && (
        <ul className={styles.facts}>
          {FACTS.map((fact) => (
            <li key={fact}>
              <CheckIcon size={16} />
              {t(`plan.planner.fact.${fact}`)}
            </li>
          ))}
        </ul>
      )}
    </Ask>
  );
}
