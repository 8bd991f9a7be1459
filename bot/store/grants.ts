import type { Actor, Grant } from '../../lika/access/access.ts';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';
import type { Selectable } from 'kysely';

type Row = Pick<Selectable<Tables['held_role']>, 'role' | 'area_id' | 'unit_id'>;

/**
 * Who holds which role: by a row of their own, or by being in the unit's team, as the municipality has set it
 * (`held_role`).
 */

/** A row as the access table understands it. */
export function grantOf({ role, area_id, unit_id }: Row): Grant {
  if (unit_id !== null) return { role, scope: { kind: 'unit', id: unit_id } };
  if (area_id !== null) return { role, scope: { kind: 'area', id: area_id } };
  return { role, scope: { kind: 'municipality' } };
}

/** The roles that a person of a tenant holds. */
export async function grantsOf(tx: Tx, tenant: string, person: string): Promise<Grant[]> {
  const rows = await tx.db
    .selectFrom('held_role')
    .select(['role', 'area_id', 'unit_id'])
    .where('municipality_id', '=', tx.municipality)
    .where('tenant_id', '=', tenant)
    .where('person', '=', person)
    .execute();
  return rows.map(grantOf);
}

/** A person of a tenant, with the roles that they hold now. */
export async function actorOf(tx: Tx, tenant: string, person: string): Promise<Actor> {
  return { person, municipality: tx.municipality, grants: await grantsOf(tx, tenant, person) };
}

/** The roles of several people of a tenant; those without any are absent. */
export async function grantsOfPeople(
  tx: Tx,
  tenant: string,
  people: readonly string[],
): Promise<ReadonlyMap<string, readonly Grant[]>> {
  if (people.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('held_role')
    .select(['person', 'role', 'area_id', 'unit_id'])
    .where('municipality_id', '=', tx.municipality)
    .where('tenant_id', '=', tenant)
    .where('person', 'in', people)
    .execute();
  const held = new Map<string, Grant[]>();
  for (const row of rows) held.set(row.person, [...(held.get(row.person) ?? []), grantOf(row)]);
  return held;
}

export interface Held {
  readonly person: string;
  readonly grant: Grant;
}

/** Everyone who holds a role in the unit, its area or the whole municipality. */
export async function holdersAround(tx: Tx, unit: string, area: string | null): Promise<Held[]> {
  const rows = await tx.db
    .selectFrom('held_role')
    .select(['person', 'role', 'area_id', 'unit_id'])
    .where('municipality_id', '=', tx.municipality)
    .where((eb) =>
      eb.or([
        eb('unit_id', '=', unit),
        ...(area === null ? [] : [eb.and([eb('unit_id', 'is', null), eb('area_id', '=', area)])]),
        eb.and([eb('unit_id', 'is', null), eb('area_id', 'is', null)]),
      ]),
    )
    .execute();
  return rows.map((row) => ({ person: row.person, grant: grantOf(row) }));
}

/** The tenant in which the person holds their roles; null without any. */
export async function tenantOfPerson(tx: Tx, person: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('held_role')
    .select('tenant_id')
    .where('municipality_id', '=', tx.municipality)
    .where('person', '=', person)
    .executeTakeFirst();
  return row?.tenant_id ?? null;
}
