import type { Acting, TokenSource } from '../../graph/ports.ts';
import type { DueWork } from '../../store/held-queue.ts';
import { plannerPlanOf } from '../../store/planner-plans.ts';
import type { Store, Tx } from '../../store/store.ts';
import { unitById } from '../../store/units.ts';
import { peopleWho, signedIn } from '../acting.ts';

/**
 * Those whose sign-in is at hand in this service and who may send the unit's plan, the one who asked first; last the app
 * on its own, where the tenant has granted that. Empty when there is nobody.
 */
export async function whoCan(
  { store, tokens }: { readonly store: Store; readonly tokens: TokenSource },
  { municipality, id: plan, tenant }: Pick<DueWork, 'municipality' | 'id' | 'tenant'>,
): Promise<Acting[]> {
  const here = signedIn(tokens, tenant, await store.inMunicipality(municipality, (tx) => peopleOf(tx, plan)));
  return (await tokens.grantedToApp(tenant, 'planner')) ? [...here, { tenant, person: null }] : here;
}

async function peopleOf(tx: Tx, plan: string): Promise<string[]> {
  const row = await plannerPlanOf(tx, plan);
  const unit = row && (await unitById(tx, row.unit_id));
  return row && unit ? peopleWho(tx, 'planner.send', unit, row.asked_by) : [];
}
