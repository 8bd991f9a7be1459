import type { Person, Team } from '../context.ts';
import { param, text } from './call.ts';
import type { Graph, GraphCall, GraphReply, Json } from './call.ts';
import { DIRECTORY_OBJECT, GROUP, USER, USER_DEFAULT } from './entities.ts';
import { GraphError, badRequest, noSuchResource } from './errors.ts';
import { readFilter } from './filter.ts';
import { demandFilter, demandNoGuest, seenBy } from './profiles.ts';
import { many, one, selected } from './replies.ts';

const PAGE = 100;
/** When the demo tenants were made; directory objects must have a date. */
const MADE = '2021-08-16T06:00:00Z';

/** A person as a directory user. Names of the demo people are roles, so they have no given name. */
function userEntity(person: Person): Json {
  return {
    id: person.id,
    accountEnabled: person.enabled,
    businessPhones: [],
    createdDateTime: MADE,
    department: person.unit,
    displayName: person.name,
    givenName: null,
    jobTitle: null,
    mail: person.userPrincipalName,
    mailNickname: person.key,
    mobilePhone: null,
    officeLocation: person.unit,
    preferredLanguage: 'sv-SE',
    surname: null,
    userPrincipalName: person.userPrincipalName,
    userType: person.guest ? 'Guest' : 'Member',
    externalUserState: person.guest ? 'Accepted' : null,
  };
}

/** A team's Microsoft 365 group. */
function groupEntity(team: Team, domain: string): Json {
  const mail = `${team.key}@${domain}`;
  return {
    id: team.id,
    deletedDateTime: null,
    classification: null,
    createdDateTime: MADE,
    description: team.name,
    displayName: team.name,
    expirationDateTime: null,
    groupTypes: ['Unified'],
    isAssignableToRole: null,
    mail,
    mailEnabled: true,
    mailNickname: team.key,
    membershipRule: null,
    preferredDataLocation: null,
    preferredLanguage: null,
    proxyAddresses: [`SMTP:${mail}`],
    renewedDateTime: MADE,
    resourceBehaviorOptions: ['HideGroupInOutlook'],
    resourceProvisioningOptions: ['Team'],
    securityEnabled: false,
    theme: null,
    visibility: 'Private',
  };
}

/** A person of the caller's tenant, by object id or userPrincipalName. */
export function personOf(call: GraphCall, graph: Graph, id: string): Person {
  const person = graph.context.directory.person(id);
  const named =
    person && (person.id === id.toLowerCase() || person.userPrincipalName.toLowerCase() === id.toLowerCase());
  if (!named || person.tenant !== call.caller.tenant) throw noSuchResource(id);
  return person;
}

/** The signed-in person. */
export function me(call: GraphCall, graph: Graph): Person {
  if (call.caller.person === null) throw badRequest('/me request is only valid with delegated authentication flow.');
  return personOf(call, graph, call.caller.person);
}

/** A group of the caller's tenant. */
export function groupOf(call: GraphCall, graph: Graph, id: string): Team {
  const team = graph.context.directory.teams.find((each) => each.id === id.toLowerCase());
  if (!team || team.tenant !== call.caller.tenant) throw noSuchResource(id);
  return team;
}

const domainOf = (graph: Graph, tenant: string) => graph.context.directory.tenant(tenant)?.domain ?? 'example';
const group = (graph: Graph, team: Team) => groupEntity(team, domainOf(graph, team.tenant));

function chosen(call: GraphCall, entities: Json[], type: string, properties: readonly string[]): Json[] {
  const { filter, search, orderby } = call.options;
  let found = entities;
  if (filter !== null) found = found.filter(readFilter(filter, type, properties));
  if (search !== null) found = found.filter(readSearch(call, search));
  if (orderby !== null) found = ordered(call, found, orderby);
  return found;
}

/** `$search` and `$orderby` on directory objects are advanced queries, which need their own header. */
function advanced(call: GraphCall, option: string): void {
  if (call.headers['consistencylevel']?.toLowerCase() === 'eventual') return;
  throw new GraphError(
    400,
    'Request_UnsupportedQuery',
    `Request with ${option} query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'`,
  );
}

