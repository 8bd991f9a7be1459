import { useId } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionState } from '../../lika/plan/plan.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Segments } from '../parts/Segments.tsx';
import type { ActionEditor } from './editing.ts';
import styles from './StateField.module.css';

const FROM_PROPOSED: readonly ActionState[] = ['proposed', 'decided'];
const WORKING: readonly ActionState[] = ['decided', 'ongoing', 'done'];

/** Läge: how the action stands, and what deciding takes while it isn't decided. */
export function StateField({ editor }: { readonly editor: ActionEditor }): ReactElement {
  const { t } = useTranslation();
  const { shown, save, change, wished, saver, stands } = editor;
  const hint = useId();
  // What stands decides which ways are open; what is wished for isn't there yet.
  const isProposed = stands === 'proposed';
  if (shown.state === 'closed')
    return (
      <Notice
        title={t('plan.closed.title')}
        actions={
          <ActionButton
            look="plain"
            onClick={() => {
              change({ state: 'proposed' }, 0);
              saver.settle();
            }}
          >
            {t('plan.closed.reopen')}
          </ActionButton>
        }
      >
        {shown.reason}
      </Notice>
    );
  const states = isProposed ? FROM_PROPOSED : WORKING;
  const words = wished === 'decided' ? t('plan.state.whatIsMissing') : isProposed ? t('plan.state.demands') : null;
  return (
    <div>
      <Segments
        label={t('plan.field.state')}
        isWide
        segments={states.map((value) => ({ value, label: t(`plan.state.${value}`) }))}
        value={shown.state}
        describedBy={words === null ? undefined : hint}
        choose={(state) => change({ state })}
      />
      {words !== null && (
        <p id={hint} className={styles.hint} role={wished ? 'status' : undefined}>
          {words}
        </p>
      )}
      {save.stage === 'waiting' && <p className={styles.hint}>{t('plan.save.waiting')}</p>}
    </div>
  );
}
