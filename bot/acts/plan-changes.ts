import { findIndicator } from '../../lika/instrument/instrument.ts';
import { Invalid } from '../errors.ts';
import type { FieldFault } from '../errors.ts';
import { writeAudit } from '../store/audit.ts';
import { documentsChanged } from '../store/documents-kept.ts';
import { tell } from '../store/feed.ts';
import { ensurePlan } from '../store/plans.ts';
import type { PlanRow } from '../store/plans.ts';
import type { UnitRow } from '../store/units.ts';
import { loggedAs } from './act.ts';
import type { Act } from './act.ts';

/** What all changes of a plan have in common. */

/** Somebody changing a plan; `person` is null when it came from Planner, which doesn't say who. */
export type PlanChange = Pick<Act, 'tx' | 'now' | 'window' | 'isOperator'> & {
  readonly actor: { readonly person: string | null };
};

/** Notes the change in the log and for the documents that show it, and tells the other windows. */
export async function noteChange(
  act: PlanChange,
  plan: { readonly id: string; readonly unit: string },
  what: string,
  about: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await writeAudit(act.tx, { at: act.now, person: loggedAs(act), what, unit: plan.unit, about, detail });
  await documentsChanged(act.tx, plan.unit, act.now);
  await tell(act.tx, { unit: plan.unit, kind: 'plan', id: plan.id, by: act.window });
}

export function planFor(act: Act, unit: UnitRow): Promise<PlanRow> {
  return ensurePlan(act.tx, unit.id, act.now);
}

interface Place {
  readonly area: string | null;
  readonly step?: number | null;
  readonly indicators: readonly string[];
}

/** Throws Invalid for an area, step or indicator that the unit's instrument doesn't have. */
export function checkPlace(act: Pick<Act, 'instruments'>, unit: UnitRow, place: Place, prefix = ''): void {
  const instrument = unit.instrument === null ? null : act.instruments.latest(unit.instrument);
  if (!instrument) return;
  const faults: FieldFault[] = [];
  const area = instrument.areas.find(({ key }) => key === place.area);
  if (place.area !== null && !area) faults.push({ pointer: `${prefix}/area`, code: 'unknown-area' });
  if (area && place.step !== undefined && place.step !== null && !area.steps.some(({ step }) => step === place.step))
    faults.push({ pointer: `${prefix}/step`, code: 'unknown-step' });
  for (const [index, id] of place.indicators.entries())
    if (!findIndicator(instrument, id))
      faults.push({ pointer: `${prefix}/indicators/${index}`, code: 'unknown-indicator' });
  if (faults.length > 0) throw new Invalid(faults);
}
