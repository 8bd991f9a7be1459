import type { Channel, Team } from '../context.ts';
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

function channelEntity(team: Team, channel: Channel): Json {
  return {
    id: channel.id,
    createdDateTime: MADE,
    displayName: channel.name,
    description: null,
    isFavoriteByDefault: null,
    email: '',
    tenantId: team.tenant,
    webUrl: webUrl(team, channel),
    membershipType: 'standard',
    isArchived: false,
  };
}

/** A team of the tenant; a person has to be in it, an app on its own does not. */
function teamOf(call: GraphCall, graph: Graph): Team {
  const team = graph.context.directory.teams.find((each) => each.id === param(call, 'id').toLowerCase());
  if (!team || team.tenant !== call.caller.tenant) {
    throw new GraphError(404, 'NotFound', `No team found with Group Id ${param(call, 'id')}`);
  }
  if (call.caller.person !== null && !team.members.includes(call.caller.person)) {
    throw new GraphError(403, 'Forbidden', 'AclCheckFailed: the caller is not a member of the team.');
  }
  return team;
}

function channelOf(call: GraphCall, team: Team): Channel {
  const channel = team.channels.find((each) => each.id === param(call, 'channel'));
  if (!channel) throw new GraphError(404, 'NotFound', `Channel with id ${param(call, 'channel')} was not found.`);
  return channel;
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
  const entities = team.channels.map((channel) => channelEntity(team, channel));
  const test = call.options.filter === null ? () => true : readFilter(call.options.filter, 'channel', CHANNEL);
  return many(call, `teams('${team.id}')/channels`, entities.filter(test), PAGE, true);
}

/** GET /teams/{id}/channels/{channel} */
export function getChannel(call: GraphCall, graph: Graph): GraphReply {
  const team = teamOf(call, graph);
  return one(call, `teams('${team.id}')/channels`, channelEntity(team, channelOf(call, team)));
}

/** GET /teams/{id}/members and, for the standard channels that the demo teams have the same, /channels/{channel}/members */
export function listTeamMembers(call: GraphCall, graph: Graph): GraphReply {
  const team = teamOf(call, graph);
  if (call.params.channel !== undefined) channelOf(call, team);
  const entities = team.members.map((id) => memberEntity(call, graph, team, id));
  const { filter } = call.options;
  const test =
    filter === null
      ? () => true
      : readFilter(
          filter.replaceAll('microsoft.graph.aadUserConversationMember/', ''),
          'conversationMember',
          CONVERSATION_MEMBER,
        );
  return many(call, `teams('${team.id}')/members`, entities.filter(test), PAGE, true);
}

function memberEntity(call: GraphCall, graph: Graph, team: Team, id: string): Json {
  const person = personOf(call, graph, id);
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    id: Buffer.from(`${team.tenant}##${team.id}##${person.id}`).toString('base64'),
    roles: team.owners.includes(person.id) ? ['owner'] : [],
    displayName: person.name,
    visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
    userId: person.id,
    email: person.userPrincipalName,
    tenantId: team.tenant,
  };
}
