import type { AadUserConversationMember, Channel, User } from '@microsoft/microsoft-graph-types';
import { asGraphFault, entriesOf, graphAs } from './client.ts';
import { GraphFault } from './ports.ts';
import type { Acting, Directory, KnownPerson, PersonKey, TokenSource } from './ports.ts';

/** Names are Entra's, kept here only so long that a page of them need not be asked for again at each click. */
const KEEP_MS = 5 * 60 * 1000;

type TeamMember = AadUserConversationMember;

const membersAt = (team: string) => `/teams/${encodeURIComponent(team)}/members`;

/** People and teams through Graph, as the person who asks: they see what Teams itself would show them. */
export function createDirectory(tokens: TokenSource, graphUrl: string, realTime: () => number): Directory {
  const membersOf = new Map<string, { at: number; people: KnownPerson[] }>();

  const readMembers = async (as: PersonKey, team: string): Promise<KnownPerson[]> => {
    const client = await graphAs(as, 'members', tokens, graphUrl);
    const people: KnownPerson[] = [];
    for await (const member of entriesOf<TeamMember>(client, membersAt(team)))
      if (member.userId)
        people.push({
          id: member.userId,
          name: member.displayName ?? '',
          jobTitle: null,
          userPrincipalName: member.email ?? null,
        });
    return people.sort((a, b) => a.name.localeCompare(b.name, 'sv'));
  };

  const nameOf = new Map<string, { at: number; name: string }>();
  const fresh = (known: { at: number } | undefined) => known !== undefined && realTime() - known.at < KEEP_MS;
  const readName = async (as: Acting, id: string): Promise<void> => {
    const client = await graphAs(as, 'people', tokens, graphUrl);
    const user = (await client.api(`/users/${encodeURIComponent(id)}?$select=id,displayName`).get()) as User;
    if (user.displayName) nameOf.set(`${as.tenant}/${id}`, { at: realTime(), name: user.displayName });
  };

  const readChannel = async (as: PersonKey, team: string, channel: string): Promise<Channel> => {
    const client = await graphAs(as, 'channels', tokens, graphUrl);
    return (await client
      .api(`/teams/${encodeURIComponent(team)}/channels/${encodeURIComponent(channel)}`)
      .get()) as Channel;
  };

  return {
    async people(as, team) {
      const key = `${as.tenant}/${team}`;
      const known = membersOf.get(key);
      if (known && realTime() - known.at < KEEP_MS && tokens.isAlive(as))
        return { people: known.people, source: 'live', needs: null };
      try {
        const people = await readMembers(as, team);
        membersOf.set(key, { at: realTime(), people });
        return { people, source: 'live', needs: null };
      } catch (error) {
        const needs = error instanceof GraphFault ? error.right : null;
        return { people: known?.people ?? [], source: 'known', needs };
      }
    },
    async names(as, people) {
      const missing = people.filter((id) => !fresh(nameOf.get(`${as.tenant}/${id}`)));
      await Promise.allSettled(missing.map((id) => readName(as, id)));
      return new Map(
        people.flatMap((id) => {
          const known = nameOf.get(`${as.tenant}/${id}`);
          return known ? [[id, known.name] as const] : [];
        }),
      );
    },
    async isTeamMember(as, team) {
      try {
        const client = await graphAs(as, 'members', tokens, graphUrl);
        for await (const { userId } of entriesOf<TeamMember>(client, membersAt(team)))
          if (userId === as.person) return true;
        return false;
      } catch (error) {
        return noWhenHidden(error);
      }
    },
    async hasChannel(as, team, channel) {
      try {
        const found = await readChannel(as, team, channel);
        return found.id === channel;
      } catch (error) {
        return noWhenHidden(error);
      }
    },
    async channelName(as, team, channel) {
      try {
        const found = await readChannel(as, team, channel);
        return found.displayName ?? null;
      } catch {
        return null;
      }
    },
  };
}

/** What Graph hides from the person isn't there for them. Anything else it couldn't say. Throws GraphFault. */
function noWhenHidden(error: unknown): false {
  const fault = asGraphFault(error);
  if (fault.reason === 'not-allowed' || fault.reason === 'not-found') return false;
  throw fault;
}
