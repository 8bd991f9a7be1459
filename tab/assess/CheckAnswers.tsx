import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { completeness, firstUnanswered } from '../../lika/assessment/completeness.ts';
import { findOption, textIn } from '../../lika/instrument/instrument.ts';
import type { Area, Indicator, Instrument } from '../../lika/instrument/instrument.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { NOT_ANSWERED, useAnswering } from '../parts/answering.ts';
import type { Answering } from '../parts/answering.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { useFormat } from '../parts/format.ts';
import { LevelPills, levelOf } from '../parts/LevelPills.tsx';
import { Loading } from '../parts/Loading.tsx';
import { NavEnd } from '../parts/NavEnd.tsx';
import { Page } from '../parts/Page.tsx';
import { HistoryIcon } from '../parts/more-icons.tsx';
import { SavedSign } from '../parts/SavedSign.tsx';
import { Segments } from '../parts/Segments.tsx';
import { StatusTag } from '../parts/StatusTag.tsx';
import { useUnit, useUnitPath } from '../parts/unit.ts';
import styles from './CheckAnswers.module.css';
import { doingsOf } from './reconsider.ts';
import { useAssessing } from './useAssessing.ts';
import type { Assessing } from './useAssessing.ts';

/** All answers per area, what is unanswered, and the way on to Dela. */
export function CheckAnswers(): ReactElement {
  const assessing = useAssessing();
  const to = useUnitPath();
  if (assessing.kind === 'asking') return <Loading />;
  if (assessing.kind === 'failed') return <ErrorState error={assessing.error} retry={assessing.retry} />;
  return assessing.kind === 'open' ? <OpenCheck assessing={assessing} /> : <Navigate to={to('/assess')} replace />;
}

function OpenCheck({ assessing }: { readonly assessing: Extract<Assessing, { kind: 'open' }> }): ReactElement {
  const { assessment, instrument } = assessing;
  const { t } = useTranslation();
  const unit = useUnit();
  const to = useUnitPath();
  const answering = useAnswering(assessment);
  const done = completeness(instrument, answering.answers);
  const next = firstUnanswered(instrument, answering.answers);
  const left = done.total - done.answered;
  const doings = useMemo(() => doingsOf(assessment), [assessment]);
  const [filter, choose] = useFilter(doings.size);
  return (
    <Page
      title={t('assess.check.title')}
      meta={<span>{t('assess.check.of', { unit: unit.name, answered: done.answered, total: done.total })}</span>}
      back={{ to: to('/assess'), label: t('assess.allAreas') }}
    >
      <NavEnd>
        <SavedSign assessment={assessment} />
      </NavEnd>
      <Card isNext className={styles.finish}>
        <div className={styles.words}>
          <h2>{next ? t('assess.check.leftTitle', { count: left }) : t('assess.check.allTitle')}</h2>
          <p>{next ? t('assess.check.leftText') : t(`assess.check.allText.${assessment.kind}`)}</p>
        </div>
        {next ? (
          <ActionLink size="large" to={to(`/assess/${next.area.key}`, { hash: next.indicator.id })}>
            {t('assess.check.goOn')}
          </ActionLink>
        ) : (
          <ActionLink size="large" to={to('/share', { search: { assessment: assessment.id } })}>
            {t('assess.check.finish')}
          </ActionLink>
        )}
      </Card>
      {doings.size > 0 && (
        <div className={styles.filter}>
          <Segments
            label={t('assess.reconsider.filter.label')}
            isLabelHidden
            segments={FILTERS.map((value) => ({
              value,
              label: t(`assess.reconsider.filter.${value}`, { count: doings.size }),
            }))}
            value={filter}
            choose={choose}
          />
        </div>
      )}
      {instrument.areas.map((area) => (
        <AreaAnswers key={area.key} {...{ area, instrument, answering, doings }} isNarrow={filter === 'reconsider'} />
      ))}
    </Page>
  );
}

type Filter = 'all' | 'reconsider';
const FILTERS: readonly Filter[] = ['all', 'reconsider'];

/** What is looked at; it stands in the address, so that the overview can lead here. */
function useFilter(count: number): [Filter, (filter: Filter) => void] {
  const [search, setSearch] = useSearchParams();
  const choose = (filter: Filter): void => {
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (filter === 'all') after.delete('show');
        else after.set('show', filter);
        return after;
      },
      { replace: true },
    );
  };
  return [search.get('show') === 'reconsider' && count > 0 ? 'reconsider' : 'all', choose];
}

interface AreaAnswersProps {
  readonly area: Area;
  readonly instrument: Instrument;
  readonly answering: Answering;
  /** What has been done since last time, by indicator. */
  readonly doings: ReadonlyMap<string, unknown>;
  /** Those indicators alone. */
  readonly isNarrow: boolean;
}

function AreaAnswers(props: AreaAnswersProps): ReactElement | null {
  const { area, instrument, answering, doings, isNarrow } = props;
  const { t } = useTranslation();
  const { language } = useFormat();
  const steps = area.steps
    .map(({ step, indicators }) => ({ step, indicators: indicators.filter(({ id }) => !isNarrow || doings.has(id)) }))
    .filter(({ indicators }) => indicators.length > 0);
  if (steps.length === 0) return null;
  return (
    <section className={styles.area} aria-labelledby={`check-${area.key}`}>
      <h2 id={`check-${area.key}`}>{textIn(area.name, language)}</h2>
      <Card padding="none">
        {steps.map(({ step, indicators }) => (
          <div key={step} className={styles.step}>
            <h3 className={styles.stepName}>{t('score.step', { step })}</h3>
            <ul>
              {indicators.map((indicator) => (
                <AnswerRow
                  key={indicator.id}
                  {...{ area, instrument, indicator }}
                  answer={answering.shown.get(indicator.id) ?? NOT_ANSWERED}
                  isToReconsider={doings.has(indicator.id)}
                />
              ))}
            </ul>
          </div>
        ))}
      </Card>
    </section>
  );
}

interface AnswerRowProps {
  readonly area: Area;
  readonly instrument: Instrument;
  readonly indicator: Indicator;
  readonly answer: { readonly option: string | null; readonly comment: string | null };
  readonly isToReconsider: boolean;
}

function AnswerRow({ area, instrument, indicator, answer, isToReconsider }: AnswerRowProps): ReactElement {
  const { t } = useTranslation();
  const { language } = useFormat();
  const to = useUnitPath();
  const option = findOption(instrument, answer.option ?? '');
  const statement = textIn(indicator.statement, language);
  return (
    <li className={styles.row}>
      <div className={styles.statement}>
        {statement}
        {isToReconsider && (
          <span className={styles.tag}>
            <StatusTag tone="going">
              <HistoryIcon size={16} />
              {t('assess.reconsider.tag')}
            </StatusTag>
          </span>
        )}
        {answer.comment && <p className={styles.comment}>{answer.comment}</p>}
      </div>
      <span className={option ? styles.level : styles.missing}>
        {option && <LevelPills level={levelOf(instrument.scale, option.key)} />}
        {option ? textIn(option.label, language) : t('assess.noAnswer')}
      </span>
      <Link className={styles.change} to={to(`/assess/${area.key}`, { hash: indicator.id })}>
        {option ? t('assess.check.change') : t('assess.check.answer')}
        <span className="visually-hidden">: {statement}</span>
      </Link>
    </li>
  );
}
