import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../bot/api/schemas/plan.ts';
import { decisionFaults } from '../../lika/plan/decide.ts';
import { Ask } from '../fluent/Ask.tsx';
import { openLink } from '../parts/teams.ts';
import { cleanText } from '../parts/text.ts';
import { removeAction, useCommand } from './commands.ts';
import { usePlanPage } from './context.ts';
import type { ActionEditor } from './editing.ts';
import { meetingLink, peopleOf } from './meeting.ts';
import { partFromTask } from './planner/commands.ts';
import { hasTask, TaskFate } from './planner/TaskFate.tsx';
import { WordsField } from './WordsField.tsx';

interface Props {
  readonly editor: ActionEditor;
  readonly close: () => void;
}

/** What is done with an action as a whole: book the follow-up, take it, end it. */
export function ActionFoot({ editor, close }: Props): ReactElement | null {
  const { t } = useTranslation();
  const { mayWrite, mayTake, me } = usePlanPage();
  const { shown, stands, change, settle } = editor;
  const [isClosing, setClosing] = useState(false);
  const isFree = shown.responsible === null && stands !== 'closed' && stands !== 'done';
  if (!mayWrite && !(mayTake && (isFree || shown.responsible === me.id))) return null;
  const take = (): void => {
    change({ responsible: me.id }, 0);
    settle();
  };
  return (
    <>
      {!mayWrite && isFree ? (
        <Button appearance="primary" onClick={take}>
          {t('plan.action.take')}
        </Button>
      ) : stands === 'proposed' ? (
        mayWrite && <DecideButton editor={editor} />
      ) : (
        stands !== 'closed' && <BookFollowUp editor={editor} />
      )}
      {mayWrite && stands === 'proposed' && <RemoveButton action={shown} close={close} />}
      {mayWrite && (stands === 'decided' || stands === 'ongoing') && (
        <Button appearance="subtle" onClick={() => setClosing(true)}>
          {t('plan.close.button')}
        </Button>
      )}
      {isClosing && <CloseDialog editor={editor} close={() => setClosing(false)} />}
    </>
  );
}

/** The first field that a decision lacks, in the order of the form. */
const NEEDED = [
  { field: 'responsible', id: 'action-responsible' },
  { field: 'due', id: 'action-due' },
  { field: 'followUp.on', id: 'action-follow-up' },
] as const;

/** Decides; when something is missing, says what at each field and leads to the first of them. */
function DecideButton({ editor }: Pick<Props, 'editor'>): ReactElement {
  const { t } = useTranslation();
  const { shown, change } = editor;
  const decide = (): void => {
    const faults = decisionFaults(shown).map(({ field }) => field);
    const first = NEEDED.find(({ field }) => faults.includes(field));
    change({ state: 'decided' }, 0);
    if (first) document.getElementById(first.id)?.focus();
  };
  return (
    <Button appearance="primary" onClick={decide}>
      {t('plan.decide')}
    </Button>
  );
}

function BookFollowUp({ editor }: Pick<Props, 'editor'>): ReactElement {
  const { t } = useTranslation();
  const { people, plan, unit } = usePlanPage();
  const { shown } = editor;
  const [isAsked, setAsked] = useState(false);
  const { on } = shown.followUp;
  const book = (): void => {
    if (on === null) {
      setAsked(true);
      document.getElementById('action-follow-up')?.focus();
      return;
    }
    const goal = plan.goals.find(({ id }) => id === shown.goal)?.text ?? '';
    const lines = [
      t('plan.meeting.goal', { goal }),
      shown.intention,
      shown.followUp.how,
      t('plan.meeting.from', { unit: unit.name }),
    ];
    void openLink(
      meetingLink({
        subject: t('plan.meeting.subject', { title: shown.title }),
        content: lines.filter(Boolean).join('\n'),
        attendees: peopleOf(shown).flatMap((id) => people.find((person) => person.id === id)?.userPrincipalName ?? []),
        day: on,
      }),
    );
  };
  return (
    <>
      <Button appearance="primary" onClick={book}>
        {t('plan.meeting.book')}
      </Button>
      <span role="status" className={isAsked && on === null ? undefined : 'visually-hidden'}>
        {isAsked && on === null ? t('plan.meeting.needsDay') : ''}
      </span>
    </>
  );
}

function RemoveButton({ action, close }: { readonly action: Action; readonly close: () => void }): ReactElement {
  const { t } = useTranslation();
  const { unit } = usePlanPage();
  const [isAsking, setAsking] = useState(false);
  const [fate, setFate] = useState<'remove' | 'keep'>('remove');
  const command = useCommand();
  const task = hasTask(action) ? fate : null;
  const remove = async (): Promise<void> => {
    if (await command.run(() => removeAction(unit.id, action.id, task).then(() => true))) close();
  };
  return (
    <>
      <Button appearance="subtle" onClick={() => setAsking(true)}>
        {t('plan.remove.button')}
      </Button>
      {isAsking && (
        <Ask
          title={t('plan.remove.title')}
          verb={t('plan.remove.verb')}
          act={() => void remove()}
          close={() => setAsking(false)}
          isBusy={command.isBusy}
          fault={command.fault}
        >
          <p>{t('plan.remove.text')}</p>
          {task !== null && <TaskFate fates={['remove', 'keep']} value={fate} choose={setFate} />}
        </Ask>
      )}
    </>
  );
}

const REASON_MAX = 300;

/** Avsluta med skäl: an action that won't be finished says why, so that the next assessment can learn from it. */
function CloseDialog({ editor, close }: Props): ReactElement {
  const { t } = useTranslation();
  const { unit } = usePlanPage();
  const { saver, shown } = editor;
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [fate, setFate] = useState<'complete' | 'remove' | 'keep'>('complete');
  const command = useCommand();
  const isMissing = reason.trim() === '';
  const isInPlanner = hasTask(shown);
  const end = async (): Promise<void> => {
    setAsked(true);
    if (isMissing) return;
    if (isInPlanner && fate !== 'complete') {
      const parted = await command.run(() => partFromTask(unit.id, shown.id, fate));
      if (!parted) return;
    }
    saver.change(shown, { state: 'closed', reason: cleanText(reason) }, 0);
    close();
  };
  return (
    <Ask
      title={t('plan.close.title')}
      verb={t('plan.close.verb')}
      act={() => void end()}
      close={close}
      isBusy={command.isBusy}
      fault={command.fault}
    >
      <p>{t('plan.close.text')}</p>
      <WordsField
        label={t('plan.close.reason')}
        value={reason}
        change={setReason}
        max={REASON_MAX}
        rows={3}
        missing={isAsked ? t('plan.fault.reason.missing') : null}
      />
      {isInPlanner && <TaskFate fates={['complete', 'remove', 'keep']} value={fate} choose={setFate} />}
    </Ask>
  );
}
