import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { compare, finding } from '../../lika/analysis/compare.ts';
import { BeginCard } from '../assess/BeginCard.tsx';
import { useAssessing } from '../assess/useAssessing.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { Card } from '../parts/Card.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { useFindingText } from '../parts/finding.ts';
import { useFormat } from '../parts/format.ts';
import { Loading } from '../parts/Loading.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { analysisOf, useSchool } from '../parts/school.ts';
import type { School } from '../parts/school.ts';
import { ScoreTable } from '../parts/ScoreTable.tsx';
import { StatusTag } from '../parts/StatusTag.tsx';
import { useMay, useUnit, useUnitPath } from '../parts/unit.ts';
import styles from './Now.module.css';
import { NowSpider } from './NowSpider.tsx';
import { PlanCard } from './PlanCard.tsx';

/** Nuläge, the landing page: where the school stands, the same for every member. */
export function Now(): ReactElement {
  const state = useSchool();
  const unit = useUnit();
  const may = useMay();
  const { t } = useTranslation();
  if (state.kind === 'asking') return <Loading />;
  if (state.kind === 'failed') return <ErrorState error={state.error} retry={state.retry} />;
  if (state.kind === 'no-instrument') {
    return (
      <Page title={unit.name} meta={<UnitFacts />}>
        <EmptyState title={t('assess.no-instrument.title')} text={t(`assess.no-instrument.text.${unit.kind}`)} />
      </Page>
    );
  }
  const { school } = state;
  return (
    <Page
      title={unit.name}
      meta={
        <>
          <StandingTag standing={school.standing} />
          <UnitFacts />
        </>
      }
      end={school.standing && <GoOn />}
    >
      <HeadMissing />
      {school.standing ? <Result school={school} standing={school.standing} /> : <Empty />}
      {(school.standing || may('plan.write')) && may('plan.read') && <PlanCard hasResult={school.standing !== null} />}
    </Page>
  );
}

/** Nobody can act as the unit's head: said where everybody in the team lands, with the way to who can mend it. */
function HeadMissing(): ReactElement | null {
  const { headMissing } = useUnit();
  const { t } = useTranslation();
  const to = useUnitPath();
  if (headMissing === null) return null;
  return (
    <div className={styles.notice}>
      <Notice tone="trouble" title={t('now.headMissing.title')}>
        {t(`now.headMissing.${headMissing}`)} <Link to={to('/heads')}>{t('now.headMissing.how')}</Link>
      </Notice>
    </div>
  );
}

function UnitFacts(): ReactElement {
  const { grades, area } = useUnit();
  return <span>{[grades, area?.name].filter(Boolean).join(', ')}</span>;
}

function StandingTag({ standing }: { readonly standing: Assessment | null }): ReactElement | null {
  const { t } = useTranslation();
  const { date } = useFormat();
  if (standing?.published)
    return <StatusTag tone="done">{t('now.published', { date: date(standing.published) })}</StatusTag>;
  if (standing?.shared) return <StatusTag tone="going">{t('now.shared', { date: date(standing.shared) })}</StatusTag>;
  return null;
}

/** At the right of the title: an assessment that waits to be finished, or a new one. */
function GoOn(): ReactElement | null {
  const assessing = useAssessing();
  const { t } = useTranslation();
  const to = useUnitPath();
  if (assessing.kind === 'not-begun' && assessing.makes === 'unit') {
    return (
      <ActionLink look="secondary" to={to('/assess')}>
        {t('now.again')}
      </ActionLink>
    );
  }
  if (assessing.kind !== 'open' || assessing.assessment.state !== 'draft') return null;
  const { answered, total } = assessing.assessment;
  return (
    <>
      <p className={styles.ongoing}>
        {t(assessing.assessment.kind === 'own' ? 'assess.own.title' : 'now.ongoing')}
        <br />
        {t('now.answered', { answered, total })}
      </p>
      <ActionLink size="large" to={to('/assess')}>
        {t('now.continue')}
        <span className={styles.short}>· {t('now.continueShort', { answered, total })}</span>
      </ActionLink>
    </>
  );
}

/** A school without a result: one way in for those who may, else what will stand here. */
function Empty(): ReactElement {
  const assessing = useAssessing();
  const unit = useUnit();
  const { t } = useTranslation();
  const to = useUnitPath();
  if (assessing.kind === 'asking') return <Loading />;
  if (assessing.kind === 'not-begun' && assessing.makes === 'unit') return <BeginCard {...assessing} />;
  if (assessing.kind === 'open' && assessing.assessment.kind === 'unit') {
    const { answered, total } = assessing.assessment;
    return (
      <EmptyState
        title={t('now.empty.draft.title', { answered, total })}
        text={t('now.empty.draft.text')}
        action={
          <ActionLink size="large" to={to('/assess')}>
            {t('now.empty.finish')}
          </ActionLink>
        }
      />
    );
  }
  const isMember = assessing.kind === 'not-begun' || assessing.kind === 'open';
  return (
    <EmptyState
      title={t('now.empty.reader.title', { unit: unit.name })}
      text={t('now.empty.reader.text')}
      action={
        isMember && (
          <ActionLink to={to('/assess')}>
            {assessing.kind === 'open' ? t('now.continue') : t('now.empty.own')}
          </ActionLink>
        )
      }
    />
  );
}

function Result({ school, standing }: { readonly school: School; readonly standing: Assessment }): ReactElement {
  const may = useMay();
  const { instrument, previous } = school;
  const { rule } = useUnit();
  const { t } = useTranslation();
  const to = useUnitPath();
  const findingText = useFindingText();
  const { now, before, comparison } = useMemo(() => {
    const figures = analysisOf(instrument, standing, rule);
    const earlier = previous && analysisOf(instrument, previous, rule);
    return { now: figures, before: earlier, comparison: earlier && compare(figures, earlier) };
  }, [instrument, standing, previous, rule]);
  return (
    <>
      <h2 className={styles.finding}>{findingText(finding(instrument, comparison ?? now))}</h2>
      <Card className={styles.result}>
        <NowSpider instrument={instrument} now={now} before={before} beforeAt={previous?.published ?? null} />
        <ScoreTable instrument={instrument} analysis={now} comparison={comparison} since={previous?.published} />
      </Card>
      {standing.published !== null && (
        <p className={styles.documents}>
          <ActionLink look="plain" to={to('/documents')}>
            {t(may('plan.read') ? 'now.documents' : 'now.documentsOfResult')}
          </ActionLink>
        </p>
      )}
    </>
  );
}
