import { Button, Field, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Goal } from '../../bot/api/schemas/plan.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import { isFull } from '../../lika/plan/decide.ts';
import { PROPOSED_GOALS_MAX } from '../../lika/plan/plan.ts';
import { ApiError } from '../parts/api.ts';
import { Ask } from '../fluent/Ask.tsx';
import { useNumberWord } from '../parts/number-word.ts';
import { addGoal, removeGoal, rewordGoal, useCommand } from './commands.ts';
import { usePlanPage } from './context.ts';
import { actionsOf } from './model.ts';
import styles from './dialogs.module.css';

interface GoalDialogProps {
  /** Null for a new one. */
  readonly goal: Goal | null;
  readonly close: () => void;
}

const TEXT_MAX = 300;

/** Writes a new goal, or rewords one. */
export function GoalDialog({ goal, close }: GoalDialogProps): ReactElement {
  const { t, i18n } = useTranslation();
  const { unit, plan, instrument } = usePlanPage();
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
      <Field
        label={t('plan.goal.text')}
        hint={t('plan.goal.hint')}
        {...(isAsked && isMissing && { validationState: 'error', validationMessage: t('plan.goal.missing') })}
      >
        <Textarea
          className={styles.grow}
          value={text}
          rows={3}
          maxLength={TEXT_MAX}
          onChange={(_, { value }) => setText(value)}
        />
      </Field>
      {theirs && theirs.text !== text && (
        <p className={styles.note}>
          {t('plan.goal.changedMeanwhile', { text: theirs.text })}{' '}
          <Button type="button" size="small" onClick={() => setText(theirs.text)}>
            {t('plan.goal.takeTheirs')}
          </Button>
        </p>
      )}
      {!goal && (
        <Field label={t('plan.goal.area')}>
          <Select value={area} onChange={(_, { value }) => setArea(value)}>
            <option value="">{t('plan.noArea')}</option>
            {instrument.areas.map(({ key, name }) => (
              <option key={key} value={key}>
                {textIn(name, i18n.language)}
              </option>
            ))}
          </Select>
        </Field>
      )}
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
