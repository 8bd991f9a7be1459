import { GRAPH, isObject, text } from './call.ts';
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

/** 200 with one entity, and its ETag when it has one. `place` names it in the metadata, e.g. `users`. */
export function one(call: GraphCall, place: string, entity: Json, status = 200): GraphReply {
  const choice = call.options.select ? `(${call.options.select.join(',')})` : '';
  const context = `${GRAPH}/$metadata#${place}${choice}/$entity`;
  const body = { '@odata.context': context, ...selected(entity, call.options.select) };
  const etag = entity['@odata.etag'];
  return { status, body, ...(typeof etag === 'string' ? { headers: { ETag: etag } } : {}) };
}

/** 201 with what was made, and where it is. `place` is its collection's address, e.g. `planner/tasks`. */
export const made = (call: GraphCall, place: string, entity: Json): GraphReply =>
  withHeaders(one(call, place, entity, 201), { Location: `${GRAPH}/${place}/${text(entity.id)}` });

export const withHeaders = (reply: GraphReply, headers: Record<string, string>): GraphReply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
});

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
