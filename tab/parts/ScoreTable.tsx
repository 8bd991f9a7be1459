import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cellOf } from '../../lika/analysis/cells.ts';
import type { Analysis, StepScore } from '../../lika/analysis/cells.ts';
import type { Comparison } from '../../lika/analysis/compare.ts';
import { stepNumbers, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { useFormat } from './format.ts';
import { useRuleText } from './rule-text.ts';
import styles from './ScoreTable.module.css';
import { StatusTag } from './StatusTag.tsx';

interface ScoreTableProps {
  readonly instrument: Instrument;
  readonly analysis: Analysis;
  readonly comparison?: Comparison | null | undefined;
  /** When what it is compared with was published. */
  readonly since?: string | null | undefined;
  /** The rows about the steps, with the rule below; left out in a small preview. */
  readonly steps?: boolean;
}

/** Area × step with one decimal, each change below its figure; then each step's mean, whether it is reached, and the rule. */
export function ScoreTable(props: ScoreTableProps): ReactElement {
  const { instrument, analysis, comparison, since, steps = true } = props;
  const { t } = useTranslation();
  const { language, date } = useFormat();
  const ruleText = useRuleText();
  const numbers = stepNumbers(instrument);
  return (
    <div>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('score.tableCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('score.mean')}</th>
            {numbers.map((step) => (
              <th key={step} scope="col">
                {t('score.step', { step })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {instrument.areas.map((area) => (
            <tr key={area.key}>
              <th scope="row">{textIn(area.name, language)}</th>
              {numbers.map((step) => (
                <td key={step}>
                  <Figure {...{ analysis, comparison, step }} area={area.key} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {steps && <StepRows analysis={analysis} />}
      </table>
      {steps && (
        <p className={styles.rule}>
          {comparison && since && `${t('score.changeSince', { date: date(since) })} `}
          {ruleText(analysis.rule)}
        </p>
      )}
    </div>
  );
}

interface FigureProps {
  readonly analysis: Analysis;
  readonly comparison?: Comparison | null | undefined;
  readonly area: string;
  readonly step: number;
}

function Figure({ analysis, comparison, area, step }: FigureProps): ReactElement {
  const { t } = useTranslation();
  const { score, change } = useFormat();
  const cell = cellOf(analysis, area, step);
  const compared = comparison?.cells.find((each) => each.area === area && each.step === step);
  if (!cell || cell.score === null) {
    const why = !cell
      ? t('score.noStep', { step })
      : cell.relevant === 0
        ? t('score.notRelevant')
        : t('score.unanswered');
    return (
      <>
        <span className={styles.empty}>–</span>
        <span className={styles.change}>{why}</span>
      </>
    );
  }
  return (
    <>
      <span className={styles.figure}>{score(cell.score)}</span>
      {compared?.change && <span className={styles.change}>{change(compared.change)}</span>}
    </>
  );
}

function StepRows({ analysis }: { readonly analysis: Analysis }): ReactElement {
  const { t } = useTranslation();
  const { score } = useFormat();
  const row = (name: string, cell: (step: StepScore) => ReactNode): ReactElement => (
    <tr>
      <th scope="row">{name}</th>
      {analysis.steps.map((step) => (
        <td key={step.step}>{cell(step)}</td>
      ))}
    </tr>
  );
  const state = (step: StepScore): ReactNode => {
    if (step.reached === null) return t('score.notRelevant');
    if (step.reached) return <StatusTag tone="done">{t('score.reached')}</StatusTag>;
    if (step.missing) return t('score.missing', { points: score(step.missing) });
    return t('score.leftToAchieve', { count: step.relevant - step.achieved });
  };
  return (
    <tbody className={styles.steps}>
      {row(t('score.stepMean'), ({ mean }) => (
        <span className={styles.mean}>{score(mean)}</span>
      ))}
      {row(t('score.state'), state)}
      {row(t('score.achieved'), ({ achieved, relevant }) => t('score.of', { part: achieved, whole: relevant }))}
    </tbody>
  );
}
