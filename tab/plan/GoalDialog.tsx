import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Goal } from '../../bot/api/schemas/plan.ts';
import { isFull } from '../../lika/plan/decide.ts';
import { PROPOSED_GOALS_MAX } from '../../lika/plan/plan.ts';
import { ApiError } from '../parts/api.ts';
import { Ask } from '../fluent/Ask.tsx';
import { useNumberWord } from '../parts/number-word.ts';
import { AreaSelect } from './AreaSelect.tsx';
import { addGoal, removeGoal, rewordGoal, useCommand } from './commands.ts';
import { usePlanPage } from './context.ts';
import { actionsOf } from './model.ts';
import { WordsField } from './WordsField.tsx';
import styles from './dialogs.module.css';

interface GoalDialogProps {
  /** Null for a new one. */
  readonly goal: Goal | null;
  readonly close: () => void;
}

const TEXT_MAX = 300;

/** Writes a new goal, or rewords one. */
export function GoalDialog({ goal, close }: GoalDialogProps): ReactElement {
  const { t } = useTranslation();
  const { unit, plan } = usePlanPage();
  const [text, setText] = useState(goal?.text ?? '');
  const [area, setArea] = useState(goal?.area ?? '');
  const [theirs, setTheirs] = useState<Goal | null>(null);
  const [isAsked, setAsked] = useState(false);
  const command = useCommand();
  const number = useNumberWord();
  const isMissing = text.trim() === '';

  const save = async (): Promise<void> => {
    setAsked(true);
    if (isMissing) return;
    const saved = await command.run(async () => {
      if (!goal) return addGoal(unit.id, { text, area: area === '' ? null : area, step: null, indicators: [] });
      return reword(unit.id, theirs ?? goal, text, setTheirs);
    });
    if (saved) close();
  };
  const remove = async (): Promise<void> => {
    if (goal && (await command.run(() => removeGoal(unit.id, goal.id).then(() => true)))) close();
  };
  return (
    <Ask
      title={goal ? t('plan.goal.change') : t('plan.goal.new')}
      verb={goal ? t('plan.goal.save') : t('plan.goal.add')}
      act={() => void save()}
      close={close}
      isBusy={command.isBusy}
      fault={command.fault}
      other={
        goal && actionsOf(plan, goal.id).length === 0 ? (
          <Button type="button" appearance="subtle" onClick={() => void remove()}>
            {t('plan.goal.remove')}
          </Button>
        ) : undefined
      }
    >
      <WordsField
        label={t('plan.goal.text')}
        hint={t('plan.goal.hint')}
        value={text}
        change={setText}
        max={TEXT_MAX}
        rows={3}
        missing={isAsked ? t('plan.goal.missing') : null}
      />
      {theirs && theirs.text !== text && (
        <p className={styles.note}>
          {t('plan.goal.changedMeanwhile', { text: theirs.text })}{' '}
          <Button type="button" size="small" onClick={() => setText(theirs.text)}>
            {t('plan.goal.takeTheirs')}
          </Button>
        </p>
      )}
      {!goal && <AreaSelect value={area} choose={setArea} mayBeNone />}
      {!goal && isFull(plan).goals && (
        <p className={styles.note}>{t('plan.goal.full', { number: number(PROPOSED_GOALS_MAX) })}</p>
      )}
    </Ask>
  );
}

/** Rewords; when someone else has done so meanwhile, theirs is shown and the next try stands upon it. */
async function reword(unit: string, goal: Goal, text: string, meanwhile: (goal: Goal) => void): Promise<Goal> {
  try {
    return await rewordGoal(unit, goal, text);
  } catch (error) {
    const current =
      error instanceof ApiError && error.status === 409 ? (error.problem?.current as Goal | undefined) : undefined;
    if (current?.id === goal.id) meanwhile(current);
    throw error;
  }
}
