import { useId, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton, ActionLink } from '../parts/ActionLink.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { useUnitPath } from '../parts/unit.ts';
import { usePlanPage } from './context.ts';
import { suggested } from './model.ts';
import { TakeDialog } from './TakeDialog.tsx';

/** Where no goal stands yet: what will, why, and one way on. */
export function EmptyPlan(): ReactElement {
  const { t } = useTranslation();
  const path = useUnitPath();
  const { instrument, assessments, plan, mayWrite } = usePlanPage();
  const first = useMemo(() => suggested(instrument, assessments, plan).list[0], [instrument, assessments, plan]);
  const [isTaking, setTaking] = useState(false);
  const heading = useId();
  const kind = !mayWrite ? 'reader' : first ? 'suggested' : 'unassessed';
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className="visually-hidden">
        {t('plan.chosenGoals')}
      </h2>
      <EmptyState
        title={t('plan.empty.title')}
        text={
          <>
            <p>{t('plan.empty.text')}</p>
            <p>{t(`plan.empty.${kind}`)}</p>
          </>
        }
        action={
          kind === 'suggested' ? (
            <ActionButton onClick={() => setTaking(true)}>{t('plan.empty.takeFirst')}</ActionButton>
          ) : kind === 'unassessed' ? (
            <ActionLink to={path('/assess')}>{t('plan.empty.assess')}</ActionLink>
          ) : undefined
        }
      />
      {isTaking && first && <TakeDialog suggestion={first} close={() => setTaking(false)} />}
    </section>
  );
}
