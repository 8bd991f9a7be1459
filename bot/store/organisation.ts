import type { StepRule } from '../../lika/analysis/cells.ts';
import type { Grant } from '../../lika/access/access.ts';
import type { Tx } from './store.ts';
import type { Store } from './store.ts';

/** The municipality's own shape: written by the operator with the owner's login, only read by the service. */

export async function keepTenant(store: Store, tenant: string, municipality: string): Promise<void> {
  await store.outside
    .insertInto('tenant')
    .values({ tenant_id: tenant, municipality_id: municipality })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ municipality_id: municipality }))
    .execute();
}

/** Every municipality that a tenant leads to. */
export async function knownMunicipalities(store: Store): Promise<{ tenant: string; municipality: string }[]> {
  const rows = await store.outside.selectFrom('tenant').selectAll().orderBy('tenant_id').execute();
  return rows.map(({ tenant_id, municipality_id }) => ({ tenant: tenant_id, municipality: municipality_id }));
}

export async function keepMunicipality(tx: Tx, { name, rule }: { name: string; rule: StepRule }): Promise<void> {
  const values = { name, rule: JSON.stringify(rule) };
  await tx.db
    .insertInto('municipality')
    .values({ municipality_id: tx.municipality, ...values })
    .onConflict((conflict) => conflict.column('municipality_id').doUpdateSet(values))
    .execute();
}

export async function keepArea(tx: Tx, area: { id: string; name: string }): Promise<void> {
  await tx.db
    .insertInto('area')
    .values({ municipality_id: tx.municipality, ...area })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'id']).doUpdateSet({ name: area.name }))
    .execute();
}

export interface NewUnit {
  readonly id: string;
  readonly name: string;
  readonly area: string | null;
  readonly kind: string;
  readonly grades: string | null;
  readonly instrument: string | null;
}

export async function keepUnit(tx: Tx, { id, name, area, kind, grades, instrument }: NewUnit): Promise<void> {
  const values = { name, area_id: area, kind, grades, instrument_id: instrument };
  await tx.db
    .insertInto('unit')
    .values({ municipality_id: tx.municipality, id, ...values })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'id']).doUpdateSet(values))
    .execute();
}

/** Gives the person the role. True when they didn't have it yet. */
export async function giveRole(
  tx: Tx,
  holder: { tenant: string; person: string; grant: Grant; at: Date },
): Promise<boolean> {
  const { scope, role } = holder.grant;
  const added = await tx.db
    .insertInto('role_grant')
    .values({
      municipality_id: tx.municipality,
      tenant_id: holder.tenant,
      person: holder.person,
      role,
      area_id: scope.kind === 'area' ? scope.id : null,
      unit_id: scope.kind === 'unit' ? scope.id : null,
      granted_at: holder.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}
