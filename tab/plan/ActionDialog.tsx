import { Field, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Goal } from '../../bot/api/schemas/plan.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import { Ask } from '../fluent/Ask.tsx';
import { addAction, useCommand } from './commands.ts';
import { useOpenAction, usePlanPage } from './context.ts';
import styles from './dialogs.module.css';

const TITLE_MAX = 200;

/** A new action of one's own under a goal. The rest is filled in where it opens. */
export function ActionDialog({ goal, close }: { readonly goal: Goal; readonly close: () => void }): ReactElement {
  const { t, i18n } = useTranslation();
  const { unit, instrument } = usePlanPage();
  const { open } = useOpenAction();
  const [title, setTitle] = useState('');
  const [area, setArea] = useState(goal.area ?? instrument.areas[0]?.key ?? '');
  const [isAsked, setAsked] = useState(false);
  const command = useCommand();
  const isMissing = title.trim() === '';
  const save = async (): Promise<void> => {
    setAsked(true);
    if (isMissing) return;
    const { id, indicators } = goal;
    const made = await command.run(() => addAction(unit.id, { goal: { id }, title, area, indicators, activities: [] }));
    if (!made) return;
    close();
    open(made.id);
  };
  return (
    <Ask
      title={t('plan.action.new')}
      verb={t('plan.action.add')}
      act={() => void save()}
      close={close}
      isBusy={command.isBusy}
      fault={command.fault}
    >
      <Field
        label={t('plan.action.what')}
        hint={t('plan.action.hint')}
        {...(isAsked && isMissing && { validationState: 'error', validationMessage: t('plan.fault.title.missing') })}
      >
        <Textarea
          className={styles.grow}
          value={title}
          rows={2}
          maxLength={TITLE_MAX}
          onChange={(_, { value }) => setTitle(value)}
        />
      </Field>
      {goal.area === null && (
        <Field label={t('plan.goal.area')}>
          <Select value={area} onChange={(_, { value }) => setArea(value)}>
            {instrument.areas.map(({ key, name }) => (
              <option key={key} value={key}>
                {textIn(name, i18n.language)}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </Ask>
  );
}
