import type { Graph, GraphCall } from '../call.ts';
import { GraphError, noSuchResource } from '../errors.ts';
import { putFolder } from './changes.ts';
import type { Work } from './changes.ts';
import type { Library } from './places.ts';
import { cTagOf, eTagOf } from './shapes.ts';
import { denied, notFound } from './store.ts';
import type { Item, SiteRole } from './store.ts';

/** Permissions by which an app on its own reaches every site; with Sites.Selected alone it needs a grant. */
const EVERY_SITE = {
  read: [
    'Files.Read.All',
    'Files.ReadWrite.All',
    'Group.Read.All',
    'Group.ReadWrite.All',
    'Sites.Read.All',
    'Sites.ReadWrite.All',
  ],
  write: ['Files.ReadWrite.All', 'Sites.ReadWrite.All'],
};
const MAY_WRITE: readonly SiteRole[] = ['write', 'manage', 'fullcontrol'];

/** Whether a call changes something, which a right to read is not enough for. */
const isWrite = ({ method }: GraphCall) => method !== 'GET';

/**
 * The library of the address, for those who may be in it: a person of its team or channel, an app on its own by a right
 * to all sites or by a grant for this one.
 * @throws GraphError 404 for none in the tenant, 403 for one that is closed to the caller
 */
export function libraryOf(call: GraphCall, graph: Graph): Library {
  const library = addressed(call, graph);
  if (library.tenant !== call.caller.tenant) throw notFound();
  const { person } = call.caller;
  if (person === null) demandGrant(call, graph, library);
  else if (!graph.sharePoint.libraries.isMember(library, person)) throw denied();
  return library;
}

function addressed({ params }: GraphCall, graph: Graph): Library {
  const { libraries } = graph.sharePoint;
  if (params.drive !== undefined && !/^b![\w-]{64}$/.test(params.drive)) {
    const message = 'The provided drive id appears to be malformed, or does not represent a valid drive.';
    throw new GraphError(400, 'invalidRequest', message);
  }
  const group = params.group === undefined ? undefined : graph.context.directory.team(params.group);
  if (params.group !== undefined && group?.id !== params.group.toLowerCase()) throw noSuchResource(params.group);
  const library = libraries.find(params.drive ?? params.site ?? group?.id ?? '');
  if (!library) throw notFound();
  return library;
}

function demandGrant(call: GraphCall, graph: Graph, library: Library): void {
  const { scopes, app } = call.caller;
  if (EVERY_SITE[isWrite(call) ? 'write' : 'read'].some((scope) => scopes.includes(scope))) return;
  const role = graph.sharePoint.state.grants[library.site]?.[app];
  if (role === undefined || (isWrite(call) && !MAY_WRITE.includes(role))) throw denied();
}

/** What the rules of SharePoint are applied with. */
export function workOf(call: GraphCall, graph: Graph): Work {
  const { app, person } = call.caller;
  return { sharePoint: graph.sharePoint, library: libraryOf(call, graph), actor: { app, person } };
}

/** What an address by id or by path points to. */
export interface Target {
  /** The item, undefined where a path leads to none. */
  readonly item: Item | undefined;
  /** Names of a path that are not there, the last one the item's own; empty where the item is. */
  readonly missing: readonly string[];
  /** The last folder of a path that is there. */
  readonly within: Item;
}

export function targetOf(call: Pick<GraphCall, 'params' | 'itemPath'>, { sharePoint, library }: Work): Target {
  const start = sharePoint.item(library, call.params.item ?? 'root');
  const names = call.itemPath ?? [];
  let item = start;
  let within = start;
  for (const [index, name] of names.entries()) {
    const next = item.file ? undefined : sharePoint.child(item, name);
    if (!next) return { item: undefined, missing: names.slice(index), within: item };
    within = item;
    item = next;
  }
  return { item, missing: [], within };
}

/** The item of the address. @throws GraphError 404 */
export function itemOf(call: GraphCall, work: Work): Item {
  const { item } = targetOf(call, work);
  if (!item) throw notFound();
  return item;
}

/** The folder that a new item at this path goes into: those on the way are made, as an upload by path does. */
export function folderFor(work: Work, { missing, within }: Target): { parent: Item; name: string } {
  if (within.file) throw new GraphError(400, 'invalidRequest', 'The parent is not a folder.');
  let parent = within;
  for (const name of missing.slice(0, -1)) parent = putFolder(work, parent, name, 'fail').item;
  return { parent, name: missing.at(-1) ?? '' };
}

/**
 * If-Match and If-None-Match, by eTag or cTag.
 * @throws GraphError 412 resourceModified
 */
export function demandVersion({ headers }: Pick<GraphCall, 'headers'>, item: Item | undefined): void {
  const wanted = headers['if-match'];
  if (wanted !== undefined && !(item && names(wanted, item))) throw modified();
  const unwanted = headers['if-none-match'];
  if (unwanted !== undefined && item && names(unwanted, item)) throw modified();
}

const modified = () => new GraphError(412, 'resourceModified', "ETag does not match current item's value");

/** Whether the header's value names the item's present state; `*` names any. */
export const names = (tags: string, item: Item): boolean =>
  tags.trim() === '*' || tags.split(/,(?=\s*")/).some((tag) => [eTagOf(item), cTagOf(item)].includes(tag.trim()));
