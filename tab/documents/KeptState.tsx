import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptDocument } from '../../bot/api/schemas/documents.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { WarningIcon } from '../parts/icons.tsx';
import { ClockIcon, SyncIcon } from '../parts/more-icons.tsx';
import { openLink } from '../parts/teams.ts';
import { useUnit } from '../parts/unit.ts';
import { useCommand } from '../plan/commands.ts';
import { settleGone } from './commands.ts';
import styles from './KeptState.module.css';
import { useDocumentWords } from './words.ts';

interface KeptStateProps {
  readonly kept: KeptDocument;
  readonly mayKeep: boolean;
}

/** How the document stands in the channel's files, in a quiet line; what somebody changed in it is named. */
export function KeptState({ kept, mayKeep }: KeptStateProps): ReactElement | null {
  const words = useDocumentWords();
  const { state, cause, beside } = kept;
  if (state === 'none' && !beside) return null;
  const isTrouble = state === 'needs-you' || state === 'failed';
  return (
    <>
      {state !== 'none' && (
        <p className={isTrouble ? `${styles.line} ${styles.trouble}` : styles.line}>
          {isTrouble ? (
            <WarningIcon size={16} />
          ) : state === 'synced' ? (
            <SyncIcon size={16} />
          ) : (
            <ClockIcon size={16} />
          )}
          <span>{words.state(kept)}</span>
        </p>
      )}
      {cause === 'document-gone' && mayKeep && <Gone kept={kept} />}
      {beside && <Beside beside={beside} />}
    </>
  );
}

/** Somebody had changed the file, so theirs is left as it is and LIKA's stands beside it. */
function Beside({ beside }: { readonly beside: NonNullable<KeptDocument['beside']> }): ReactElement {
  const { t } = useTranslation();
  return (
    <p className={styles.line}>
      <WarningIcon size={16} />
      <span>
        {t('documents.beside')}{' '}
        <ActionButton look="plain" onClick={() => void openLink(beside.url)}>
          {t('documents.besideOpen', { name: beside.name })}
        </ActionButton>
      </span>
    </p>
  );
}

function Gone({ kept }: { readonly kept: KeptDocument }): ReactElement {
  const { t } = useTranslation();
  const { id } = useUnit();
  const command = useCommand();
  const settle = (choose: 'again' | 'leave') => (): void => void command.run(() => settleGone(id, kept.kind, choose));
  return (
    <p className={styles.ways}>
      <ActionButton look="plain" disabled={command.isBusy} onClick={settle('again')}>
        {t('documents.gone.again')}
      </ActionButton>
      <ActionButton look="plain" disabled={command.isBusy} onClick={settle('leave')}>
        {t('documents.gone.leave')}
      </ActionButton>
      {command.fault !== null && <span role="alert">{command.fault}</span>}
    </p>
  );
}
