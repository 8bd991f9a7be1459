import type { Person, SandboxContext, Team } from '../context.ts';
import { BotError } from './errors.ts';
import { isIn, teamThread } from './ids.ts';
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
    userRole: person.guest ? 'guest' : 'user',
  };
}

/** Everybody in a conversation; the bot itself is not among them. */
export function membersOf(context: SandboxContext, place: Place): Person[] {
  if (place.kind === 'personal') return [place.person];
  const members = place.kind === 'channel' ? place.team.members : place.chat.members;
  return members.flatMap((id) => context.directory.person(id) ?? []);
}

/** How many they are. */
export function memberCount(place: Place): number {
  if (place.kind === 'personal') return 1;
  return (place.kind === 'channel' ? place.team : place.chat).members.length;
}

/** @throws BotError 404 when nobody there has this id (a bot's id for them, object id or userPrincipalName). */
export function memberOf(context: SandboxContext, ids: Ids, place: Place, id: string): Person {
  const person = ids.person(id);
  if (!person || !isIn(context, place, person))
    throw new BotError(404, 'MemberNotFoundInConversation', 'The member was not found in the conversation.');
  return person;
}

/** Teams' page sizes: 50 to 500. */
export function page(
  context: SandboxContext,
  place: Place,
  ids: Ids,
  size: string | undefined,
  token: string | undefined,
): Json {
  const wanted = Math.min(Math.max(Number(size) || 200, 50), 500);
  const start = Number(Buffer.from(token ?? '', 'base64url').toString()) || 0;
  const all =
    place.kind === 'personal' ? [place.person.id] : (place.kind === 'channel' ? place.team : place.chat).members;
  const next =
    start + wanted < all.length ? { continuationToken: Buffer.from(String(start + wanted)).toString('base64url') } : {};
  const shown = all.slice(start, start + wanted).flatMap((id) => context.directory.person(id) ?? []);
  return { ...next, members: shown.map((person) => account(ids, person)) };
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
