import { useQuery } from '@tanstack/react-query';
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useParams } from 'react-router';
import type { Discussion } from '../../bot/api/schemas/talk.ts';
import { answersOf } from '../../lika/analysis/cells.ts';
import { completeness, nextUnanswered } from '../../lika/assessment/completeness.ts';
import { placedIndicators, textIn } from '../../lika/instrument/instrument.ts';
import type { Area, Instrument, Step } from '../../lika/instrument/instrument.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { useAnswering } from '../parts/answering.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { useFormat } from '../parts/format.ts';
import { Loading } from '../parts/Loading.tsx';
import { useMedia } from '../parts/media.ts';
import { NavEnd } from '../parts/NavEnd.tsx';
import { Page } from '../parts/Page.tsx';
import { SavedSign } from '../parts/SavedSign.tsx';
import { discussionsQuery } from '../parts/talk-queries.ts';
import { useGo, useMay, useUnit, useUnitPath } from '../parts/unit.ts';
import styles from './AreaPage.module.css';
import { focusIndicator } from './focus.ts';
import { LevelGuide } from './LevelGuide.tsx';
import { doingsOf } from './reconsider.ts';
import { useNextKey } from './shortcuts.ts';
import { StepSection } from './StepSection.tsx';
import { useAssessing } from './useAssessing.ts';
import type { Assessing } from './useAssessing.ts';

/** One area's indicators. Without an open assessment, the overview says what to do instead. */
export function AreaPage(): ReactElement {
  const assessing = useAssessing();
  const { area: key } = useParams();
  const to = useUnitPath();
  if (assessing.kind === 'asking') return <Loading />;
  if (assessing.kind === 'failed') return <ErrorState error={assessing.error} retry={assessing.retry} />;
  const area = assessing.kind === 'open' ? assessing.instrument.areas.find((each) => each.key === key) : undefined;
  if (assessing.kind !== 'open' || !area) return <Navigate to={to('/assess')} replace />;
  return <OpenArea key={`${assessing.assessment.id} ${area.key}`} area={area} assessing={assessing} />;
}

interface OpenAreaProps {
  readonly area: Area;
  readonly assessing: Extract<Assessing, { kind: 'open' }>;
}

function OpenArea({ area, assessing }: OpenAreaProps): ReactElement {
  const { assessment, instrument, published } = assessing;
  const { t } = useTranslation();
  const { language } = useFormat();
  const answering = useAnswering(assessment);
  const done = useMemo(() => completeness(instrument, answering.answers), [instrument, answering.answers]);
  const before = useMemo(() => answersOf(published?.answers ?? []), [published]);
  const talks = useTalks();
  const doings = useMemo(() => doingsOf(assessment), [assessment]);
  const { next, target, follow } = usePlace(area, assessing, answering.answers);
  const to = useUnitPath();
  const { steps, isWhole } = useSteps(area, target);
  const isWide = useMedia('(width >= 1180px)');
  useNextKey(follow);

  const progress = done.areas[area.key] ?? { answered: 0, total: 0, steps: {} };
  const isDone = progress.answered === progress.total;
  const following = instrument.areas[instrument.areas.indexOf(area) + 1];
  return (
    <Page
      title={t('assess.areaTitle', { area: textIn(area.name, language), ...progress })}
      back={{ to: to('/assess'), label: t('assess.allAreas') }}
      focusTitle={target === null}
    >
      <NavEnd>
        <SavedSign assessment={assessment} />
      </NavEnd>
      <div className={styles.columns}>
        <div className={styles.steps}>
          {!isWide && <LevelGuide scale={instrument.scale} as="disclosure" />}
          {steps.map((step) => (
            <StepSection
              key={step.step}
              instrument={instrument}
              step={step}
              progress={progress.steps[step.step] ?? { answered: 0, total: 0 }}
              answering={answering}
              before={before}
              talks={talks}
              doings={doings}
              next={next}
              target={target}
            />
          ))}
          <Card className={styles.onward}>
            <p>
              {isDone
                ? t('assess.areaDone', { area: textIn(area.name, language) })
                : t('assess.areaLeft', { count: progress.total - progress.answered })}
            </p>
            {isDone && done.answered === done.total ? (
              <ActionLink to={to('/assess/check')}>{t('assess.check.title')}</ActionLink>
            ) : following ? (
              <ActionLink look={isDone ? 'primary' : 'secondary'} to={to(`/assess/${following.key}`)}>
                {t('assess.goOn', { area: textIn(following.name, language) })}
              </ActionLink>
            ) : (
              <ActionLink look={isDone ? 'primary' : 'secondary'} to={to('/assess')}>
                {t('assess.allAreas')}
              </ActionLink>
            )}
          </Card>
        </div>
        {isWide && isWhole && <LevelGuide scale={instrument.scale} as="rail" />}
      </div>
    </Page>
  );
}

