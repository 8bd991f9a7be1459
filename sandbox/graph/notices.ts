import { ActivityFeed } from '../activity-feed.ts';
import { Presence } from '../connector/presence.ts';
import type { Person, SandboxContext } from '../context.ts';
import { readManifest } from '../manifest.ts';
import type { AppManifest } from '../manifest.ts';
import { isObject, param, text } from './call.ts';
import type { Graph, GraphCall, GraphReply, Json } from './call.ts';
import { personOf } from './directory.ts';
import { GraphError, badRequest } from './errors.ts';

/**
 * Notices in people's activity feed, as strict as Microsoft's reference: learn.microsoft.com/graph/api/
 * userteamwork-sendactivitynotification and graph/teams-send-activityfeednotifications.
 */

const RSC = 'TeamsActivity.Send.User';
/** The type that needs no declaration; its text is free. */
const FREE_TYPE = 'systemDefault';
const FREE_PARAMETER = 'systemDefaultText';
const PREVIEW_MAX = 150;
const PROPERTIES = ['topic', 'activityType', 'chainId', 'previewText', 'templateParameters', 'teamsAppId', 'iconId'];

/** What notices are sent by. */
export interface NoticeParts {
  readonly feed: ActivityFeed;
  readonly presence: Presence;
  readonly manifest: AppManifest;
}

export const noticeParts = (context: SandboxContext): NoticeParts => ({
  feed: new ActivityFeed(context),
  presence: new Presence(context),
  manifest: readManifest(context.settings.manifestFile),
});

/** POST /users/{id}/teamwork/sendActivityNotification */
export function sendActivityNotification(call: GraphCall, graph: Graph): GraphReply {
  const { context } = graph;
  const { feed, presence, manifest } = graph.notices;
  const person = personOf(call, graph, param(call, 'id'));
  demandRight(call, manifest);
  const { values, template, ...notice } = read(call.body, manifest, context, person);
  // Added for themselves, or to a team or chat that they are in.
  if (!presence.isHere({ kind: 'personal', id: person.id, tenant: person.tenant, person }))
    throw new GraphError(403, 'Forbidden', `The app '${call.caller.app}' is not installed for the recipient.`);
  const wait = feed.count(person.id);
  if (wait > 0)
    throw new GraphError(429, 'TooManyRequests', 'The request has been throttled.', { 'Retry-After': String(wait) });
  const actor = context.directory.people.find(({ id }) => id === call.caller.person)?.name ?? manifest.name;
  feed.add(person.id, { ...notice, title: filled(template, { ...values, actor }) });
  return { status: 204 };
}

/** A scope or a role for everybody was looked at before; the app itself may also have the right where it is installed. */
function demandRight({ caller }: GraphCall, manifest: AppManifest): void {
  if (caller.scopes.includes('TeamsActivity.Send') || manifest.resourceSpecific.includes(RSC)) return;
  const has = caller.scopes.join(', ');
  throw new GraphError(
    403,
    'Forbidden',
    `Missing role permissions on the request. API requires one of 'TeamsActivity.Send, ${RSC}'. Roles on the request '${has}'.`,
  );
}

interface Read {
  readonly type: string;
  readonly template: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
  readonly topic: string;
  readonly url: string | null;
  readonly preview: string;
  readonly chain: number | null;
}