function readSearch(call: GraphCall, search: string): (entity: Json) => boolean {
  advanced(call, '$search');
  const match = /^"(displayName|mail|userPrincipalName|description):([^"]+)"$/.exec(search);
  if (!match?.[1] || !match[2])
    throw badRequest(`Syntax error: character '${search}' is not valid at position 0 in '${search}'.`);
  const [name, wanted] = [match[1], match[2].toLowerCase()];
  const start = new RegExp(`(^|[\\s@._-])${wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'i');
  return (entity) => start.test(text(entity[name]));
}

function ordered(call: GraphCall, entities: Json[], orderby: string): Json[] {
  if (call.options.filter !== null || call.options.search !== null) advanced(call, '$orderby');
  const match = /^(displayName|userPrincipalName|mail)( asc| desc)?$/i.exec(orderby.trim());
  if (!match?.[1]) throw badRequest(`Unsupported sort property '${orderby}'.`);
  const name = match[1];
  const sign = match[2]?.trim().toLowerCase() === 'desc' ? -1 : 1;
  return [...entities].sort((a, b) => sign * text(a[name]).localeCompare(text(b[name]), 'sv'));
}

function counted(call: GraphCall): boolean {
  if (call.options.count) advanced(call, '$count');
  return call.options.count;
}

const seen = (call: GraphCall, person: Person) => seenBy(call.caller, person, userEntity(person));

function noGuest(call: GraphCall, graph: Graph): void {
  demandNoGuest(call.caller.person === null ? undefined : graph.context.directory.person(call.caller.person));
}

const defaults = (call: GraphCall, entity: Json) => (call.options.select ? entity : selected(entity, USER_DEFAULT));

/** GET /me and /users/{id} */
export function getUser(call: GraphCall, graph: Graph): GraphReply {
  const person = call.params.id === undefined ? me(call, graph) : personOf(call, graph, call.params.id);
  return one(call, 'users', defaults(call, seen(call, person)));
}

/** GET /users */
export function listUsers(call: GraphCall, graph: Graph): GraphReply {
  noGuest(call, graph);
  if (call.options.filter !== null) demandFilter(call.caller, call.options.filter);
  const people = graph.context.directory.people.filter((person) => person.tenant === call.caller.tenant);
  const entities = chosen(
    call,
    people.map((person) => seen(call, person)),
    'user',
    USER,
  );
  return many(
    call,
    'users',
    entities.map((entity) => defaults(call, entity)),
    PAGE,
    counted(call),
  );
}

/** GET /groups */
export function listGroups(call: GraphCall, graph: Graph): GraphReply {
  noGuest(call, graph);
  const teams = graph.context.directory.teams.filter((team) => team.tenant === call.caller.tenant);
  const entities = chosen(
    call,
    teams.map((team) => group(graph, team)),
    'group',
    GROUP,
  );
  return many(call, 'groups', entities, PAGE, counted(call));
}

/** GET /groups/{id} */
export const getGroup = (call: GraphCall, graph: Graph): GraphReply =>
  one(call, 'groups', group(graph, groupOf(call, graph, param(call, 'id'))));

/** GET /groups/{id}/members, owners included */
export const listMembers = (call: GraphCall, graph: Graph): GraphReply =>
  listPeople(call, graph, groupOf(call, graph, param(call, 'id')).members);

/** GET /groups/{id}/owners */
export const listOwners = (call: GraphCall, graph: Graph): GraphReply =>
  listPeople(call, graph, groupOf(call, graph, param(call, 'id')).owners);

function listPeople(call: GraphCall, graph: Graph, ids: readonly string[]): GraphReply {
  if (call.options.filter !== null) demandFilter(call.caller, call.options.filter);
  const people = ids.map((id) => seen(call, personOf(call, graph, id)));
  const entities = chosen(call, people, 'directoryObject', DIRECTORY_OBJECT);
  const typed = entities.map((entity) => ({ '@odata.type': '#microsoft.graph.user', ...defaults(call, entity) }));
  return many(call, 'directoryObjects', typed, PAGE, counted(call));
}

/** GET /me/memberOf and /users/{id}/memberOf */
export function listMemberOf(call: GraphCall, graph: Graph): GraphReply {
  const person = call.params.id === undefined ? me(call, graph) : personOf(call, graph, call.params.id);
  const entities = person.teams.map((id) => group(graph, groupOf(call, graph, id)));
  const found = chosen(call, entities, 'directoryObject', DIRECTORY_OBJECT);
  const typed = found.map((entity) => ({ '@odata.type': '#microsoft.graph.group', ...entity }));
  return many(call, 'directoryObjects', typed, PAGE, counted(call));
}
