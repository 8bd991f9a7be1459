import { may } from '../../lika/access/access.ts';
import { isOpen } from '../../lika/assessment/states.ts';
import { placedIndicators } from '../../lika/instrument/instrument.ts';
import { reconsider } from '../../lika/plan/reconsider.ts';
import { unitSubject } from '../acts/subjects.ts';
import { latestPublishing } from '../store/assessments.ts';
import type { AssessmentRow } from '../store/assessments.ts';
import { doneActionsOf } from '../store/done-actions.ts';
import type { UnitRow } from '../store/units.ts';
import type { Call } from './route.ts';
import type { Assessment } from './schemas/assessments.ts';

/**
 * The indicators of an open assessment that something has been done about since the unit's last result, for those who
 * may read its plan. A decided assessment has none: what it says was so then.
 */
export async function reconsiderView(call: Call, unit: UnitRow, row: AssessmentRow): Promise<Assessment['reconsider']> {
  if (!isOpen(row.state) || !may(call.actor, 'plan.read', unitSubject(call.tx.municipality, unit))) return [];
  const instrument = call.services.instruments.get(row.instrument_id, row.instrument_version);
  const published = await latestPublishing(call.tx, unit.id);
  if (!instrument || !published) return [];
  const indicators = placedIndicators(instrument).map(({ indicator }) => indicator.id);
  const found = reconsider(indicators, await doneActionsOf(call.tx, unit.id), published.toISOString());
  return [...found].map(([indicator, actions]) => ({
    indicator,
    done: actions.map(({ id, title, doneAt }) => ({ action: id, title, at: doneAt })),
  }));
}
