import { sql } from 'kysely';
import type { Standing } from '../../lika/access/team-roles.ts';
import type { Tx } from './store.ts';

/** Who heads which unit, whether they are still in its team, and the row that passes on when a head hands over. */

export interface UnitHeads {
  readonly unit: string;
  readonly name: string;
  /** All who hold the unit as its head, by a row of their own or by the team. */
  readonly heads: string[];
  /** Those of them who were in the unit's team or channel when it was last looked at. */
  readonly there: string[];
  /** When that was, in real time; null when nobody has looked. */
  readonly seen: Date | null;
}

/** The heads of the unit, or of all units of the municipality when none is named. */
export async function headsOf(tx: Tx, unit: string | null): Promise<UnitHeads[]> {
  const { rows } = await sql<UnitHeads>`
    select u.id as unit, u.name,
      coalesce(array_agg(distinct h.person::text) filter (where h.person is not null), '{}') as heads,
      coalesce(array_agg(distinct r.person::text) filter (where r.person is not null), '{}') as there,
      (select max(s.asked_at) from team_look s join channel_link l using (municipality_id, team, channel)
        where l.municipality_id = u.municipality_id and l.unit_id = u.id) as seen
    from unit u
      left join held_role h on h.municipality_id = u.municipality_id and h.role = 'head'
        and (h.unit_id = u.id or (h.unit_id is null and (h.area_id is null or h.area_id = u.area_id)))
      left join channel_link l on l.municipality_id = u.municipality_id and l.unit_id = u.id
      left join team_role r on r.municipality_id = u.municipality_id and r.team = l.team and r.channel = l.channel
        and r.tenant_id = h.tenant_id and r.person = h.person
    where u.municipality_id = ${tx.municipality} and (${unit}::uuid is null or u.id = ${unit}::uuid)
    group by u.municipality_id, u.id, u.name`.execute(tx.db);
  return rows;
}

/** Why a unit has no head who can act: there is none, or none of them is in its team any more; null when there is one. */
export function headMissing({ heads, there, seen }: UnitHeads): 'none' | 'left' | null {
  if (heads.length === 0) return 'none';
  return seen !== null && there.length === 0 ? 'left' : null;
}

export interface TeamMember {
  readonly tenant: string;
  readonly person: string;
  readonly standing: Standing;
  readonly domain: string | null;
}

/** Who was in the unit's team or channels when they were last looked at, if that was within some hours. */
export async function membersOfUnit(tx: Tx, unit: string): Promise<TeamMember[]> {
  const { rows } = await sql<TeamMember>`
    select distinct on (r.person) r.tenant_id as tenant, r.person, r.standing, r.domain
    from team_role r join team_look s using (municipality_id, tenant_id, team, channel)
      join channel_link l using (municipality_id, team, channel)
    where l.municipality_id = ${tx.municipality} and l.unit_id = ${unit} and s.asked_at > now() - interval '4 hours'
    order by r.person, r.standing desc`.execute(tx.db);
  return rows;
}

/** Takes the unit's head row from one and gives it to another; `from` null when there was nobody to take it from. */
export async function passHeadOn(
  tx: Tx,
  pass: {
    readonly unit: string;
    readonly from: string | null;
    readonly to: { readonly tenant: string; readonly person: string };
    readonly at: Date;
  },
): Promise<void> {
  const { unit, from, to, at } = pass;
  if (from !== null)
    await tx.db
      .deleteFrom('role_grant')
      .where('municipality_id', '=', tx.municipality)
      .where('person', '=', from)
      .where('role', '=', 'head')
      .where('unit_id', '=', unit)
      .execute();
  await tx.db
    .insertInto('role_grant')
    .values({
      ...{ municipality_id: tx.municipality, tenant_id: to.tenant, person: to.person, role: 'head' },
      ...{ area_id: null, unit_id: unit, granted_at: at },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
