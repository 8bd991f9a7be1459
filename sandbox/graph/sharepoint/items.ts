import { isObject } from '../call.ts';
import type { Graph, GraphCall, GraphReply, Json } from '../call.ts';
import { GraphError } from '../errors.ts';
import { many, one } from '../replies.ts';
import { placeOf } from '../teams.ts';
import { demandVersion, itemOf, libraryOf, workOf } from './access.ts';
import { putFolder, relocate, remove, removeForGood } from './changes.ts';
import type { OnConflict, Work } from './changes.ts';
import { downloadUrlOf } from './passes.ts';
import * as shapes from './shapes.ts';
import type { Item } from './store.ts';

const PAGE = 200;
const CONFLICT = '@microsoft.graph.conflictBehavior';
const DOWNLOAD = '@microsoft.graph.downloadUrl';

export const invalid = (message: string) => new GraphError(400, 'invalidRequest', message);

/** What is to be done about a taken name, from a body or a query. @throws GraphError 400 for an unknown word */
export function conflictOf(value: unknown, otherwise: OnConflict): OnConflict {
  if (value === undefined) return otherwise;
  if (value === 'fail' || value === 'replace' || value === 'rename') return value;
  throw invalid('The value of conflictBehavior must be fail, replace or rename.');
}

/** An item as this call answers it. */
export function shown(call: GraphCall, graph: Graph, { sharePoint, library }: Work, item: Item): Json {
  const entity = shapes.driveItem(sharePoint, library, item, (file) => downloadUrlOf(graph, library, file));
  const { select } = call.options;
  if (!select || select.includes('*')) return entity;
  const wanted = select.map((name) => (name === '@content.downloadUrl' ? DOWNLOAD : name));
  // A facet that an item has not is left out, not null: that is how a file and a folder are told apart.
  return Object.fromEntries(Object.entries(entity).filter(([name]) => wanted.includes(name)));
}

/** What has been selected is selected already. */
const unselected = (call: GraphCall): GraphCall => ({ ...call, options: { ...call.options, select: null } });

/** The answer to a call about one item. */
export const itemReply = (call: GraphCall, graph: Graph, work: Work, item: Item, status = 200): GraphReply =>
  one(
    unselected(call),
    `drives('${encodeURIComponent(work.library.drive)}')/items`,
    shown(call, graph, work, item),
    status,
  );

/** GET /teams/{id}/channels/{channel}/filesFolder */
export function getFilesFolder(call: GraphCall, graph: Graph): GraphReply {
  const { team, place } = placeOf(call, graph);
  const { sharePoint } = graph;
  const library = sharePoint.libraries.ofChannel(place.channel.id);
  if (!library || !sharePoint.isReady(place.channel.id)) {
    const message = 'Folder location for this channel is not ready yet, please try again later.';
    throw new GraphError(404, 'NotFound', message);
  }
  const folder = sharePoint.channelFolder(library, place.channel);
  const context = `teams('${team.id}')/channels('${encodeURIComponent(place.channel.id)}')/filesFolder`;
  // This address takes no query options ("Get filesFolder" in the reference): what is selected is not heard.
  return one(unselected(call), context, shapes.filesFolder(sharePoint, library, folder));
}

/** GET …/items/{item} and by path */
export function getItem(call: GraphCall, graph: Graph): GraphReply {
  const work = workOf(call, graph);
  return itemReply(call, graph, work, itemOf(call, work));
}

const ORDERS: Record<string, (one: Item, other: Item) => number> = {
  name: (one, other) => one.name.localeCompare(other.name, 'sv', { numeric: true }),
  lastmodifieddatetime: (one, other) => one.modifiedAt.localeCompare(other.modifiedAt),
};

