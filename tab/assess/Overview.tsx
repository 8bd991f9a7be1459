import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { completeness, firstUnanswered } from '../../lika/assessment/completeness.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { useAnswering } from '../parts/answering.ts';
import { Card } from '../parts/Card.tsx';
import { useFormat } from '../parts/format.ts';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { SavedSign } from '../parts/SavedSign.tsx';
import { useUnit } from '../parts/unit.ts';
import { AreaList } from './AreaList.tsx';
import { BeginCard } from './BeginCard.tsx';
import { BringInLink } from './BringInLink.tsx';
import { CheckRow } from './CheckRow.tsx';
import { ContinueCard } from './ContinueCard.tsx';
import { LeftOver } from './LeftOver.tsx';
import styles from './Overview.module.css';
import { ReconsiderCard } from './ReconsiderCard.tsx';
import { useAssessing } from './useAssessing.ts';
import type { Assessing } from './useAssessing.ts';

/** Skatta: the task list of areas, with the place to go on from first. */
export function Overview(): ReactElement {
  const assessing = useAssessing();
  const unit = useUnit();
  const { t } = useTranslation();
  if (assessing.kind === 'asking') return <Loading />;
  if (assessing.kind === 'failed') return <ErrorState error={assessing.error} retry={assessing.retry} />;
  if (assessing.kind === 'open') return <OpenOverview assessing={assessing} />;
  return (
    <Page title={t('assess.title', { unit: unit.name })}>
      {assessing.kind === 'not-begun' ? (
        <div className={styles.main}>
          <LeftOver {...assessing} open={null} />
          <BeginCard makes={assessing.makes} instrument={assessing.instrument} published={assessing.published} />
        </div>
      ) : (
        <EmptyState
          title={t(`assess.${assessing.kind}.title`)}
          text={t(`assess.${assessing.kind}.text.${assessing.kind === 'no-instrument' ? unit.kind : 'any'}`)}
        />
      )}
    </Page>
  );
}

function OpenOverview({ assessing }: { readonly assessing: Extract<Assessing, { kind: 'open' }> }): ReactElement {
  const { assessment, instrument, published } = assessing;
  const { t } = useTranslation();
  const { term, date } = useFormat();
  const unit = useUnit();
  const { answers } = useAnswering(assessment);
  const done = completeness(instrument, answers);
  const next = firstUnanswered(instrument, answers);
  return (
    <Page
      title={t('assess.title', { unit: unit.name })}
      meta={
        <>
          <span>{term(assessment.created)}</span>
          <span>{t('assess.answered', { answered: done.answered, total: done.total })}</span>
          <span>{t(`assess.seenBy.${assessment.kind}.${assessment.state === 'shared' ? 'shared' : 'draft'}`)}</span>
        </>
      }
      end={<SavedSign assessment={assessment} />}
    >
      <div className={styles.columns}>
        <div className={styles.main}>
          <LeftOver assessments={assessing.assessments} open={assessment} instrument={instrument} />
          {next && <ContinueCard instrument={instrument} next={next} isBegun={done.answered > 0} />}
          {assessment.reconsider.length > 0 && (
            <ReconsiderCard instrument={instrument} reconsider={assessment.reconsider} />
          )}
          <section aria-labelledby="areas">
            <div className={styles.head}>
              <h2 id="areas">{t('assess.areas')}</h2>
              <span className={styles.small}>{t('assess.anyOrder')}</span>
            </div>
            <AreaList instrument={instrument} done={done} />
          </section>
          <CheckRow left={done.total - done.answered} total={done.total} />
        </div>
        <div className={styles.side}>
          {assessment.kind === 'own' && (
            <Card>
              <h2>{t('assess.own.title')}</h2>
              <p className={styles.text}>{t('assess.own.text')}</p>
            </Card>
          )}
          {published?.published && assessment.kind === 'unit' && (
            <Card>
              <h2>{t('assess.standing.title')}</h2>
              <p className={styles.text}>{t('assess.standing.text', { date: date(published.published) })}</p>
            </Card>
          )}
          <Card>
            <h2>{t('assess.pace.title')}</h2>
            <p className={styles.text}>{t('assess.pace.text')}</p>
          </Card>
          {assessment.kind === 'unit' && <BringInLink />}
        </div>
      </div>
    </Page>
  );
}
