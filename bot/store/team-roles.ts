import { sql } from 'kysely';
import type { Grant } from '../../lika/access/access.ts';
import { NOTHING_GIVEN, roleOf } from '../../lika/access/team-roles.ts';
import type { Standing, TeamRoleRule } from '../../lika/access/team-roles.ts';
import type { Tx } from './store.ts';
import type { ChannelRow } from './units.ts';

/** The municipality's setting of what membership gives, and what was last seen of each linked channel. */

export interface KeptRule {
  readonly rule: TeamRoleRule;
  /** 0 while nobody has set anything. */
  readonly version: number;
}

export async function ruleOfMunicipality(tx: Tx): Promise<KeptRule> {
  const row = await tx.db
    .selectFrom('team_role_setting')
    .selectAll()
    .where('municipality_id', '=', tx.municipality)
    .executeTakeFirst();
  if (!row) return { rule: NOTHING_GIVEN, version: 0 };
  const { owners, members, staff_domains, version } = row;
  return { rule: { owners, members, staffDomains: staff_domains }, version };
}

/**
 * Sets the rule. `version` is the one that was seen, or null to set it whatever stands.
 * @returns the new version, or null when somebody has set another since.
 */
export async function keepRule(
  tx: Tx,
  wanted: {
    readonly rule: TeamRoleRule;
    readonly version: number | null;
    readonly by: string | null;
    readonly at: Date;
  },
): Promise<number | null> {
  const { rule, version, by, at } = wanted;
  const values = {
    ...{ owners: rule.owners, members: rule.members, staff_domains: [...rule.staffDomains] },
    ...{ changed_by: by, changed_at: at },
  };
  if (version !== null && version > 0) {
    const row = await tx.db
      .updateTable('team_role_setting')
      .set({ ...values, version: version + 1 })
      .where('municipality_id', '=', tx.municipality)
      .where('version', '=', version)
      .returning('version')
      .executeTakeFirst();
    return row?.version ?? null;
  }
  const row = await tx.db
    .insertInto('team_role_setting')
    .values({ municipality_id: tx.municipality, ...values, version: 1 })
    .onConflict((conflict) =>
      version === null
        ? conflict.column('municipality_id').doUpdateSet({ ...values, version: sql`team_role_setting.version + 1` })
        : conflict.column('municipality_id').doNothing(),
    )
    .returning('version')
    .executeTakeFirst();
  return row?.version ?? null;
}

/** What a call is about, as far as its address says: a unit, or a channel of a team. */
export type About = { readonly unit: string } | ChannelRow;

/** A linked channel, with what was last seen of the person there. */
export interface KnownPlace extends ChannelRow {
  readonly unit: string;
  readonly isAbout: boolean;
  /** Seconds since its members were asked for in the person's tenant; null when they never were. */
  readonly age: number | null;
  /** Null when they weren't there. */
  readonly standing: Standing | null;
  readonly domain: string | null;
}

interface Person {
  readonly tenant: string;
  readonly person: string;
}

/** More linked channels of one unit, or of one person, than anybody has. */
const MOST_PLACES = 20;

/** The linked channels where the person was seen, and those that the call is about. */
export async function knownPlaces(tx: Tx, { tenant, person }: Person, about: About | null): Promise<KnownPlace[]> {
  const isAbout =
    about === null
      ? sql<boolean>`false`
      : 'unit' in about
        ? sql<boolean>`l.unit_id = ${about.unit}`
        : sql<boolean>`(l.team = ${about.team} and l.channel = ${about.channel})`;
  const { rows } = await sql<KnownPlace>`
    select l.team, l.channel, l.unit_id as unit, ${isAbout} as "isAbout", r.standing, r.domain,
      extract(epoch from clock_timestamp() - seen.asked_at)::float8 as age
    from channel_link l
      left join team_look seen on seen.municipality_id = l.municipality_id and seen.tenant_id = ${tenant}
        and seen.team = l.team and seen.channel = l.channel
      left join team_role r on r.municipality_id = l.municipality_id and r.tenant_id = ${tenant}
        and r.team = l.team and r.channel = l.channel and r.person = ${person}
    where l.municipality_id = ${tx.municipality} and (r.person is not null or ${isAbout})
    order by l.linked_at desc limit ${MOST_PLACES}`.execute(tx.db);
  return rows;
}