const NO_TALKS: ReadonlyMap<string, Discussion> = new Map();

/** The latest talk about each indicator that has been talked about. */
function useTalks(): ReadonlyMap<string, Discussion> {
  const { id } = useUnit();
  const may = useMay();
  const { data } = useQuery({ ...discussionsQuery(id), enabled: may('discussion.join') });
  // The service gives the newest first, and the last of the same key stays.
  return useMemo(
    () => (data ? new Map(data.discussions.map((talk) => [talk.indicator, talk] as const).reverse()) : NO_TALKS),
    [data],
  );
}

/** As many indicators as a screen holds. */
const FIRST_DRAWN = 4;

/** What meets the eye first is drawn at once (or all up to what the address points at), the rest right after it. */
function useSteps(area: Area, target: string | null): { readonly steps: readonly Step[]; readonly isWhole: boolean } {
  const [isWhole, setWhole] = useState(false);
  useEffect(() => startTransition(() => setWhole(true)), []);
  if (isWhole) return { steps: area.steps, isWhole };
  const pointed = area.steps.findIndex(({ indicators }) => indicators.some(({ id }) => id === target));
  if (pointed >= 0) return { steps: area.steps.slice(0, pointed + 1), isWhole };
  const first = area.steps.slice(0, 1);
  return { steps: first.map((step) => ({ ...step, indicators: step.indicators.slice(0, FIRST_DRAWN) })), isWhole };
}

/** The indicator before this one in the instrument, so that a search after it begins with this one. */
function precedingOf(instrument: Instrument, indicator: string): string {
  const all = placedIndicators(instrument);
  return all[all.findIndex((placed) => placed.indicator.id === indicator) - 1]?.indicator.id ?? '';
}

/** Where on the page the person is to be: the address's indicator, or the first unanswered when they come back. */
function usePlace(area: Area, { instrument }: OpenAreaProps['assessing'], answers: ReadonlyMap<string, string>) {
  const { hash } = useLocation();
  const go = useGo();
  const ids = useMemo(() => area.steps.flatMap((step) => step.indicators.map(({ id }) => id)), [area]);
  const next = ids.find((id) => !answers.has(id)) ?? null;
  const isBack = ids.some((id) => answers.has(id));
  const asked = decodeURIComponent(hash.slice(1));
  // Decided when the page opens, and when the address changes; not while one answers.
  const first = useRef({ hash, target: asked !== '' && ids.includes(asked) ? asked : isBack ? next : null });
  if (first.current.hash !== hash) first.current = { hash, target: ids.includes(asked) ? asked : null };
  const { target } = first.current;
  useEffect(() => {
    if (target !== null) focusIndicator(target, 'at-once');
  }, [target, hash]);

  const latest = useRef(answers);
  latest.current = answers;
  const follow = useCallback(() => {
    const here = document.activeElement?.closest('section[id]')?.id;
    const isHere = here !== undefined && ids.includes(here);
    const before = ids[0] === undefined ? '' : precedingOf(instrument, ids[0]);
    const placed = nextUnanswered(instrument, latest.current, isHere ? here : before);
    if (!placed) go('/assess/check');
    else if (placed.area.key === area.key) focusIndicator(placed.indicator.id, 'gently');
    else go(`/assess/${placed.area.key}`, { hash: placed.indicator.id });
  }, [instrument, ids, area, go]);
  return { next, target, follow };
}
