import { Checkbox, Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewAction, Plan } from '../../bot/api/schemas/plan.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import { isFull } from '../../lika/plan/decide.ts';
import { PROPOSED_GOALS_MAX } from '../../lika/plan/plan.ts';
import type { Suggestion } from '../../lika/plan/suggestions.ts';
import { Ask } from '../fluent/Ask.tsx';
import { useNumberWord } from '../parts/number-word.ts';
import { addAction, useCommand } from './commands.ts';
import { useOpenAction, usePlanPage } from './context.ts';
import { withoutStop } from './SuggestionCard.tsx';
import { WordsField } from './WordsField.tsx';
import styles from './dialogs.module.css';

const TITLE_MAX = 200;
const GOAL_MAX = 300;
const OWN = 'own';

/** A goal already in the plan that the suggestion fits: of the same area and step. */
function fittingGoal(plan: Plan, { area, step }: Suggestion['indicator']): string | null {
  return plan.goals.find((goal) => goal.area === area.key && goal.step === step)?.id ?? null;
}

/** Takes a suggestion into the plan: what to do, which activities, and under which goal. */
export function TakeDialog({
  suggestion,
  close,
}: {
  readonly suggestion: Suggestion;
  readonly close: () => void;
}): ReactElement {
  const { t, i18n } = useTranslation();
  const { unit, plan, placeOf } = usePlanPage();
  const { open } = useOpenAction();
  const command = useCommand();
  const number = useNumberWord();
  const { area, step, indicator } = suggestion.indicator;
  const activities = suggestion.activities.map(({ text }) => textIn(text, i18n.language));
  const library = suggestion.goals.map(({ text }) => withoutStop(textIn(text, i18n.language)));
  const [title, setTitle] = useState(withoutStop(activities[0] ?? ''));
  const [chosen, setChosen] = useState<readonly string[]>(activities.slice(1));
  const [goal, setGoal] = useState(fittingGoal(plan, suggestion.indicator) ?? (library.length > 0 ? 'library-0' : OWN));
  const [ownGoal, setOwnGoal] = useState('');
  const [isAsked, setAsked] = useState(false);
  const isOwn = goal === OWN;
  const fromLibrary = goal.startsWith('library-') ? library[Number(goal.slice(8))] : undefined;
  const goalText = isOwn ? ownGoal.trim() : fromLibrary;
  const isNewGoal = isOwn || fromLibrary !== undefined;

  const save = async (): Promise<void> => {
    setAsked(true);
    if (title.trim() === '' || goalText === '') return;
    const indicators = [indicator.id];
    const place: NewAction['goal'] =
      goalText === undefined ? { id: goal } : { new: { text: goalText, area: area.key, step, indicators } };
    const made = await command.run(() =>
      addAction(unit.id, { goal: place, title, area: area.key, indicators, activities: [...chosen] }),
    );
    if (!made) return;
    close();
    open(made.id);
  };
  return (
    <Ask
      title={t('plan.take.title')}
      verb={t('plan.take.add')}
      act={() => void save()}
      close={close}
      isBusy={command.isBusy}
      fault={command.fault}
    >
      <div className={styles.statement}>
        <p className={styles.small}>{placeOf(area.key, step)}</p>
        <p>{textIn(indicator.statement, i18n.language)}</p>
      </div>
      <WordsField
        label={t('plan.action.what')}
        value={title}
        change={setTitle}
        max={TITLE_MAX}
        missing={isAsked ? t('plan.fault.title.missing') : null}
      />
      {activities.length > 1 && (
        <fieldset className={`${styles.choices} ${styles.dark}`}>
          <legend>{t('plan.take.activities')}</legend>
          {activities.slice(1).map((text) => (
            <Checkbox
              key={text}
              label={text}
              checked={chosen.includes(text)}
              onChange={(_, { checked }) =>
                setChosen(checked ? [...chosen, text] : chosen.filter((one) => one !== text))
              }
            />
          ))}
        </fieldset>
      )}
      <Field label={t('plan.take.goal')}>
        <RadioGroup className={styles.dark} value={goal} onChange={(_, { value }) => setGoal(value)}>
          {plan.goals.map(({ id, text }) => (
            <Radio key={id} value={id} label={t('plan.take.existing', { text })} />
          ))}
          {library.map((text, at) => (
            <Radio key={text} value={`library-${at}`} label={text} />
          ))}
          <Radio value={OWN} label={t('plan.take.own')} />
        </RadioGroup>
      </Field>
      {isOwn && (
        <WordsField
          className={styles.own}
          label={t('plan.goal.text')}
          hint={t('plan.goal.hint')}
          value={ownGoal}
          change={setOwnGoal}
          max={GOAL_MAX}
          missing={isAsked ? t('plan.goal.missing') : null}
        />
      )}
      {isNewGoal && isFull(plan).goals && (
        <p className={styles.note}>{t('plan.goal.full', { number: number(PROPOSED_GOALS_MAX) })}</p>
      )}
    </Ask>
  );
}