function read(body: unknown, manifest: AppManifest, context: SandboxContext, person: Person): Read {
  if (!isObject(body)) throw badRequest('The request body must be an object.');
  const unknown = Object.keys(body).find((name) => !PROPERTIES.includes(name));
  if (unknown !== undefined)
    throw badRequest(
      `The parameter '${unknown}' in the request payload is not a valid parameter for the operation 'sendActivityNotification'.`,
    );
  const type = text(body['activityType']);
  if (type === '') throw badRequest("'activityType' must be present.");
  const template = type === FREE_TYPE ? { sv: `{${FREE_PARAMETER}}` } : manifest.template(type);
  if (!template) throw badRequest(`Activity type '${type}' is not declared in the manifest of the Teams app.`);
  const { teamsAppId, chainId } = body;
  if (teamsAppId !== undefined && teamsAppId !== context.settings.teamsAppId)
    throw new GraphError(404, 'NotFound', 'No Teams app with this id is installed for the recipient.');
  if (chainId !== undefined && chainId !== null && !Number.isSafeInteger(chainId))
    throw badRequest("'chainId' must be an Int64.");
  return {
    ...{
      type,
      template,
      values: valuesOf(body['templateParameters'], template),
      preview: previewOf(body['previewText']),
    },
    ...topicOf(body['topic'], context, person),
    chain: typeof chainId === 'number' ? chainId : null,
  };
}

function topicOf(topic: unknown, context: SandboxContext, person: Person): { topic: string; url: string | null } {
  if (!isObject(topic)) throw badRequest("'topic' must be present.");
  const [value, webUrl] = [text(topic['value']), text(topic['webUrl'])];
  if (value === '') throw badRequest("'topic.value' must be present.");
  if (webUrl !== '' && !isDeepLink(webUrl)) throw badRequest("'topic.webUrl' must be a Microsoft Teams deep link.");
  if (topic['source'] === 'text') {
    if (webUrl === '') throw badRequest("'topic.webUrl' must be present when 'topic.source' is 'text'.");
    return { topic: value, url: webUrl };
  }
  if (topic['source'] !== 'entityUrl') throw badRequest("'topic.source' must be 'entityUrl' or 'text'.");
  const graph = 'https://graph\\.microsoft\\.com/(v1\\.0|beta)';
  const isApp = new RegExp(`^${graph}/appCatalogs/teamsApps/${context.settings.teamsAppId}$`).test(value);
  const isInstalled = new RegExp(`^${graph}/users/${person.id}/teamwork/installedApps/[^/]+$`).test(value);
  if (!isApp && !isInstalled) throw badRequest("'topic.value' is not a resource that this API supports.");
  return { topic: '', url: webUrl === '' ? null : webUrl };
}

function isDeepLink(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, pathname } = new URL(address);
  return (
    protocol === 'https:' && /^teams\.(microsoft\.com|cloud\.microsoft)$/.test(hostname) && pathname.startsWith('/l/')
  );
}

function previewOf(preview: unknown): string {
  if (preview === undefined || preview === null) return '';
  if (!isObject(preview) || typeof preview['content'] !== 'string')
    throw badRequest("'previewText.content' must be a string.");
  if ([...preview['content']].length > PREVIEW_MAX)
    throw badRequest(`'previewText.content' must not be longer than ${String(PREVIEW_MAX)} characters.`);
  return preview['content'];
}

/** The values, each of which the template names, and each that it names is there. */
function valuesOf(parameters: unknown, template: Readonly<Record<string, string>>): Record<string, string> {
  const given: unknown = parameters ?? [];
  const isPair = (each: unknown): each is Json & { name: string; value: string } =>
    isObject(each) && typeof each['name'] === 'string' && typeof each['value'] === 'string';
  if (!Array.isArray(given) || !given.every(isPair))
    throw badRequest("'templateParameters' must be a collection of names and values.");
  const named = new Set(
    Object.values(template).flatMap((words) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')),
  );
  named.delete('actor');
  const values = Object.fromEntries(given.map(({ name, value }) => [name, value]));
  const missing = [...named].find((name) => (values[name] ?? '').trim() === '');
  if (missing !== undefined) throw badRequest(`Template parameter '${missing}' is missing or empty.`);
  const extra = given.find(({ name }) => !named.has(name));
  if (extra) throw badRequest(`Template parameter '${extra.name}' is not in the template of the activity type.`);
  return values;
}

const filled = (template: Readonly<Record<string, string>>, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(template).map(([language, words]) => [
      language,
      words.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole),
    ]),
  );
