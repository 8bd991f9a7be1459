import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { findIndicator, findOption, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { ActionButton } from '../parts/ActionLink.tsx';
import { useAnswerQueue } from '../parts/answering.ts';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import type { Edit } from '../parts/queue/edit.ts';
import styles from './LeftOver.module.css';

interface LeftOverProps {
  /** All of the unit's that the person may see. */
  readonly assessments: readonly Assessment[];
  /** The one that is open here, whose answers are seen to where they stand. */
  readonly open: Assessment | null;
  readonly instrument: Instrument;
}

/** Answers that couldn't be sent before their assessment was closed: shown, so that nothing written is lost. */
export function LeftOver({ assessments, open, instrument }: LeftOverProps): ReactElement | null {
  const { t } = useTranslation();
  const { queue, state } = useAnswerQueue();
  const here = new Set(assessments.map(({ id }) => id));
  const edits = [...state.edits.values()].filter(
    (edit) => here.has(edit.assessment) && edit.assessment !== open?.id && edit.state === 'refused',
  );
  if (edits.length === 0) return null;
  const letGo = () => {
    for (const { assessment, indicator } of edits) queue.letGo(assessment, indicator);
  };
  return (
    <Card className={styles.card}>
      <h2>{t('assess.leftOver.title', { count: edits.length })}</h2>
      <p className={styles.text}>{t('assess.leftOver.text')}</p>
      <ul>
        {edits.map((edit) => (
          <LeftOverItem key={`${edit.assessment} ${edit.indicator}`} edit={edit} instrument={instrument} />
        ))}
      </ul>
      <ActionButton look="secondary" onClick={letGo}>
        {t('assess.leftOver.letGo')}
      </ActionButton>
    </Card>
  );
}

function LeftOverItem({ edit, instrument }: { readonly edit: Edit; readonly instrument: Instrument }): ReactElement {
  const { language } = useFormat();
  const placed = findIndicator(instrument, edit.indicator);
  const option = findOption(instrument, edit.option ?? '');
  return (
    <li className={styles.item}>
      <p>{placed ? textIn(placed.indicator.statement, language) : edit.indicator}</p>
      {option && <p className={styles.level}>{textIn(option.label, language)}</p>}
      {edit.comment && <p className={styles.comment}>{edit.comment}</p>}
    </li>
  );
}
