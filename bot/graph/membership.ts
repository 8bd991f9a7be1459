import type { AadUserConversationMember, DirectoryObject } from '@microsoft/microsoft-graph-types';
import { domainOf } from '../../lika/access/team-roles.ts';
import { asGraphFault, entriesOf, graphAs } from './client.ts';
import type { ChannelMember, Membership, PersonKey, Right, TokenSource } from './ports.ts';

/**
 * Teams' and channels' members through Graph. The members of a channel are its own where it is private or shared, and
 * the team's where it is standard, so one call does for all kinds. Source: Microsoft Graph, "List members of a channel".
 */
export function createMembership(tokens: TokenSource, graphUrl: string): Membership {
  const all = async <T>(as: PersonKey, right: Right, first: string): Promise<T[]> => {
    try {
      const client = await graphAs(as, right, tokens, graphUrl);
      const found: T[] = [];
      for await (const entry of entriesOf<T>(client, first)) found.push(entry);
      return found;
    } catch (error) {
      throw asGraphFault(error);
    }
  };

  return {
    async membersOf(as, { team, channel }) {
      const address = `/teams/${encodeURIComponent(team)}/channels/${encodeURIComponent(channel)}/members`;
      const members = await all<AadUserConversationMember>(as, 'channel-members', address);
      return members.flatMap((member) => memberOf(member, as.tenant) ?? []);
    },
    async teamsOf(as) {
      const objects = await all<DirectoryObject>(as, 'self', '/me/memberOf?$select=id&$top=999');
      return objects.flatMap(({ id }) => id ?? []);
    },
  };
}

/**
 * Somebody from another tenant stands as `owner` of a shared channel ("An Out-of-tenant external member is assigned the
 * owner role", conversationMember), so whoever isn't at home in the tenant is left out before roles are looked at.
 */
function memberOf(
  { userId, displayName, tenantId, roles, email }: AadUserConversationMember,
  home: string,
): ChannelMember | null {
  if (!userId || tenantId?.toLowerCase() !== home) return null;
  const standing = roles?.includes('guest') ? 'guest' : roles?.includes('owner') ? 'owner' : 'member';
  return { person: userId, name: displayName ?? '', standing, domain: domainOf(email ?? null) };
}
