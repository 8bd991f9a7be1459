import type { Channel, GraphCaller, Person, Team } from '../context.ts';
import { param } from './call.ts';
import type { Graph, GraphCall, GraphReply, Json } from './call.ts';
import { groupOf, me, personOf } from './directory.ts';
import { CHANNEL, CONVERSATION_MEMBER } from './entities.ts';
import { GraphError } from './errors.ts';
import { readFilter } from './filter.ts';
import { many, one } from './replies.ts';

const PAGE = 100;
const MADE = '2021-08-16T06:00:00Z';

const webUrl = (team: Team, channel: Channel | undefined) =>
  channel
    ? `https://teams.microsoft.com/l/channel/${encodeURIComponent(channel.id)}/${encodeURIComponent(channel.name)}?groupId=${team.id}&tenantId=${team.tenant}`
    : null;

function teamEntity(team: Team): Json {
  return {
    id: team.id,
    createdDateTime: MADE,
    displayName: team.name,
    description: team.name,
    internalId: team.channels[0]?.id ?? null,
    classification: null,
    specialization: 'none',
    visibility: 'private',
    webUrl: webUrl(team, team.channels[0]),
    isArchived: false,
    tenantId: team.tenant,
  };
}

/** A channel and who is in it: everybody in the team, or members of its own. */
interface Place {
  readonly channel: Channel;
  readonly membershipType: 'standard' | 'private' | 'shared';
  readonly members: readonly string[];
  readonly owners: readonly string[];
}

const placesOf = (team: Team): Place[] => [
  ...team.channels.map((channel) => ({
    channel,
    membershipType: 'standard' as const,
    members: team.members,
    owners: team.owners,
  })),
  ...team.ownChannels.map((channel) => ({
    channel,
    membershipType: channel.kind,
    members: channel.members,
    owners: channel.owners,
  })),
];

function channelEntity(team: Team, { channel, membershipType }: Place): Json {
  return {
    id: channel.id,
    createdDateTime: MADE,
    displayName: channel.name,
    description: null,
    isFavoriteByDefault: null,
    email: '',
    tenantId: team.tenant,
    webUrl: webUrl(team, channel),
    membershipType,
    isArchived: false,
  };
}

/** An app on its own sees every channel, a person those that they are in. */
const isOpenTo = (caller: GraphCaller, { members }: Place) => caller.person === null || members.includes(caller.person);

function teamInTenant(call: GraphCall, graph: Graph): Team {
  const team = graph.context.directory.teams.find((each) => each.id === param(call, 'id').toLowerCase());
  if (!team || team.tenant !== call.caller.tenant) {
    throw new GraphError(404, 'NotFound', `No team found with Group Id ${param(call, 'id')}`);
  }
  return team;
}

const notIn = (what: string) =>
  new GraphError(403, 'Forbidden', `AclCheckFailed: the caller is not a member of the ${what}.`);

/** A team of the tenant; a person has to be in it, an app on its own does not. */
function teamOf(call: GraphCall, graph: Graph): Team {
  const team = teamInTenant(call, graph);
  if (call.caller.person !== null && !team.members.includes(call.caller.person)) throw notIn('team');
  return team;
}

/** A channel that the caller may see, which a shared one may be to somebody outside the team. */
export function placeOf(call: GraphCall, graph: Graph): { team: Team; place: Place } {
  const team = teamInTenant(call, graph);
  const place = placesOf(team).find(({ channel }) => channel.id === param(call, 'channel'));
  if (place?.membershipType !== 'shared') teamOf(call, graph);
  if (!place) throw new GraphError(404, 'NotFound', `Channel with id ${param(call, 'channel')} was not found.`);
  if (!isOpenTo(call.caller, place)) throw notIn('channel');
  return { team, place };
}

/** GET /me/joinedTeams and /users/{id}/joinedTeams */
export function listJoinedTeams(call: GraphCall, graph: Graph): GraphReply {
  const person = call.params.id === undefined ? me(call, graph) : personOf(call, graph, call.params.id);
  const entities = person.teams.map((id) => teamEntity(groupOf(call, graph, id)));
  return many(call, 'teams', entities, PAGE, true);
}

/** GET /teams/{id} */
export const getTeam = (call: GraphCall, graph: Graph): GraphReply =>
  one(call, 'teams', teamEntity(teamOf(call, graph)));

/** GET /teams/{id}/channels */
export function listChannels(call: GraphCall, graph: Graph): GraphReply {
  const team = teamOf(call, graph);
  const places = placesOf(team).filter((place) => isOpenTo(call.caller, place));
  const entities = places.map((place) => channelEntity(team, place));
  const test = call.options.filter === null ? () => true : readFilter(call.options.filter, 'channel', CHANNEL);
  return many(call, `teams('${team.id}')/channels`, entities.filter(test), PAGE, true);
}

/** GET /teams/{id}/channels/{channel} */
export function getChannel(call: GraphCall, graph: Graph): GraphReply {
  const { team, place } = placeOf(call, graph);
  return one(call, `teams('${team.id}')/channels`, channelEntity(team, place));
}

/** GET /teams/{id}/members */
export function listTeamMembers(call: GraphCall, graph: Graph): GraphReply {
  const team = teamOf(call, graph);
  return listConversation(call, graph, { ...team, context: `teams('${team.id}')` });
}

/** GET /teams/{id}/channels/{channel}/members: the team's for a standard channel, its own for a private or shared one */
export function listChannelMembers(call: GraphCall, graph: Graph): GraphReply {
  const { team, place } = placeOf(call, graph);
  const { channel, members, owners } = place;
  const context = `teams('${team.id}')/channels('${encodeURIComponent(channel.id)}')`;
  return listConversation(call, graph, { id: channel.id, tenant: team.tenant, members, owners, context });
}

type Conversation = Pick<Team, 'id' | 'tenant' | 'members' | 'owners'> & { readonly context: string };

function listConversation(call: GraphCall, graph: Graph, place: Conversation): GraphReply {
  const entities = place.members.map((id) => memberEntity(call, graph, place, id));
  const { filter } = call.options;
  const test =
    filter === null
      ? () => true
      : readFilter(
          filter.replaceAll('microsoft.graph.aadUserConversationMember/', ''),
          'conversationMember',
          CONVERSATION_MEMBER,
        );
  return many(call, `${place.context}/members`, entities.filter(test), PAGE, true);
}

function memberEntity(call: GraphCall, graph: Graph, place: Conversation, id: string): Json {
  const person = graph.context.directory.person(id) ?? personOf(call, graph, id);
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    id: Buffer.from(`${place.tenant}##${place.id}##${person.id}`).toString('base64'),
    roles: rolesOf(person, place),
    displayName: person.name,
    visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
    userId: person.id,
    email: person.userPrincipalName,
    tenantId: person.tenant,
  };
}

/**
 * Owners and guests have a role; an ordinary member has none. A member of a shared channel from another tenant stands as
 * an owner ("conversationMember" in Microsoft Graph's reference).
 */
function rolesOf(person: Person, { owners, tenant }: Conversation): string[] {
  if (person.tenant !== tenant) return ['owner'];
  if (owners.includes(person.id)) return ['owner'];
  return person.guest ? ['guest'] : [];
}
