/** What the parts of the plan's page have in common. */
import { useQuery, useSuspenseQueries } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { Action, Plan } from '../../bot/api/schemas/plan.ts';
import type { RightKey } from '../../bot/api/schemas/rights.ts';
import type { Me, Unit } from '../../bot/api/schemas/units.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { textIn } from '../../lika/instrument/instrument.ts';
import { peopleQuery } from '../parts/more-queries.ts';
import type { PersonData } from '../parts/more-queries.ts';
import { assessmentsQuery, instrumentQuery, meQuery, planQuery } from '../parts/queries.ts';
import { useUnit } from '../parts/unit.ts';

export interface PlanPage {
  readonly unit: Unit;
  readonly me: Me['person'];
  readonly plan: Plan;
  readonly instrument: Instrument;
  readonly assessments: readonly Assessment[];
  readonly people: readonly PersonData[];
  /** `known`: the team couldn't be asked, so these are only those met before. */
  readonly peopleSource: 'live' | 'known';
  /** The right that keeps the team from being asked. */
  readonly peopleNeeds: RightKey | null;
  /** Null for someone who isn't in the team (any more); an ellipsis until the team has answered. */
  readonly nameOf: (person: string) => string | null;
  /** `Kompetens, steg 1` */
  readonly placeOf: (area: string | null, step: number | null) => string;
  readonly mayWrite: boolean;
  readonly maySend: boolean;
  readonly mayConfirm: boolean;
  readonly mayTake: boolean;
}

export const PlanContext = createContext<PlanPage | null>(null);

export function usePlanPage(): PlanPage {
  const page = useContext(PlanContext);
  if (!page) throw new Error('usePlanPage outside the plan');
  return page;
}

/** Fetches all that the page stands on; suspends until it is there. `ref` is the unit's instrument. */
export function useLoadedPlan(ref: NonNullable<Unit['instrument']>): PlanPage {
  const { t, i18n } = useTranslation();
  const unit = useUnit();
  const [plan, assessments, instrument, me] = useSuspenseQueries({
    queries: [planQuery(unit.id), assessmentsQuery(unit.id), instrumentQuery(ref, i18n.language), meQuery],
  });
  const may = (action: string): boolean => unit.may.includes(action);
  const people = useQuery({ ...peopleQuery(unit.id), enabled: may('people.read') });
  const list: readonly PersonData[] = people.data?.people ?? [];
  const { person } = me.data;
  return {
    unit,
    me: person,
    plan: plan.data,
    instrument: instrument.data,
    assessments: assessments.data.assessments,
    people: list,
    peopleSource: people.isError ? 'known' : (people.data?.source ?? 'live'),
    peopleNeeds: people.data?.needs ?? null,
    nameOf: (id) =>
      list.find((each) => each.id === id)?.name ?? (id === person.id ? person.name : people.isLoading ? '…' : null),
    placeOf: (area, step) => {
      const found = instrument.data.areas.find(({ key }) => key === area);
      if (!found) return t('plan.noArea');
      const name = textIn(found.name, i18n.language);
      return step === null ? name : t('plan.place', { area: name, step });
    },
    mayWrite: may('plan.write'),
    maySend: may('planner.send'),
    mayConfirm: may('plan.confirm'),
    mayTake: may('action.take'),
  };
}

/** The step that an action's first indicator stands on, or null. */
export function stepOf(instrument: Instrument, indicators: readonly string[]): number | null {
  const id = indicators[0];
  for (const area of instrument.areas)
    for (const { step, indicators: all } of area.steps) if (all.some((indicator) => indicator.id === id)) return step;
  return null;
}

/** Whether the person may say how the action goes: one who writes the plan, or the one responsible. */
export function maySay(page: PlanPage, action: Pick<Action, 'responsible'>): boolean {
  return page.mayWrite || (page.mayTake && action.responsible === page.me.id);
}

export interface OpenAction {
  readonly id: string | null;
  readonly open: (id: string) => void;
  readonly close: () => void;
}

/** The action whose panel is open: it stands in the address, so that links and Back work. */
export function useOpenAction(): OpenAction {
  const [search, setSearch] = useSearchParams();
  const withAction = (id: string | null): URLSearchParams => {
    const next = new URLSearchParams(search);
    if (id === null) next.delete('action');
    else next.set('action', id);
    return next;
  };
  return {
    id: search.get('action'),
    open: (id) => setSearch(withAction(id)),
    close: () => setSearch(withAction(null)),
  };
}

/** The id of an action's row, where focus returns when its panel closes. */
export function rowId(action: string): string {
  return `action-${action}`;
}
