import type { Person, SandboxContext, Team } from '../context.ts';
import { BotError } from './errors.ts';
import { teamThread } from './ids.ts';
import type { Ids, Place } from './ids.ts';

type Json = Record<string, unknown>;

/** A person as Teams names them to a bot. */
export function account(ids: Ids, person: Person): Json {
  return {
    id: ids.user(person),
    name: person.name,
    objectId: person.id,
    aadObjectId: person.id,
    givenName: null,
    surname: null,
    email: person.userPrincipalName,
    userPrincipalName: person.userPrincipalName,
    tenantId: person.tenant,
    userRole: 'user',
  };
}

/** Everybody in a conversation; the bot itself is not among them. */
export function membersOf(context: SandboxContext, place: Place): Person[] {
  if (place.kind === 'personal') return [place.person];
  return place.team.members.flatMap((id) => context.directory.person(id) ?? []);
}

/** @throws BotError 404 when nobody there has this id (a bot's id for them, object id or userPrincipalName). */
export function memberOf(context: SandboxContext, ids: Ids, place: Place, id: string): Person {
  const person = ids.person(id);
  const there = person && membersOf(context, place).find((each) => each.id === person.id);
  if (!there) throw new BotError(404, 'MemberNotFoundInConversation', 'The member was not found in the conversation.');
  return there;
}

/** Teams' page sizes: 50 to 500. */
export function page(people: readonly Person[], ids: Ids, size: string | undefined, token: string | undefined): Json {
  const wanted = Math.min(Math.max(Number(size) || 200, 50), 500);
  const start = Number(Buffer.from(token ?? '', 'base64url').toString()) || 0;
  const next =
    start + wanted < people.length
      ? { continuationToken: Buffer.from(String(start + wanted)).toString('base64url') }
      : {};
  return { ...next, members: people.slice(start, start + wanted).map((person) => account(ids, person)) };
}

export const teamDetails = (team: Team): Json => ({
  id: teamThread(team),
  name: team.name,
  aadGroupId: team.id,
  channelCount: team.channels.length,
  memberCount: team.members.length,
  tenantId: team.tenant,
  type: 'standard',
});

/** A team's channels; the first one goes without a name. */
export const teamChannels = (team: Team): Json => ({
  conversations: team.channels.map((channel, index) => ({
    id: channel.id,
    name: index === 0 ? null : channel.name,
    type: 'standard',
  })),
});
