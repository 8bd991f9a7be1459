import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reconsider } from '../../bot/api/schemas/assessments.ts';
import type { Discussion } from '../../bot/api/schemas/talk.ts';
import type { Progress } from '../../lika/assessment/completeness.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument, Step } from '../../lika/instrument/instrument.ts';
import { NOT_ANSWERED } from '../parts/answering.ts';
import type { Answering } from '../parts/answering.ts';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { IndicatorBlock } from './IndicatorBlock.tsx';
import styles from './StepSection.module.css';

interface StepSectionProps {
  readonly instrument: Instrument;
  readonly step: Step;
  readonly progress: Progress;
  readonly answering: Answering;
  /** Earlier published answers: indicator → option. */
  readonly before: ReadonlyMap<string, string>;
  /** The latest talk about an indicator, by the indicator. */
  readonly talks: ReadonlyMap<string, Discussion>;
  /** What has been done since last time, by the indicator. */
  readonly doings: ReadonlyMap<string, Reconsider['done']>;
  /** The first unanswered indicator of the page. */
  readonly next: string | null;
  /** An indicator that the address points at: its step is open. */
  readonly target: string | null;
}

/** A step of the area. One that was done when the page was opened is folded; it never folds while one works. */
export function StepSection(props: StepSectionProps): ReactElement {
  const { instrument, step, progress, answering, before, talks, doings, next, target } = props;
  const { t } = useTranslation();
  const { language } = useFormat();
  const isTarget = step.indicators.some(({ id }) => id === target);
  const [isFolded, setFolded] = useState(progress.answered === progress.total && !isTarget);
  if (isTarget && isFolded) setFolded(false);
  const stepName = instrument.stepNames[step.step];
  const name = t('score.stepNamed', { step: step.step, name: stepName ? textIn(stepName, language) : '' });
  const count = t('assess.of', { answered: progress.answered, total: progress.total });

  if (isFolded && !isTarget) {
    return (
      <Card className={styles.folded}>
        <h2>{name}</h2>
        <span className={styles.count}>{count}</span>
        <button type="button" className={styles.unfold} aria-expanded={false} onClick={() => setFolded(false)}>
          {t('assess.showAnswers')}
        </button>
      </Card>
    );
  }
  return (
    <section className={styles.step} aria-labelledby={`step-${step.step}`}>
      <div className={styles.head}>
        <h2 id={`step-${step.step}`}>{name}</h2>
        <span className={styles.small}>{count}</span>
      </div>
      <Card padding="none">
        {step.indicators.map((indicator) => (
          <IndicatorBlock
            key={indicator.id}
            instrument={instrument}
            indicator={indicator}
            answer={answering.shown.get(indicator.id) ?? NOT_ANSWERED}
            before={before.get(indicator.id) ?? null}
            talk={talks.get(indicator.id) ?? null}
            done={doings.get(indicator.id) ?? null}
            isNext={indicator.id === next}
            actions={answering.actions}
          />
        ))}
      </Card>
    </section>
  );
}
