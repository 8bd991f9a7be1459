import { lazy, memo, Suspense, useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reconsider } from '../../bot/api/schemas/assessments.ts';
import type { Discussion } from '../../bot/api/schemas/talk.ts';
import { COMMENT_MAX } from '../../lika/assessment/assessment.ts';
import { findOption, textIn } from '../../lika/instrument/instrument.ts';
import type { Indicator, Instrument } from '../../lika/instrument/instrument.ts';
import type { AnsweringActions, ShownAnswer } from '../parts/answering.ts';
import { useFormat } from '../parts/format.ts';
import { CommentIcon, HelpIcon } from '../parts/icons.tsx';
import { lengthOf } from '../parts/text.ts';
import { CommentField } from './CommentField.tsx';
import styles from './IndicatorBlock.module.css';
import { LevelChoice } from './LevelChoice.tsx';
import { Trouble } from './Trouble.tsx';

/** Few indicators have been talked or done something about, so the code comes with the first that has. */
const TalkLine = lazy(async () => ({ default: (await import('./TalkLine.tsx')).TalkLine }));

const ReconsiderLine = lazy(async () => ({ default: (await import('./ReconsiderLine.tsx')).ReconsiderLine }));

interface IndicatorBlockProps {
  readonly instrument: Instrument;
  readonly indicator: Indicator;
  readonly answer: ShownAnswer;
  /** The option of an earlier published assessment, or null. */
  readonly before: string | null;
  /** The latest talk in the team about it, or null. */
  readonly talk: Discussion | null;
  /** What has been done about it since last time, or null. */
  readonly done: Reconsider['done'] | null;
  readonly isNext: boolean;
  readonly actions: AnsweringActions;
}

function Help({ id, indicator, language }: { id: string; indicator: Indicator; language: string }): ReactElement {
  const { t } = useTranslation();
  return (
    <div id={id} className={styles.help}>
      <div>
        <h4>{t('assess.help.done')}</h4>
        <p>{textIn(indicator.done, language)}</p>
      </div>
      <div>
        <h4>{t('assess.help.why')}</h4>
        <p>{textIn(indicator.why, language)}</p>
      </div>
    </div>
  );
}

/** One indicator: statement, one row of answers, what the chosen one means, help and a comment on demand. */
export const IndicatorBlock = memo(function IndicatorBlock(props: IndicatorBlockProps): ReactElement {
  const { instrument, indicator, answer, before, talk, done, isNext, actions } = props;
  const { t } = useTranslation();
  const { language } = useFormat();
  const id = useId();
  const [isHelping, setHelping] = useState(false);
  const [isWriting, setWriting] = useState(false);
  const chosen = findOption(instrument, answer.option ?? '');
  const earlier = findOption(instrument, before ?? '');
  // The open field says so itself, at each letter.
  const isTooLong = isWriting && lengthOf(answer.comment ?? '') > COMMENT_MAX;
  const hasComment = answer.comment !== null && answer.comment !== '';

  return (
    <section className={`${styles.block} ${isNext ? styles.next : ''}`} id={indicator.id}>
      <h3 id={`${id}-statement`} className={styles.statement}>
        {textIn(indicator.statement, language)}
      </h3>
      <LevelChoice
        scale={instrument.scale}
        chosen={answer.option}
        labelledBy={`${id}-statement`}
        describedBy={`${id}-meaning`}
        onChoose={(option) => actions.choose(indicator.id, option)}
        onLeave={() => actions.settle(indicator.id)}
      />
      <div className={styles.below}>
        <p id={`${id}-meaning`} className={styles.meaning}>
          {chosen ? (
            <>
              <span>{textIn(chosen.label, language)}:</span> {textIn(chosen.meaning, language)}
            </>
          ) : (
            isNext && <span>{t('assess.nextUnanswered')}</span>
          )}
          {earlier && (
            <span className={styles.earlier}>{t('assess.earlier', { level: textIn(earlier.label, language) })}</span>
          )}
        </p>
        <div className={styles.doors}>
          <button
            type="button"
            className={styles.door}
            aria-expanded={isHelping}
            aria-controls={isHelping ? `${id}-help` : undefined}
            onClick={() => setHelping(!isHelping)}
          >
            <HelpIcon size={16} />
            {t('assess.help.open')}
          </button>
          <button
            type="button"
            className={styles.door}
            aria-expanded={isWriting}
            onClick={() => setWriting(!isWriting)}
          >
            <CommentIcon size={16} />
            {hasComment ? t('assess.comment.one') : t('assess.comment.open')}
          </button>
        </div>
      </div>
      {done && (
        <Suspense fallback={null}>
          <ReconsiderLine done={done} />
        </Suspense>
      )}
      {talk && (
        <Suspense fallback={null}>
          <TalkLine instrument={instrument} talk={talk} />
        </Suspense>
      )}
      {isHelping && <Help id={`${id}-help`} indicator={indicator} language={language} />}
      {isWriting && (
        <CommentField
          id={`${id}-comment`}
          label={t('assess.comment.label')}
          comment={answer.comment ?? ''}
          onWrite={(text, hold) => actions.write(indicator.id, text, hold)}
          onLeave={() => actions.settle(indicator.id)}
        />
      )}
      {answer.edit && !isTooLong && <Trouble edit={answer.edit} instrument={instrument} actions={actions} />}
    </section>
  );
});
