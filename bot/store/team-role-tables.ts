import type { MemberRole, OwnerRole, Standing } from '../../lika/access/team-roles.ts';
import type { Role } from '../../lika/access/access.ts';

/** Tables of what membership of the units' teams gives, as kysely sees them; the migration `team-roles` says the same to PostgreSQL. */
export interface TeamRoleTables {
  /** The municipality's setting; no row gives nothing. */
  team_role_setting: {
    municipality_id: string;
    owners: OwnerRole;
    members: MemberRole;
    staff_domains: string[];
    version: number;
    /** Null for the operator. */
    changed_by: string | null;
    changed_at: Date;
  };
  /** When a linked channel's members were last asked for in a tenant, in real time. */
  team_look: { municipality_id: string; tenant_id: string; team: string; channel: string; asked_at: Date };
  /** Who was there then, of those at home in the tenant. */
  team_role: {
    municipality_id: string;
    tenant_id: string;
    team: string;
    channel: string;
    person: string;
    standing: Standing;
    /** Of their address, in lower case; the address itself isn't kept. */
    domain: string | null;
  };
  /** A view: all roles that somebody holds now, by a row of their own or by being in a unit's team. */
  held_role: {
    municipality_id: string;
    tenant_id: string;
    person: string;
    role: Role;
    area_id: string | null;
    unit_id: string | null;
  };
}
