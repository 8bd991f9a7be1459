import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Plan } from '../../bot/api/schemas/plan.ts';
import type { Unit } from '../../bot/api/schemas/units.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { useFormat } from '../parts/format.ts';
import { useMedia } from '../parts/media.ts';
import { useMoreTexts } from '../parts/more-texts.ts';
import { Page } from '../parts/Page.tsx';
import { useUnit } from '../parts/unit.ts';
import { ActionPanel } from './ActionPanel.tsx';
import { ConfirmedView } from './ConfirmedView.tsx';
import { PlanContext, rowId, useLoadedPlan, useOpenAction } from './context.ts';
import { Goals } from './Goals.tsx';
import { PlanEnd, PlanMeta } from './PlanHead.tsx';
import { useLooking } from './planner/looking.ts';
import { PlannerPlanNotice } from './planner/PlanState.tsx';
import { ScheduleNotice } from './ScheduleNotice.tsx';
import { Suggestions } from './Suggestions.tsx';
import styles from './PlanView.module.css';

/** The plan: goals own the actions, suggestions beside, one action open in a panel; or a plan as it was confirmed. */
export function PlanView(): ReactElement {
  useMoreTexts();
  const { t } = useTranslation();
  const { instrument } = useUnit();
  const [search] = useSearchParams();
  const confirmation = search.get('confirmation');
  if (!instrument)
    return (
      <Page title={t('plan.titleAlone')}>
        <EmptyState title={t('plan.noInstrument.title')} text={t('plan.noInstrument.text')} />
      </Page>
    );
  return <LoadedPlan instrument={instrument} confirmation={confirmation} />;
}

interface LoadedPlanProps {
  readonly instrument: NonNullable<Unit['instrument']>;
  readonly confirmation: string | null;
}

function LoadedPlan({ instrument, confirmation }: LoadedPlanProps): ReactElement {
  const page = useLoadedPlan(instrument);
  return (
    <PlanContext value={page}>
      {confirmation === null ? <LivingPlan plan={page.plan} /> : <ConfirmedView id={confirmation} />}
    </PlanContext>
  );
}

function LivingPlan({ plan }: { readonly plan: Plan }): ReactElement {
  const { t } = useTranslation();
  const { schoolYear } = useFormat();
  const { id, close } = useOpenAction();
  const isBeside = useMedia('(width >= 1000px)');
  const open = plan.actions.find((action) => action.id === id) ?? null;
  useReturnOfFocus(open?.id ?? null);
  useLooking(plan.unit, plan.planner !== null);
  return (
    <div className={open && isBeside ? styles.beside : undefined}>
      <Page title={t('plan.title', { year: schoolYear(plan.schoolYear) })} meta={<PlanMeta />} end={<PlanEnd />}>
        <PlannerPlanNotice />
        <ScheduleNotice />
        <div className={styles.room}>
          <div className={styles.columns}>
            <Goals />
            <Suggestions />
          </div>
        </div>
      </Page>
      {open && <ActionPanel key={open.id} id={open.id} isBeside={isBeside} close={close} />}
    </div>
  );
}

/** When a panel has closed, focus goes back to the row it was opened from. */
function useReturnOfFocus(open: string | null): void {
  const before = useRef(open);
  useEffect(() => {
    const closed = before.current;
    before.current = open;
    if (open !== null || closed === null) return;
    // After the modal has given the page back.
    const timer = setTimeout(() => document.getElementById(rowId(closed))?.focus(), 0);
    return () => clearTimeout(timer);
  }, [open]);
}
