import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Goal } from '../../bot/api/schemas/plan.ts';
import { Ask } from '../fluent/Ask.tsx';
import { AreaSelect } from './AreaSelect.tsx';
import { addAction, useCommand } from './commands.ts';
import { useOpenAction, usePlanPage } from './context.ts';
import { WordsField } from './WordsField.tsx';

const TITLE_MAX = 200;

/** A new action of one's own under a goal. The rest is filled in where it opens. */
export function ActionDialog({ goal, close }: { readonly goal: Goal; readonly close: () => void }): ReactElement {
  const { t } = useTranslation();
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
      <WordsField
        label={t('plan.action.what')}
        hint={t('plan.action.hint')}
        value={title}
        change={setTitle}
        max={TITLE_MAX}
        missing={isAsked ? t('plan.fault.title.missing') : null}
      />
      {goal.area === null && <AreaSelect value={area} choose={setArea} />}
    </Ask>
  );
}