/**
 * The roles that the person's teams gave them when they were last seen there, however long ago that is: for what was
 * decided about them then and is only told later, as after a weekend. What they may do goes by `held_role`.
 */
export async function grantsLastSeen(tx: Tx, who: Person): Promise<Grant[]> {
  const { rule } = await ruleOfMunicipality(tx);
  return (await knownPlaces(tx, who, null)).flatMap(({ unit, standing, domain }): Grant[] => {
    const role = standing && roleOf(rule, standing, domain);
    return role ? [{ role, scope: { kind: 'unit', id: unit } }] : [];
  });
}

/** The linked channels of teams. */
export async function placesOfTeams(tx: Tx, teams: readonly string[]): Promise<ChannelRow[]> {
  if (teams.length === 0) return [];
  return tx.db
    .selectFrom('channel_link')
    .select(['team', 'channel'])
    .where('municipality_id', '=', tx.municipality)
    .where('team', 'in', teams)
    .orderBy('linked_at', 'desc')
    .limit(MOST_PLACES)
    .execute();
}

/** Whether the person has a role by a row of their own: at the unit, or anywhere when none is named. */
export async function hasRowRole(tx: Tx, { tenant, person }: Person, unit: string | null): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (
      select from role_grant g
      where g.municipality_id = ${tx.municipality} and g.tenant_id = ${tenant} and g.person = ${person}
        and (${unit}::uuid is null or g.unit_id = ${unit}::uuid or num_nonnulls(g.unit_id, g.area_id) = 0
          or g.area_id = (select u.area_id from unit u where u.municipality_id = g.municipality_id and u.id = ${unit}::uuid))
    ) as has`.execute(tx.db);
  return rows[0]?.has ?? false;
}

export interface SeenMember {
  readonly person: string;
  readonly standing: Standing;
  readonly domain: string | null;
}

export interface Look extends ChannelRow {
  readonly tenant: string;
  /** When the question was asked, in real time. */
  readonly at: Date;
  /** Everybody there who is at home in the tenant, and its guests. */
  readonly members: readonly SeenMember[];
}

const ROWS_AT_ONCE = 1000;

/** Keeps what was seen of a channel in place of what was seen before; a question that was asked earlier changes nothing. */
export async function keepLook(tx: Tx, { tenant, team, channel, at, members }: Look): Promise<void> {
  const place = { municipality_id: tx.municipality, tenant_id: tenant, team, channel };
  const kept = await tx.db
    .insertInto('team_look')
    .values({ ...place, asked_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['municipality_id', 'tenant_id', 'team', 'channel'])
        .doUpdateSet({ asked_at: at })
        .where('team_look.asked_at', '<=', at),
    )
    .returning('team')
    .executeTakeFirst();
  if (!kept) return;
  await tx.db
    .deleteFrom('team_role')
    .where('municipality_id', '=', tx.municipality)
    .where('tenant_id', '=', tenant)
    .where('team', '=', team)
    .where('channel', '=', channel)
    .execute();
  for (let from = 0; from < members.length; from += ROWS_AT_ONCE)
    await tx.db
      .insertInto('team_role')
      .values(
        members
          .slice(from, from + ROWS_AT_ONCE)
          .map(({ person, standing, domain }) => ({ ...place, person, standing, domain })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** The person isn't in the channel: Graph says so to their face, without saying who is. */
export async function forgetAt(tx: Tx, { tenant, person }: Person, { team, channel }: ChannelRow): Promise<void> {
  await tx.db
    .deleteFrom('team_role')
    .where('municipality_id', '=', tx.municipality)
    .where('tenant_id', '=', tenant)
    .where('team', '=', team)
    .where('channel', '=', channel)
    .where('person', '=', person)
    .execute();
}
