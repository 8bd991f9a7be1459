import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { useAnswerQueue } from './answering.ts';
import { useFormat } from './format.ts';
import { CheckIcon, DeviceIcon, WarningIcon } from './icons.tsx';
import type { Edit } from './queue/edit.ts';
import type { QueueState } from './queue/queue.ts';
import styles from './SavedSign.module.css';

/** `device`: kept here, sent when it can be. `attention`: something needs the person's word. `none`: nothing yet. */
export type SavedState = 'none' | 'saving' | 'saved' | 'device' | 'memory' | 'attention';

interface SavedAtProps {
  readonly state: SavedState;
  /** When the latest was saved; a moment in UTC. */
  readonly at: string | null;
}

/** The quiet sign that nothing is lost. Only a changed saved time, or trouble, is read out. */
export function SavedAt({ state, at }: SavedAtProps): ReactElement {
  const { t } = useTranslation();
  const { time } = useFormat();
  const saved = at === null ? '' : t('saved.at', { time: time(at) });
  const said = state === 'saving' || state === 'none' || state === 'saved' ? saved : t(`saved.${state}`);
  const shown = state === 'saving' ? t('saved.saving') : said;
  return (
    <div className={`${styles.sign} ${styles[state] ?? ''}`}>
      {shown !== '' && (
        <span aria-hidden="true" className={styles.shown}>
          {state === 'attention' ? (
            <WarningIcon size={16} />
          ) : state === 'device' || state === 'memory' ? (
            <DeviceIcon size={16} />
          ) : (
            <CheckIcon size={16} />
          )}
          {shown}
        </span>
      )}
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </div>
  );
}

function latestOf(assessment: Assessment, state: QueueState): string | null {
  const moments = [...assessment.answers, ...state.acknowledged.values()].map(({ at }) => at);
  return moments.reduce<string | null>((latest, at) => (latest === null || at > latest ? at : latest), null);
}

function stateOf(edits: readonly Edit[], queue: QueueState, at: string | null): SavedState {
  if (edits.some(({ state }) => state === 'conflict' || state === 'refused')) return 'attention';
  if (edits.length === 0) return at === null ? 'none' : 'saved';
  if (!queue.isHeldUp) return 'saving';
  return queue.isLasting ? 'device' : 'memory';
}

/** How the answers of an assessment stand: saved when, or waiting on the device. */
export function SavedSign({ assessment }: { readonly assessment: Assessment }): ReactElement {
  const { state } = useAnswerQueue();
  const at = latestOf(assessment, state);
  const edits = [...state.edits.values()].filter((edit) => edit.assessment === assessment.id);
  return <SavedAt state={stateOf(edits, state, at)} at={at} />;
}
