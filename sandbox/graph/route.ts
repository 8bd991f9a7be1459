import type { Graph, GraphCall, GraphReply } from './call.ts';
import type { Permission } from './permissions.ts';
import type { Allowed } from './query.ts';

/** One address of Graph, and what answers there. */
export interface Route {
  readonly method: string;
  /** Segments; `{name}` is a place. */
  readonly template: readonly string[];
  readonly permission: Permission | null;
  readonly query: Allowed;
  handle(call: GraphCall, graph: Graph): GraphReply;
  /** Whether a POST or PUT may come without a body. */
  readonly mayBeEmpty?: boolean;
}

/** @param address e.g. `GET /planner/plans/{id}` */
export const route = (
  address: string,
  permission: Permission | null,
  allowed: Allowed,
  handle: Route['handle'],
): Route => {
  const [method = '', path = ''] = address.split(' ');
  return { method, template: path.split('/').slice(1), permission, query: allowed, handle };
};

/** What a resource may be asked. */
export const query = (
  type: string,
  properties: readonly string[],
  options: readonly string[],
  expandable: readonly string[] = [],
): Allowed => ({
  type,
  properties,
  options,
  expandable,
});

export const none = query('entity', [], []);
