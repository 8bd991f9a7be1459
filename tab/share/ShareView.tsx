import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { useAssessing } from '../assess/useAssessing.ts';
import { ActionLink } from '../parts/ActionLink.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorCard, ErrorState } from '../parts/ErrorState.tsx';
import { useFormat } from '../parts/format.ts';
import { CheckIcon } from '../parts/icons.tsx';
import { Loading } from '../parts/Loading.tsx';
import { audienceQuery } from '../parts/more-queries.ts';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Page } from '../parts/Page.tsx';
import { useMay, useUnit, useUnitPath } from '../parts/unit.ts';
import { useGenitive } from './genitive.ts';
import { ShareForm } from './ShareForm.tsx';
import { Published } from './Published.tsx';
import styles from './ShareView.module.css';

/** What has just been done, said until the person leaves the page. */
export interface Done {
  readonly what: 'published' | 'shared' | 'taken-back' | 'withdrawn';
  readonly at: string;
  /** The channel that gets the card, by name (empty when that isn't known); null when none does. */
  readonly channel: string | null;
}

/** Dela: one step that shows who will see what before anything happens. */
export function ShareView(): ReactElement {
  useMoreTexts();
  const assessing = useAssessing();
  const { t } = useTranslation();
  const path = useUnitPath();
  const may = useMay();
  const [done, setDone] = useState<Done | null>(null);
  if (assessing.kind === 'asking') return <Loading />;
  if (assessing.kind === 'failed') return <ErrorState error={assessing.error} retry={assessing.retry} />;
  const isKnown = assessing.kind === 'open' || assessing.kind === 'not-begun';
  const open = assessing.kind === 'open' ? assessing.assessment : null;
  const published = isKnown && may('assessment.withdraw') ? assessing.published : null;
  const first = open ?? published;
  if (!isKnown || !first)
    return (
      <ShareFrame title={t('share.titleAlone')} done={done}>
        <EmptyState
          title={t('share.empty.title')}
          text={t(isKnown ? 'share.empty.text' : 'share.empty.reader')}
          action={isKnown && <ActionLink to={path('/assess')}>{t('share.empty.assess')}</ActionLink>}
        />
      </ShareFrame>
    );
  return (
    <Sharing assessment={first} published={published} instrument={assessing.instrument} done={done} setDone={setDone} />
  );
}

interface SharingProps {
  readonly assessment: Assessment;
  readonly published: Assessment | null;
  readonly instrument: Instrument;
  readonly done: Done | null;
  readonly setDone: (done: Done) => void;
}

function Sharing({ assessment, published, instrument, done, setDone }: SharingProps): ReactElement {
  const { t } = useTranslation();
  const { term } = useFormat();
  const unit = useUnit();
  const genitive = useGenitive();
  const audience = useQuery(audienceQuery(assessment.id));
  const isPublished = assessment.state === 'published';
  const { answered, total, kind } = assessment;
  const title = t(kind === 'own' ? 'share.titleOwn' : 'share.title', { unit: genitive(unit.name) });
  const facts = t('share.facts', { term: term(assessment.published ?? assessment.created), answered, total });
  return (
    <ShareFrame title={title} done={done} meta={`${facts} ${t(isPublished ? 'share.isFixed' : 'share.nothingYet')}`}>
      {audience.data ? (
        isPublished ? (
          <Published {...{ assessment, instrument, setDone }} audience={audience.data} />
        ) : (
          <ShareForm key={assessment.id} {...{ assessment, published, instrument, setDone }} audience={audience.data} />
        )
      ) : audience.error ? (
        <ErrorCard error={audience.error} retry={() => void audience.refetch()} />
      ) : (
        <Loading />
      )}
    </ShareFrame>
  );
}

interface ShareFrameProps {
  readonly title: string;
  readonly meta?: string;
  readonly done: Done | null;
  readonly children: ReactNode;
}

function ShareFrame({ title, meta, done, children }: ShareFrameProps): ReactElement {
  const { t } = useTranslation();
  const path = useUnitPath();
  return (
    <Page title={title} back={{ to: path('/'), label: t('nav.now') }} meta={meta}>
      {done && <DoneNotice done={done} />}
      {children}
    </Page>
  );
}

/** The sentence after: what happened, when, and who sees it now. Takes focus, since the button that did it is gone. */
function DoneNotice({ done }: { readonly done: Done }): ReactElement {
  const { t } = useTranslation();
  const { time } = useFormat();
  const path = useUnitPath();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'center' });
  }, [done]);
  return (
    <div ref={box} tabIndex={-1} className={styles.done} role="status">
      <span className={styles.check}>
        <CheckIcon />
      </span>
      <p>
        <strong>{t(`share.done.${done.what}.title`, { time: time(done.at) })}</strong>{' '}
        {t(`share.done.${done.what}.text`)}
        {done.channel !== null &&
          ` ${done.channel === '' ? t('share.done.cardUnnamed') : t('share.done.card', { channel: done.channel })}`}
      </p>
      {done.what === 'published' && (
        <ActionLink look="plain" to={path('/documents')}>
          {t('share.done.documents')}
        </ActionLink>
      )}
      <ActionLink look="plain" to={path('/')}>
        {t('share.done.toNow')}
      </ActionLink>
    </div>
  );
}