/** GET …/items/{item}/children */
export function listChildren(call: GraphCall, graph: Graph): GraphReply {
  const work = workOf(call, graph);
  const children = work.sharePoint.children(itemOf(call, work));
  const [by = 'name', way = 'asc'] = (call.options.orderby ?? 'name').trim().toLowerCase().split(/\s+/);
  const order = ORDERS[by];
  if (!order) throw new GraphError(400, 'notSupported', `Ordering by ${by} is not supported.`);
  children.sort((a, b) => order(a, b) * (way === 'desc' ? -1 : 1));
  const entities = children.map((each) => shown(call, graph, work, each));
  return many(
    unselected(call),
    `drives('${encodeURIComponent(work.library.drive)}')/items`,
    entities,
    PAGE,
    call.options.count,
  );
}

/** POST …/items/{item}/children: makes a folder */
export function createFolder(call: GraphCall, graph: Graph): GraphReply {
  const work = workOf(call, graph);
  const parent = itemOf(call, work);
  if (parent.file) throw invalid('The parent is not a folder.');
  const body = isObject(call.body) ? call.body : {};
  if (typeof body.name !== 'string') throw invalid('The name in the provided item is missing.');
  if (!isObject(body.folder)) throw invalid('Cannot create a file without content; give a folder facet.');
  demandKnown(body, ['name', 'folder', 'description']);
  const { item } = putFolder(work, parent, body.name, conflictOf(body[CONFLICT], 'fail'));
  return itemReply(call, graph, work, item, 201);
}

/** PATCH …/items/{item}: another name, another folder, the file's own times */
export function patchItem(call: GraphCall, graph: Graph): GraphReply {
  const work = workOf(call, graph);
  const item = itemOf(call, work);
  demandVersion(call, item);
  const body = isObject(call.body) ? call.body : {};
  demandKnown(body, ['name', 'parentReference', 'fileSystemInfo', 'description']);
  if (body.name !== undefined && typeof body.name !== 'string') throw invalid('The name must be a text.');
  const parent = body.parentReference === undefined ? undefined : newParent(work, body.parentReference);
  const to = { ...(body.name === undefined ? {} : { name: body.name }), ...(parent ? { parent } : {}) };
  if ('name' in to || parent) relocate(work, item, to, conflictOf(body[CONFLICT], 'fail'));
  if (isObject(body.fileSystemInfo)) setTimes(work, item, body.fileSystemInfo);
  return itemReply(call, graph, work, item);
}

function demandKnown(body: Json, known: readonly string[]): void {
  const stranger = Object.keys(body).find((name) => !name.includes('@') && !known.includes(name));
  if (stranger !== undefined) throw invalid(`Property ${stranger} in payload has a value that does not match schema.`);
}

function newParent({ sharePoint, library }: Work, reference: unknown): Item {
  if (!isObject(reference)) throw invalid('Invalid parentReference.');
  const { id, driveId } = reference;
  if (driveId !== undefined && driveId !== library.drive)
    throw invalid('Moving an item to another drive is not supported by this request.');
  if (typeof id !== 'string') throw invalid('parentReference has no id.');
  return sharePoint.item(library, id);
}

function setTimes({ sharePoint }: Work, item: Item, info: Json): void {
  for (const name of ['createdDateTime', 'lastModifiedDateTime'] as const) {
    const value = info[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) throw invalid(`${name} is no date.`);
    item.fileSystem[name] = value;
  }
  item.version += 1;
  sharePoint.save();
}

/** DELETE …/items/{item}: into the recycle bin */
export function deleteItem(call: GraphCall, graph: Graph): GraphReply {
  const work = workOf(call, graph);
  const item = itemOf(call, work);
  demandVersion(call, item);
  remove(work, item);
  return { status: 204 };
}

/** POST …/items/{item}/permanentDelete */
export function deleteForGood(call: GraphCall, graph: Graph): GraphReply {
  const work = workOf(call, graph);
  removeForGood(work, itemOf(call, work));
  return { status: 204 };
}

/** GET /drives/{drive}, /groups/{group}/drive and /sites/{site}/drive */
export const getDrive = (call: GraphCall, graph: Graph): GraphReply =>
  one(call, 'drives', shapes.drive(graph.sharePoint, libraryOf(call, graph)));
