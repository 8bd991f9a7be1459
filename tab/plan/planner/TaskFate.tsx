import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../../bot/api/schemas/plan.ts';
import styles from '../dialogs.module.css';

/** Whether the action may have a task in Planner. */
export function hasTask({ planner }: Pick<Action, 'planner'>): boolean {
  return planner.state !== 'none' && planner.cause !== 'task-gone';
}

interface TaskFateProps<Fate extends string> {
  readonly fates: readonly Fate[];
  readonly value: Fate;
  readonly choose: (fate: Fate) => void;
}

/** What becomes of the task when its action ends here. */
export function TaskFate<Fate extends 'complete' | 'remove' | 'keep'>({
  fates,
  value,
  choose,
}: TaskFateProps<Fate>): ReactElement {
  const { t } = useTranslation();
  return (
    <Field label={t('plan.planner.fate.label')}>
      <RadioGroup
        className={styles.dark}
        value={value}
        onChange={(_, chosen) => {
          const fate = fates.find((one) => one === chosen.value);
          if (fate) choose(fate);
        }}
      >
        {fates.map((fate) => (
          <Radio key={fate} value={fate} label={t(`plan.planner.fate.${fate}`)} />
        ))}
      </RadioGroup>
    </Field>
  );
}
