import { param } from '../call.ts';
import type { Graph, GraphCall, GraphReply } from '../call.ts';
import { badRequest } from '../errors.ts';
import { many, one } from '../replies.ts';
import { libraryOf } from './access.ts';
import type { Library } from './places.ts';
import * as shapes from './shapes.ts';
import { notFound } from './store.ts';

const PAGE = 200;

/** GET /sites/{site}: by `host,site,web` or by `host:/sites/name` */
export function getSite(call: GraphCall, graph: Graph): GraphReply {
  return one(call, 'sites', shapes.site(siteOf(call, graph)));
}

function siteOf(call: GraphCall, graph: Graph): Library {
  if (!call.itemPath) return libraryOf(call, graph);
  const url = `https://${param(call, 'site').replace(/:$/, '')}/${call.itemPath.join('/').replace(/:$/, '')}`;
  const found = graph.sharePoint.libraries.byUrl(url);
  if (!found) throw notFound();
  return libraryOf({ ...call, params: { site: found.site } }, graph);
}

/** GET /groups/{group}/sites/root */
export function getSiteOfGroup(call: GraphCall, graph: Graph): GraphReply {
  if (param(call, 'which').toLowerCase() !== 'root') throw badRequest('Only the root site of a group is held here.');
  return one(call, 'sites', shapes.site(libraryOf(call, graph)));
}

/** GET /sites/{site}/drives: a site has one library */
export function listDrives(call: GraphCall, graph: Graph): GraphReply {
  const library = libraryOf(call, graph);
  return many(call, 'drives', [shapes.drive(graph.sharePoint, library)], PAGE, false);
}
