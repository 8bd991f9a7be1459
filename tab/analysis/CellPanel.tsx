import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { findOption, textIn } from '../../lika/instrument/instrument.ts';
import type { Indicator, Instrument } from '../../lika/instrument/instrument.ts';
import { SidePanel } from '../fluent/SidePanel.tsx';
import { ActionLink } from '../parts/ActionLink.tsx';
import { useFormat } from '../parts/format.ts';
import { CommentIcon } from '../parts/icons.tsx';
import { LevelPills, levelOf } from '../parts/LevelPills.tsx';
import { useMay, useUnitPath } from '../parts/unit.ts';
import type { Figures, Shown } from './figures.ts';
import { useRows } from './rows.ts';
import styles from './CellPanel.module.css';

interface CellPanelProps {
  /** As `ledning-2`. */
  readonly cell: string;
  readonly figures: Figures;
  readonly isBeside: boolean;
  readonly close: () => void;
}

/** A part up close: its indicators, each with the answer now and before, and the comment where the reader may see it. */
export function CellPanel({ cell, figures, isBeside, close }: CellPanelProps): ReactElement | null {
  const { t } = useTranslation();
  const { score, change } = useFormat();
  const path = useUnitPath();
  const may = useMay();
  const row = useRows()(figures, 'cells').find(({ key }) => key === cell);
  const { instrument } = figures.school;
  const step = instrument.areas.find(({ key }) => key === row?.area)?.steps.find((each) => each.step === row?.step);
  if (!row || !step) return null;
  return (
    <SidePanel
      label={row.name}
      isReading
      isBeside={isBeside}
      close={close}
      kicker={t('analysis.cell.kicker', { count: step.indicators.length })}
      title={<h2 className={styles.title}>{row.name}</h2>}
      footer={
        may('plan.read') && (
          <ActionLink to={path('/plan')}>
            {t(may('plan.write') ? 'analysis.list.toPlan' : 'analysis.list.seePlan')}
          </ActionLink>
        )
      }
    >
      <p className={styles.score}>
        <strong>{score(row.values[0] ?? null)}</strong>
        {row.change !== null && ` ${change(row.change)}`}
      </p>
      <ul>
        {step.indicators.map((indicator) => (
          <IndicatorAnswers
            key={indicator.id}
            indicator={indicator}
            shown={[figures.now, ...figures.others]}
            instrument={instrument}
          />
        ))}
      </ul>
    </SidePanel>
  );
}

interface IndicatorAnswersProps {
  readonly indicator: Indicator;
  readonly shown: readonly Shown[];
  readonly instrument: Instrument;
}

function answerIn(assessment: Assessment, indicator: string) {
  return assessment.answers.find((answer) => answer.indicator === indicator);
}

function IndicatorAnswers({ indicator, shown, instrument }: IndicatorAnswersProps): ReactElement {
  const { t } = useTranslation();
  const { language } = useFormat();
  return (
    <li className={styles.indicator}>
      <h3 className={styles.statement}>{textIn(indicator.statement, language)}</h3>
      <dl className={styles.answers}>
        {shown.map(({ assessment, label }, at) => {
          const answer = answerIn(assessment, indicator.id);
          const option = findOption(instrument, answer?.option ?? '');
          return (
            <div key={assessment.id} className={at === 0 ? styles.now : undefined}>
              <dt>{label}</dt>
              <dd className={styles.answer}>
                {option ? (
                  <>
                    <LevelPills level={levelOf(instrument.scale, option.key)} />
                    {textIn(option.label, language)}
                  </>
                ) : (
                  t('analysis.cell.unanswered')
                )}
              </dd>
              {answer?.comment && (
                <dd className={styles.comment}>
                  <CommentIcon size={16} />
                  {answer.comment}
                </dd>
              )}
            </div>
          );
        })}
      </dl>
    </li>
  );
}
