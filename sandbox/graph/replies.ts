import { GRAPH, isObject } from './call.ts';
import type { GraphCall, GraphReply, Json } from './call.ts';
import { pageToken } from './query.ts';

/** Only the selected properties, null for those without a value; annotations and what was expanded stay. */
export function selected(entity: Json, names: readonly string[] | null): Json {
  if (!names || names.includes('*')) return entity;
  const kept = Object.entries(entity).filter(([name, value]) => name.startsWith('@') || isExpanded(value));
  return { ...Object.fromEntries(kept), ...Object.fromEntries(names.map((name) => [name, entity[name] ?? null])) };
}

/** An expanded entity carries its own ETag; a property never does. */
const isExpanded = (value: unknown) => isObject(value) && '@odata.etag' in value;

/** 200 with one entity. `place` names it in the metadata, e.g. `users`. */
export function one(call: GraphCall, place: string, entity: Json, status = 200): GraphReply {
  const choice = call.options.select ? `(${call.options.select.join(',')})` : '';
  const context = `${GRAPH}/$metadata#${place}${choice}/$entity`;
  return { status, body: { '@odata.context': context, ...selected(entity, call.options.select) } };
}

/** 200 with one page of a collection, and the address of the next page when there is one. */
export function many(
  call: GraphCall,
  place: string,
  entities: readonly Json[],
  pageSize: number,
  counted: boolean,
): GraphReply {
  const { offset, top, select } = call.options;
  const size = top ?? pageSize;
  const page = entities.slice(offset, offset + size);
  const choice = select ? `(${select.join(',')})` : '';
  const body: Json = { '@odata.context': `${GRAPH}/$metadata#${place}${choice}` };
  if (counted) body['@odata.count'] = entities.length;
  if (offset + size < entities.length) body['@odata.nextLink'] = nextLink(call, offset + size);
  body.value = page.map((entity) => selected(entity, select));
  return { status: 200, body };
}

function nextLink(call: GraphCall, offset: number): string {
  const query = new URLSearchParams([...call.query].filter(([name]) => !/^\$?skip(token)?$/.test(name)));
  query.set('$skiptoken', pageToken(offset));
  return `${GRAPH}${call.path}?${query.toString().replaceAll('%24', '$')}`;
}
