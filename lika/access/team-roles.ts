import type { Role } from './access.ts';

/**
 * What membership of a unit's team gives in LIKA, as the municipality has set it. Nothing is given until somebody has
 * said what, and to which sign-in domains: pupils and guests sit in the same teams as the staff.
 */

/** What owners of a unit's team (or of its private or shared channel) may be set to be. */
export const OWNER_ROLES = ['nothing', 'member', 'head'] as const;
/** What its other members may be set to be. */
export const MEMBER_ROLES = ['nothing', 'teacher', 'member'] as const;
export type OwnerRole = (typeof OWNER_ROLES)[number];
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** A municipality's setting. */
export interface TeamRoleRule {
  readonly owners: OwnerRole;
  readonly members: MemberRole;
  /** Domains of the staff's addresses, in lower case, each whole: `elev.kommun.se` isn't within `kommun.se`. */
  readonly staffDomains: readonly string[];
}

/** A new municipality's. */
export const NOTHING_GIVEN: TeamRoleRule = { owners: 'nothing', members: 'nothing', staffDomains: [] };

/** How a person stands in a team or channel. A guest is someone from elsewhere who has been let into the tenant. */
export type Standing = 'owner' | 'member' | 'guest';

/** Whether membership gives anybody anything. */
export function givesRoles({ owners, members, staffDomains }: TeamRoleRule): boolean {
  return staffDomains.length > 0 && (owners !== 'nothing' || members !== 'nothing');
}

/** The domain of an address, in lower case; null when it isn't one. */
export function domainOf(address: string | null): string | null {
  const domain = /^[^@\s]+@([^@\s]+)$/.exec(address ?? '')?.[1];
  return domain?.toLowerCase() ?? null;
}

/**
 * The role that a standing gives somebody whose address has the domain; null for none. An owner is also a member, so
 * where owners get nothing of their own they get what members get. The view `held_role` says the same in SQL.
 */
export function roleOf(rule: TeamRoleRule, standing: Standing, domain: string | null): Role | null {
  if (standing === 'guest' || domain === null || !rule.staffDomains.includes(domain)) return null;
  const role = standing === 'owner' && rule.owners !== 'nothing' ? rule.owners : rule.members;
  return role === 'nothing' ? null : role;
}

/** What keeps a rule from being set: something is given, and nobody is named as staff. */
export function ruleFault({ owners, members, staffDomains }: TeamRoleRule): 'domain-needed' | null {
  const isGiven = owners !== 'nothing' || members !== 'nothing';
  return isGiven && staffDomains.length === 0 ? 'domain-needed' : null;
}
