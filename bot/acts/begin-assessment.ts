import type { AssessmentKind } from '../../lika/assessment/assessment.ts';
import { Conflict } from '../errors.ts';
import { createAssessment, openAssessment } from '../store/assessments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import { writeAudit } from '../store/audit.ts';
import { tell } from '../store/feed.ts';
import type { UnitRow } from '../store/units.ts';
import { loggedAs } from './act.ts';
import type { Act } from './act.ts';

/** The unit's open assessment of the kind, or a new one. Throws Conflict `no-instrument`, `try-again`. */
export async function beginAssessment(
  act: Act,
  unit: UnitRow,
  kind: AssessmentKind,
): Promise<{ row: AssessmentRow; isNew: boolean }> {
  const instrument = unit.instrument === null ? null : act.instruments.latest(unit.instrument);
  if (!instrument) throw new Conflict('no-instrument');
  const { person } = act.actor;
  const open = () => openAssessment(act.tx, unit.id, kind, person);
  const made =
    (await open()) === null
      ? await createAssessment(act.tx, {
          ...{ unit: unit.id, kind, author: person, at: act.now },
          ...{ instrument: instrument.id, version: instrument.version },
        })
      : null;
  // Somebody may have been quicker just now: then theirs is the open one.
  const row = made ?? (await open());
  if (!row) throw new Conflict('try-again');
  if (made) {
    await writeAudit(act.tx, {
      ...{ at: act.now, person: loggedAs(act), what: 'assessment.create', unit: unit.id, about: row.id },
    });
    const { state, author } = row;
    await tell(act.tx, {
      ...{ unit: unit.id, kind: 'assessment', id: row.id, by: act.window },
      assessment: { kind, author, state },
    });
  }
  return { row, isNew: made !== null };
}
