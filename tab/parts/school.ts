/** What a view of the unit's result needs, in one go. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import { analyse, answersOf } from '../../lika/analysis/cells.ts';
import type { Analysis, StepRule } from '../../lika/analysis/cells.ts';
import { isOpen } from '../../lika/assessment/states.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { useHost } from './host.ts';
import { assessmentsQuery, instrumentQuery } from './queries.ts';
import { useUnit } from './unit.ts';

export interface School {
  readonly instrument: Instrument;
  /** All that the person may see, newest first. */
  readonly assessments: readonly Assessment[];
  /** The result that stands: the newest published joint one, else the joint one shared with the unit. */
  readonly standing: Assessment | null;
  /** The joint published one before it. */
  readonly previous: Assessment | null;
  /** The joint one that is being made, when the person may see it. */
  readonly open: Assessment | null;
}

export type SchoolState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly retry: () => void }
  | { readonly kind: 'no-instrument' }
  | { readonly kind: 'ready'; readonly school: School };

/** Joint assessments that have been published and stand in the history, newest first. */
export function recordsOf(assessments: readonly Assessment[]): Assessment[] {
  return assessments
    .filter(({ kind, state }) => kind === 'unit' && (state === 'published' || state === 'superseded'))
    .sort((a, b) => ((a.published ?? '') < (b.published ?? '') ? 1 : -1));
}

function schoolOf(assessments: readonly Assessment[], instrument: Instrument): School {
  const records = recordsOf(assessments);
  const open = assessments.find(({ kind, state }) => kind === 'unit' && isOpen(state)) ?? null;
  const published = records.find(({ state }) => state === 'published') ?? null;
  const standing = published ?? (open?.state === 'shared' ? open : null);
  const previous =
    records.find((record) => record.id !== standing?.id && record.instrument.id === instrument.id) ?? null;
  return { instrument, assessments, standing, previous, open };
}

/** The unit's assessments and their instrument. */
export function useSchool(): SchoolState {
  const unit = useUnit();
  const { language } = useHost();
  const list = useQuery(assessmentsQuery(unit.id));
  const standing = list.data?.assessments.find(({ kind, state }) => kind === 'unit' && state === 'published');
  const ref = standing?.instrument ?? unit.instrument;
  const instrument = useQuery({ ...instrumentQuery(ref ?? { id: '', version: 0 }, language), enabled: ref !== null });
  const assessments = list.data?.assessments;
  const school = useMemo(
    () => (assessments && instrument.data ? schoolOf(assessments, instrument.data) : null),
    [assessments, instrument.data],
  );
  if (ref === null) return { kind: 'no-instrument' };
  const failed = [list, instrument].find((query) => query.error && !query.data);
  if (failed) return { kind: 'failed', error: failed.error, retry: () => void failed.refetch() };
  return school ? { kind: 'ready', school } : { kind: 'asking' };
}

/** The analysis of an assessment by the municipality's rule, leaving out what its instrument no longer has. */
export function analysisOf(instrument: Instrument, assessment: Assessment, rule: StepRule): Analysis {
  const known = new Set(
    instrument.areas.flatMap((area) => area.steps.flatMap((step) => step.indicators.map(({ id }) => id))),
  );
  return analyse(instrument, answersOf(assessment.answers.filter(({ indicator }) => known.has(indicator))), rule);
}
