import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ActionButton } from '../../parts/ActionLink.tsx';
import { WarningIcon } from '../../parts/icons.tsx';
import { ClockIcon, SyncIcon } from '../../parts/more-icons.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { useUnitPath } from '../../parts/unit.ts';
import { RightNotice } from '../../rights/RightNotice.tsx';
import { usePlanPage } from '../context.ts';
import { unsent } from '../model.ts';
import { PlannerDialog } from './PlannerDialog.tsx';
import styles from './PlanState.module.css';
import { isStuck } from './stuck.ts';
import { TryNow } from './TryNow.tsx';
import { usePlannerWords } from './words.ts';

/** How the plan as a whole stands towards Planner: a few quiet words, and the way to change where it is. */
export function PlannerLine(): ReactElement | null {
  const { t } = useTranslation();
  const words = usePlannerWords();
  const { plan, maySend } = usePlanPage();
  const [isMoving, setMoving] = useState(false);
  const { planner } = plan;
  if (!planner) return null;
  const { stage, cause, at, until } = planner;
  if (stage === 'needs-you' && cause === 'question') return <ToFirst state="needs-you" text="plan.planner.asks" />;
  if (isStuck(planner)) return maySend ? null : <Words text={t('plan.planner.queued')} />;
  if (stage === 'waiting')
    return (
      <span className={styles.words}>
        <Words text={`${words.cause(cause)} ${words.retry(until)}`.trim()} />
        {maySend && <TryNow />}
      </span>
    );
  if (stage === 'due') return <Words text={t('plan.planner.queuedLong')} />;
  if (plan.actions.some((action) => action.planner.state === 'failed'))
    return <ToFirst state="failed" text="plan.planner.refused" />;
  const seen = at === null ? t('plan.planner.synced') : t('plan.planner.seen', { at: words.moment(at) });
  return (
    <>
      {maySend ? (
        <button
          type="button"
          className={`${styles.words} ${styles.button}`}
          title={t('plan.planner.place.change')}
          onClick={() => setMoving(true)}
        >
          <SyncIcon size={16} />
          {seen}
        </button>
      ) : (
        <span className={styles.words}>
          <SyncIcon size={16} />
          {seen}
        </span>
      )}
      {isMoving && <PlannerDialog actions={unsent(plan)} isMoving close={() => setMoving(false)} />}
    </>
  );
}

function Words({ text }: { readonly text: string }): ReactElement {
  return (
    <span className={styles.words}>
      <ClockIcon size={16} />
      {text}
    </span>
  );
}

interface ToFirstProps {
  readonly state: 'needs-you' | 'failed';
  readonly text: 'plan.planner.asks' | 'plan.planner.refused';
}

/** How many actions wait for an answer, or were refused, and the way to the first of them. */
function ToFirst({ state, text }: ToFirstProps): ReactElement | null {
  const { t } = useTranslation();
  const path = useUnitPath();
  const { plan } = usePlanPage();
  const asked = plan.actions.filter(({ planner }) => planner.state === state);
  const [first] = asked;
  if (!first) return null;
  return (
    <Link className={`${styles.words} ${styles.asking}`} to={path('/plan', { search: { action: first.id } })}>
      <WarningIcon size={16} />
      {t(text, { count: asked.length })}
    </Link>
  );
}

/** What keeps the whole plan from Planner, and what helps. For those who can do something about it. */
export function PlannerPlanNotice(): ReactElement | null {
  const { t } = useTranslation();
  const words = usePlannerWords();
  const { plan, maySend } = usePlanPage();
  const [isChoosing, setChoosing] = useState(false);
  const { planner } = plan;
  if (!planner || !maySend || !isStuck(planner)) return null;
  const { stage, cause } = planner;
  return (
    <div className={styles.notice}>
      {cause === 'consent-needed' ? (
        <RightNotice right="planner" cause={cause} />
      ) : (
        <Notice
          tone={stage === 'needs-you' ? 'trouble' : 'info'}
          title={t(stage === 'needs-you' ? 'plan.planner.needsYouTitle' : 'plan.planner.waitsTitle')}
          actions={
            <>
              <TryNow />
              {stage === 'needs-you' && (
                <ActionButton look="plain" onClick={() => setChoosing(true)}>
                  {t('plan.planner.place.other')}
                </ActionButton>
              )}
            </>
          }
        >
          {words.cause(cause)}
        </Notice>
      )}
      {isChoosing && <PlannerDialog actions={unsent(plan)} isMoving close={() => setChoosing(false)} />}
    </div>
  );
}
