import { Checkbox, Input } from '@fluentui/react-components';
import { useId, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { STEPS_MAX } from '../../lika/plan/task.ts';
import { AddIcon, CloseIcon } from '../parts/icons.tsx';
import { EditIcon } from '../parts/more-icons.tsx';
import { cleanText } from '../parts/text.ts';
import type { ActionEditor } from './editing.ts';
import { Library } from './Library.tsx';
import styles from './Activities.module.css';

type Activity = Action['activities'][number];

const TEXT_MAX = 200;
const ACTIVITIES_MAX = 40;

/** The action's checklist: tick off, reword, take from the library or write one's own. */
export function Activities({ editor }: { readonly editor: ActionEditor }): ReactElement {
  const { t } = useTranslation();
  const { shown, change } = editor;
  const [own, setOwn] = useState('');
  const heading = useId();
  const input = useRef<HTMLInputElement>(null);
  const { activities } = shown;
  const set = (next: Activity[]): void => change({ activities: next });
  const add = (text: string): void => {
    const cleaned = cleanText(text).trim();
    if (cleaned !== '') set([...activities, { id: crypto.randomUUID(), text: cleaned, done: false }]);
  };
  const isFull = activities.length >= ACTIVITIES_MAX;
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className={styles.heading}>
        {t('plan.activities.title')}
      </h3>
      <ul>
        {activities.map((activity) => (
          <ActivityItem
            key={activity.id}
            activity={activity}
            put={(next) => set(activities.map((each) => (each.id === activity.id ? next : each)))}
            remove={() => {
              set(activities.filter(({ id }) => id !== activity.id));
              input.current?.focus();
            }}
          />
        ))}
      </ul>
      {activities.length > STEPS_MAX && (
        <p className={styles.small}>{t('plan.activities.shown', { count: STEPS_MAX })}</p>
      )}
      {isFull ? (
        <p className={styles.small}>{t('plan.activities.full', { count: ACTIVITIES_MAX })}</p>
      ) : (
        <>
          <form
            className={styles.own}
            onSubmit={(event) => {
              event.preventDefault();
              add(own);
              setOwn('');
            }}
          >
            <Input
              input={{ ref: input }}
              className={styles.input}
              value={own}
              maxLength={TEXT_MAX}
              aria-label={t('plan.activities.own')}
              placeholder={t('plan.activities.own')}
              onChange={(_, { value }) => setOwn(value)}
            />
            {own.trim() !== '' && (
              <button type="submit" className={styles.tool} aria-label={t('plan.activities.add')}>
                <AddIcon size={16} />
              </button>
            )}
          </form>
          <Library indicators={shown.indicators} taken={activities.map(({ text }) => text)} add={add} />
        </>
      )}
    </section>
  );
}

interface ActivityItemProps {
  readonly activity: Activity;
  readonly put: (activity: Activity) => void;
  readonly remove: () => void;
}

function ActivityItem({ activity, put, remove }: ActivityItemProps): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const edit = useRef<HTMLButtonElement>(null);
  const done = (): void => {
    const cleaned = cleanText(text ?? '').trim();
    if (cleaned !== '' && cleaned !== activity.text) put({ ...activity, text: cleaned });
    setText(null);
    setTimeout(() => edit.current?.focus(), 0);
  };
  if (text !== null)
    return (
      <li className={styles.item}>
        <Input
          autoFocus
          className={styles.input}
          value={text}
          maxLength={TEXT_MAX}
          aria-label={t('plan.activities.text')}
          onChange={(_, { value }) => setText(value)}
          onBlur={done}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== 'Escape') return;
            event.preventDefault();
            if (event.key === 'Enter') done();
            else setText(null);
          }}
        />
      </li>
    );
  return (
    <li className={styles.item}>
      <Checkbox
        className={styles.check}
        label={activity.text}
        checked={activity.done}
        onChange={(_, { checked }) => put({ ...activity, done: checked === true })}
      />
      <span className={styles.tools}>
        <button
          ref={edit}
          type="button"
          className={styles.tool}
          aria-label={t('plan.activities.change', { text: activity.text })}
          onClick={() => setText(activity.text)}
        >
          <EditIcon size={16} />
        </button>
        <button
          type="button"
          className={styles.tool}
          aria-label={t('plan.activities.remove', { text: activity.text })}
          onClick={remove}
        >
          <CloseIcon size={16} />
        </button>
      </span>
    </li>
  );
}
