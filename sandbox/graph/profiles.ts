import type { GraphCaller, Person } from '../context.ts';
import type { Json } from './call.ts';
import { USER } from './entities.ts';
import { GraphError } from './errors.ts';
import { DIRECTORY_READERS } from './permissions.ts';

/** The basic profile: what `User.ReadBasic.All` lets an app see of people ("Microsoft Graph permissions reference"). */
const BASIC = ['id', 'displayName', 'givenName', 'mail', 'securityIdentifier', 'surname', 'userPrincipalName'];
const WHOLE_PROFILE = ['User.Read.All', 'User.ReadWrite.All', ...DIRECTORY_READERS];

const has = (caller: GraphCaller, names: readonly string[]) => names.some((name) => caller.scopes.includes(name));

/** The properties that a caller's token lets them see of a person; null for all. */
function visible(caller: GraphCaller, person: string | null): readonly string[] | null {
  const isOwn = person !== null && caller.person === person;
  if (has(caller, WHOLE_PROFILE) || (isOwn && has(caller, ['User.Read', 'User.ReadWrite']))) return null;
  return has(caller, ['User.ReadBasic.All']) ? BASIC : ['id'];
}

/**
 * A person as the caller may see them: what the token does not reach is there, and empty. Without any right to profiles,
 * as on a group's list of members, only the id is left (Graph calls it limited information).
 */
export function seenBy(caller: GraphCaller, person: Person, entity: Json): Json {
  const names = visible(caller, person.id);
  if (names === null) return entity;
  const empty = (value: unknown) => (Array.isArray(value) ? [] : null);
  return Object.fromEntries(
    Object.entries(entity).map(([name, value]) => [name, names.includes(name) ? value : empty(value)]),
  );
}

/**
 * Lets a filter pass that asks only about what the caller may see of others.
 * @throws GraphError 403, as Graph answers a filter on, say, `accountEnabled` to a token with `User.ReadBasic.All` alone
 */
export function demandFilter(caller: GraphCaller, filter: string): void {
  const names = visible(caller, null);
  if (names === null) return;
  const words = filter.replace(/'(?:[^']|'')*'/g, '').match(/[A-Za-z]\w*/g) ?? [];
  if (words.some((word) => USER.includes(word) && !names.includes(word))) throw refused();
}

/**
 * Keeps guests from going through the directory: they may look at one whom they know, not list people or groups.
 * Source: learn.microsoft.com/entra/fundamentals/users-default-permissions
 * @throws GraphError 403
 */
export function demandNoGuest(person: Person | undefined): void {
  if (person?.guest) throw refused();
}

const refused = () =>
  new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
