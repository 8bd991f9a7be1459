import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { findOption, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import type { AnsweringActions } from '../parts/answering.ts';
import { useFormat } from '../parts/format.ts';
import { WarningIcon } from '../parts/icons.tsx';
import type { Edit } from '../parts/queue/edit.ts';
import styles from './Trouble.module.css';

interface TroubleProps {
  readonly edit: Edit;
  readonly instrument: Instrument;
  readonly actions: AnsweringActions;
}

/** Somebody changed the answer meanwhile: what stands now, and the person's own choice which one shall. */
function Conflict({ edit, instrument, actions }: TroubleProps): ReactElement {
  const { t } = useTranslation();
  const { language, time } = useFormat();
  const { indicator, current } = edit;
  const labelOf = (key: string | null | undefined): string => {
    const option = key ? findOption(instrument, key) : undefined;
    return option ? textIn(option.label, language) : t('assess.noAnswer');
  };
  const isCommentOther = (current?.comment ?? '') !== (edit.comment ?? '');
  return (
    <>
      <p className={styles.title}>{t('assess.conflict.title', { time: current ? time(current.at) : '' })}</p>
      <dl className={styles.both}>
        <div>
          <dt>{t('assess.conflict.theirs')}</dt>
          <dd>{labelOf(current?.option)}</dd>
          {isCommentOther && current?.comment && <dd className={styles.comment}>{current.comment}</dd>}
        </div>
        <div>
          <dt>{t('assess.conflict.mine')}</dt>
          <dd>{labelOf(edit.option)}</dd>
          {isCommentOther && edit.comment && <dd className={styles.comment}>{edit.comment}</dd>}
        </div>
      </dl>
      <div className={styles.buttons}>
        <ActionButton look="secondary" onClick={() => actions.keepMine(indicator)}>
          {t('assess.conflict.keepMine')}
        </ActionButton>
        <ActionButton look="secondary" onClick={() => actions.letGo(indicator)}>
          {t('assess.conflict.takeTheirs')}
        </ActionButton>
      </div>
    </>
  );
}

/** The answer couldn't be taken: why, and that it lies here until the person changes it or lets go. */
function Refused({ edit, actions }: TroubleProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <p className={styles.title}>{edit.detail ?? t('assess.refused.title')}</p>
      <p>{t('assess.refused.text')}</p>
      <div className={styles.buttons}>
        <ActionButton look="secondary" onClick={() => actions.keepMine(edit.indicator)}>
          {t('common.tryAgain')}
        </ActionButton>
        <ActionButton look="secondary" onClick={() => actions.letGo(edit.indicator)}>
          {t('assess.refused.letGo')}
        </ActionButton>
      </div>
    </>
  );
}

/** What stands in an answer's way, where the answer is. Nothing when nothing does. */
export function Trouble(props: TroubleProps): ReactElement | null {
  const { state } = props.edit;
  if (state !== 'conflict' && state !== 'refused') return null;
  return (
    <div className={styles.trouble} role="alert">
      <span className={styles.icon}>
        <WarningIcon />
      </span>
      <div className={styles.words}>{state === 'conflict' ? <Conflict {...props} /> : <Refused {...props} />}</div>
    </div>
  );
}
