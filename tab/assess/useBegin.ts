import { useMutation } from '@tanstack/react-query';
import type { Assessment } from '../../bot/api/schemas/assessments.ts';
import type { AssessmentKind } from '../../lika/assessment/assessment.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { api } from '../parts/api.ts';
import { rememberAssessment } from '../parts/queries.ts';
import { useGo, useUnit } from '../parts/unit.ts';

export interface Begin {
  readonly begin: () => void;
  readonly isBeginning: boolean;
  readonly error: unknown;
}

/** Begins an assessment (or takes up the one that is open) and goes to its first area. */
export function useBegin(kind: AssessmentKind, instrument: Instrument): Begin {
  const unit = useUnit();
  const go = useGo();
  const begin = useMutation({
    mutationFn: () =>
      api<Assessment>(`/units/${encodeURIComponent(unit.id)}/assessments`, { method: 'POST', body: { kind } }),
    onSuccess: (assessment) => {
      rememberAssessment(assessment);
      go(`/assess/${instrument.areas[0]?.key ?? ''}`);
    },
  });
  return { begin: () => begin.mutate(), isBeginning: begin.isPending, error: begin.error };
}
