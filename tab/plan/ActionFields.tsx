import { Combobox, Field, Option, Select, Textarea } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { NOTES_MAX } from '../../lika/plan/task.ts';
import { DateField } from '../fluent/DateField.tsx';
import { cleanText } from '../parts/text.ts';
import { RightNotice } from '../rights/RightNotice.tsx';
import { Activities } from './Activities.tsx';
import { ConflictNotice, RefusalNotice } from './ConflictNotice.tsx';
import { usePlanPage } from './context.ts';
import { useTyping } from './editing.ts';
import type { ActionEditor } from './editing.ts';
import { FollowUps } from './FollowUps.tsx';
import { PeoplePicker } from './PeoplePicker.tsx';
import { PlannerNotice } from './planner/PlannerNotice.tsx';
import { StateField } from './StateField.tsx';
import styles from './ActionFields.module.css';
import dialogStyles from './dialogs.module.css';

const INTENTION_MAX = 600;

interface Props {
  readonly editor: ActionEditor;
}

/** Everything about an action that one who writes the plan can change. */
export function ActionFields({ editor }: Props): ReactElement {
  const { t } = useTranslation();
  const { shown, change, settle, faultOf } = editor;
  const { followUp } = shown;
  const { peopleNeeds } = usePlanPage();
  const intention = useTyping(shown.intention ?? '', (text) => change({ intention: cleanText(text) || null }), settle);
  return (
    <div className={styles.fields}>
      <ConflictNotice editor={editor} />
      <RefusalNotice editor={editor} />
      <PlannerNotice action={shown} />
      <StateField editor={editor} />
      <Field label={t('plan.field.intention')}>
        <Textarea
          className={dialogStyles.grow}
          value={intention.value}
          placeholder={t('plan.field.intentionHint')}
          rows={2}
          maxLength={INTENTION_MAX}
          onChange={(_, { value }) => intention.onChange(value)}
          onBlur={intention.onBlur}
        />
      </Field>
      {peopleNeeds !== null && <RightNotice right={peopleNeeds} cause="consent-needed" />}
      <PeoplePicker
        label={t('plan.field.responsible')}
        id="action-responsible"
        chosen={shown.responsible === null ? [] : [shown.responsible]}
        isSingle
        fault={faultOf('responsible')}
        choose={([person]) =>
          change({ responsible: person ?? null, involved: shown.involved.filter((one) => one !== person) }, 0)
        }
      />
      <PeoplePicker
        label={t('plan.field.involved')}
        id="action-involved"
        chosen={shown.involved}
        without={shown.responsible}
        choose={(involved) => change({ involved: [...involved] }, 0)}
      />
      <div className={styles.dates}>
        <DateField
          label={t('plan.field.start')}
          id="action-start"
          value={shown.start}
          fault={faultOf('start')}
          change={(start) => change({ start })}
          left={settle}
        />
        <DateField
          label={t('plan.field.due')}
          id="action-due"
          value={shown.due}
          min={shown.start ?? undefined}
          fault={faultOf('due')}
          change={(due) => change({ due })}
          left={settle}
        />
        <DateField
          label={t('plan.field.followUpOn')}
          id="action-follow-up"
          value={followUp.on}
          min={shown.start ?? undefined}
          fault={faultOf('followUp.on')}
          change={(on) => change({ followUp: { ...followUp, on } })}
          left={settle}
        />
      </div>
      <FollowUpHow editor={editor} />
      <FollowUps action={shown.id} />
      <Activities editor={editor} />
      <Notes editor={editor} />
      <GoalChoice editor={editor} />
    </div>
  );
}

const WAYS = ['round', 'meeting', 'visits', 'pupils', 'assessment'] as const;
const HOW_MAX = 300;

/** How it is followed up: one of a few good ways, or one's own words. */
function FollowUpHow({ editor }: Props): ReactElement {
  const { t } = useTranslation();
  const { shown, change, settle } = editor;
  const { followUp } = shown;
  const save = (how: string): void =>
    change({ followUp: { ...followUp, how: cleanText(how).slice(0, HOW_MAX) || null } });
  const typing = useTyping(followUp.how ?? '', save, settle);
  return (
    <Field label={t('plan.field.followUpHow')}>
      <Combobox
        freeform
        value={typing.value}
        selectedOptions={followUp.how === null ? [] : [followUp.how]}
        placeholder={t('plan.field.followUpHint')}
        listbox={{ className: styles.options }}
        onChange={({ target }) => typing.onChange(target.value)}
        onBlur={typing.onBlur}
        onOptionSelect={(_, { optionText }) => optionText !== undefined && typing.onChange(optionText)}
      >
        {WAYS.map((way) => (
          <Option key={way} value={t(`plan.way.${way}`)}>
            {t(`plan.way.${way}`)}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}

/** What people note along the way; the task in Planner has the same. */
function Notes({ editor }: Props): ReactElement {
  const { t } = useTranslation();
  const { shown, change, settle } = editor;
  const typing = useTyping(shown.notes, (text) => change({ notes: cleanText(text) }), settle);
  return (
    <Field
      label={{ children: t('plan.field.notes'), htmlFor: 'action-notes' }}
      {...(shown.planner.state !== 'none' && { hint: t('plan.field.notesShared') })}
    >
      <Textarea
        className={dialogStyles.grow}
        id="action-notes"
        value={typing.value}
        rows={2}
        maxLength={NOTES_MAX}
        onChange={(_, { value }) => typing.onChange(value)}
        onBlur={typing.onBlur}
      />
    </Field>
  );
}

function GoalChoice({ editor }: Props): ReactElement {
  const { t } = useTranslation();
  const { plan } = usePlanPage();
  const { shown, change } = editor;
  return (
    <Field className={styles.goal} label={t('plan.field.goal')}>
      <Select value={shown.goal} onChange={(_, { value }) => change({ goal: value }, 0)}>
        {plan.goals.map(({ id, text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </Select>
    </Field>
  );
}
