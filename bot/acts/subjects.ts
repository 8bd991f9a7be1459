import type { Subject } from '../../lika/access/access.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import type { UnitRow } from '../store/units.ts';

/** Rows as the access table sees them. */

/** The place that a unit's things belong to. */
export function unitSubject(municipality: string, unit: Pick<UnitRow, 'id' | 'area'>): Subject {
  return { municipality, unit: unit.id, area: unit.area?.id ?? null };
}

/** An assessment with the facts that its permissions are asked of. */
export function assessmentSubject(
  municipality: string,
  unit: Pick<UnitRow, 'id' | 'area'>,
  { kind, state, author }: Pick<AssessmentRow, 'kind' | 'state' | 'author'>,
): Subject {
  return { ...unitSubject(municipality, unit), kind, state, author };
}
