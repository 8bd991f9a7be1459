import { may } from '../../../lika/access/access.ts';
import { unitSubject } from '../../acts/subjects.ts';
import type { Acting, TokenSource } from '../../graph/ports.ts';
import { holdersAround } from '../../store/grants.ts';
import { plannerPlanOf } from '../../store/planner-plans.ts';
import type { Store, Tx } from '../../store/store.ts';
import { unitById } from '../../store/units.ts';

/** As whom a plan can be brought to Planner. */

/**
 * Those whose sign-in is at hand in this service and who may send the unit's plan, the one who asked first; last the app
 * on its own, where the tenant has granted that. Empty when there is nobody.
 */
export async function whoCan(
  { store, tokens }: { readonly store: Store; readonly tokens: TokenSource },
  { municipality, id: plan, tenant }: { municipality: string; id: string; tenant: string },
): Promise<Acting[]> {
  const people = await store.inMunicipality(municipality, (tx) => peopleOf(tx, plan));
  const here: Acting[] = people.map((person) => ({ tenant, person })).filter((one) => tokens.isAlive(one));
  return (await tokens.grantedToApp(tenant, 'planner')) ? [...here, { tenant, person: null }] : here;
}

async function peopleOf(tx: Tx, plan: string): Promise<string[]> {
  const row = await plannerPlanOf(tx, plan);
  const unit = row && (await unitById(tx, row.unit_id));
  if (!row || !unit) return [];
  const subject = unitSubject(tx.municipality, unit);
  const holders = await holdersAround(tx, unit.id, unit.area?.id ?? null);
  const allowed = holders
    .filter(({ person, grant }) =>
      may({ person, municipality: tx.municipality, grants: [grant] }, 'planner.send', subject),
    )
    .map(({ person }) => person);
  // The one who asked, as long as they still may.
  return [...new Set([...allowed.filter((person) => person === row.asked_by), ...allowed])];
}
