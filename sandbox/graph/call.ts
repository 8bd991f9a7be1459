import type { GraphCaller, SandboxContext } from '../context.ts';
import type { NoticeParts } from './notices.ts';
import type { Planner } from './planner/store.ts';
import type { Query } from './query.ts';
import type { SharePoint } from './sharepoint/store.ts';
import type { Throttle } from './throttle.ts';

/** Where Graph says it lives, in contexts, container addresses and links to the next page. */
export const GRAPH = 'https://graph.microsoft.com/v1.0';

export type Json = Record<string, unknown>;

/** A request as it comes out of HTTP or out of a batch; `path` is without the version, `headers` have small names. */
export interface GraphRequest {
  readonly method: string;
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A request with its caller known, its address matched and its query read. */
export interface GraphCall extends GraphRequest {
  readonly caller: GraphCaller;
  /** What stood in the address's places, decoded: `{id}`, `{channel}` … */
  readonly params: Readonly<Record<string, string>>;
  /** The names of a path in the address of a file, decoded, e.g. of `…:/LIKA/Plan.docx:`; null for an address without. */
  readonly itemPath: readonly string[] | null;
  readonly options: Query;
}

export interface GraphReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** What the resources work on. */
export interface Graph {
  readonly context: SandboxContext;
  readonly planner: Planner;
  readonly sharePoint: SharePoint;
  readonly throttle: Throttle;
  readonly notices: NoticeParts;
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as text: text as it is, nothing as nothing, the rest as JSON. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** The id behind a place in the address; an absent one is a mistake in the table of addresses. */
export function param(call: GraphCall, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`no {${name}} in the address of this resource`);
  return value;
}
