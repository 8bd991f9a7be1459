import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useShortDay } from '../parts/short-day.ts';
import { usePlanPage } from './context.ts';
import type { ActionEditor } from './editing.ts';
import type { Field } from './sendable.ts';
import styles from './ConflictNotice.module.css';

interface Props {
  readonly editor: ActionEditor;
}

/** Someone else has changed the same thing: what stands now, what one wrote, and a choice. */
export function ConflictNotice({ editor }: Props): ReactElement | null {
  const { t } = useTranslation();
  const words = useFieldWords();
  const { save, shown, saver } = editor;
  const { current } = save;
  if (save.stage !== 'conflict' || !current) return null;
  const fields = (Object.keys(save.change) as Field[]).filter(
    (field) => JSON.stringify(shown[field]) !== JSON.stringify(current[field]),
  );
  return (
    <Notice
      tone="trouble"
      isAlert
      title={t('plan.conflict.title')}
      actions={
        <>
          <ActionButton look="plain" onClick={() => saver.keepMine()}>
            {t('plan.conflict.keepMine')}
          </ActionButton>
          <ActionButton look="plain" onClick={() => saver.letGo()}>
            {t('plan.conflict.takeTheirs')}
          </ActionButton>
        </>
      }
    >
      <dl className={styles.fields}>
        {fields.map((field) => (
          <div key={field}>
            <dt>{t(`plan.conflict.field.${field}`)}</dt>
            <dd>{t('plan.conflict.now', { value: words(field, current) })}</dd>
            <dd>{t('plan.conflict.mine', { value: words(field, shown) })}</dd>
          </div>
        ))}
      </dl>
    </Notice>
  );
}

/** The service said no: why, in its words; what was written stands until it is changed. */
export function RefusalNotice({ editor }: Props): ReactElement | null {
  const { t } = useTranslation();
  const { save, saver } = editor;
  if (save.stage !== 'refused') return null;
  return (
    <Notice
      tone="trouble"
      isAlert
      title={t('plan.refused.title')}
      actions={
        <ActionButton look="plain" onClick={() => saver.letGo()}>
          {t('plan.refused.letGo')}
        </ActionButton>
      }
    >
      {save.refusal}
    </Notice>
  );
}

/** A field's value in words. */
function useFieldWords(): (field: Field, action: Action) => string {
  const { t } = useTranslation();
  const { nameOf, plan } = usePlanPage();
  const shortDay = useShortDay();
  const none = t('plan.conflict.nothing');
  const day = (value: string | null): string => (value === null ? none : shortDay(value));
  const person = (id: string): string => nameOf(id) ?? t('plan.person.unknown');
  return (field, action) => {
    switch (field) {
      case 'state':
        return t(`plan.state.${action.state}`);
      case 'responsible':
        return action.responsible === null ? t('plan.person.nobody') : person(action.responsible);
      case 'involved':
        return action.involved.map(person).join(', ') || none;
      case 'start':
      case 'due':
        return day(action[field]);
      case 'followUp':
        return [day(action.followUp.on), action.followUp.how].filter(Boolean).join(', ');
      case 'activities':
        return action.activities.map(({ text, done }) => (done ? `✓ ${text}` : text)).join(' · ') || none;
      case 'goal':
        return plan.goals.find(({ id }) => id === action.goal)?.text ?? none;
      default:
        return action[field] || none;
    }
  };
}
