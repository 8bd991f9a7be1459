import { useId } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepScore } from '../../lika/analysis/cells.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { useRuleText } from '../parts/rule-text.ts';
import { StatusTag } from '../parts/StatusTag.tsx';
import { Bar } from './Bar.tsx';
import type { Figures } from './figures.ts';
import styles from './Steps.module.css';

/** Which steps are reached, how far the others have come, and the rule that says so. */
export function Steps({ figures }: { readonly figures: Figures }): ReactElement {
  const { t } = useTranslation();
  const { language, score } = useFormat();
  const ruleText = useRuleText();
  const heading = useId();
  const { instrument } = figures.school;
  const { steps, rule } = figures.now.analysis;
  const before = figures.others[0]?.analysis.steps;
  return (
    <Card>
      <section aria-labelledby={heading}>
        <h2 id={heading}>{t('analysis.steps.title')}</h2>
        <ul className={styles.steps}>
          {steps.map((step) => {
            const name = instrument.stepNames[step.step];
            return (
              <li key={step.step} className={styles.step}>
                <h3>
                  {t('score.step', { step: step.step })}
                  {name && <span className={styles.name}>{textIn(name, language)}</span>}
                </h3>
                <span className={styles.value}>{score(step.mean)}</span>
                <span className={styles.bar}>
                  <Bar value={step.mean} before={[before?.find((each) => each.step === step.step)?.mean ?? null]} />
                </span>
                <StepState step={step} />
              </li>
            );
          })}
        </ul>
        <p className={styles.rule}>{ruleText(rule)}</p>
      </section>
    </Card>
  );
}

function StepState({ step }: { readonly step: StepScore }): ReactElement {
  const { t } = useTranslation();
  const { score } = useFormat();
  const { reached, missing, achieved, relevant } = step;
  const count = t('analysis.steps.achieved', { achieved, relevant });
  return (
    <p className={styles.state}>
      {reached === null ? (
        t('score.notRelevant')
      ) : reached ? (
        <StatusTag tone="done">{t('score.reached')}</StatusTag>
      ) : (
        missing !== null && `${t('score.missing', { points: score(missing) })}, `
      )}{' '}
      {reached !== null && count}
    </p>
  );
}
