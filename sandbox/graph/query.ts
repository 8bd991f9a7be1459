import { badRequest } from './errors.ts';
import type { GraphRequest } from './call.ts';

/** OData's system options; Graph reads them without the `$` too. */
const SYSTEM = [
  '$select',
  '$expand',
  '$filter',
  '$top',
  '$skip',
  '$skiptoken',
  '$orderby',
  '$count',
  '$search',
  '$format',
];

export interface Query {
  /** Properties to answer with, null for the default ones. */
  readonly select: readonly string[] | null;
  readonly expand: readonly string[];
  readonly filter: string | null;
  readonly top: number | null;
  /** How many entries earlier pages had. */
  readonly offset: number;
  readonly orderby: string | null;
  readonly count: boolean;
  readonly search: string | null;
}

export interface Allowed {
  /** The system options that this resource takes; `$skiptoken` goes with `$top`. */
  readonly options: readonly string[];
  /** Name of the type, for Graph's message. */
  readonly type: string;
  /** The type's properties. */
  readonly properties: readonly string[];
  /** What may be expanded. */
  readonly expandable?: readonly string[];
}

/**
 * Reads a query strictly.
 * @throws GraphError 400 for an option that the resource does not take, an unknown property, or a wrong value.
 */
export function readQuery(request: GraphRequest, allowed: Allowed): Query {
  const values = new Map<string, string>();
  for (const [name, value] of request.query) {
    const option = SYSTEM.includes(`$${name}`) ? `$${name}` : name;
    const known = allowed.options.includes(option) || (option === '$skiptoken' && allowed.options.includes('$top'));
    if (!known) throw badRequest(`The query parameter '${name}' is not supported.`);
    values.set(option, value);
  }
  return {
    select: listed(values.get('$select'), (name) => knownProperty(name, allowed)),
    expand: listed(values.get('$expand'), (name) => expandable(name, allowed)) ?? [],
    filter: values.get('$filter') ?? null,
    top: wholeNumber('$top', values.get('$top'), 1, 999),
    offset: offsetOf(values.get('$skiptoken')) + (wholeNumber('$skip', values.get('$skip'), 0, 1_000_000) ?? 0),
    orderby: values.get('$orderby') ?? null,
    count: flag('$count', values.get('$count')),
    search: values.get('$search') ?? null,
  };
}

function listed(value: string | undefined, check: (name: string) => string): string[] | null {
  if (value === undefined) return null;
  const names = value.split(',').map((name) => name.trim());
  if (names.some((name) => name === '')) {
    throw badRequest('Parsing OData Select and Expand failed: Term is not valid in a $select or $expand expression.');
  }
  return names.map(check);
}

function knownProperty(name: string, allowed: Allowed): string {
  if (name !== '*' && !allowed.properties.includes(name)) {
    throw badRequest(
      `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${allowed.type}'.`,
    );
  }
  return name;
}

function expandable(name: string, allowed: Allowed): string {
  if (!allowed.expandable?.includes(name)) {
    throw badRequest(
      `Parsing OData Select and Expand failed: Property '${name}' on type 'microsoft.graph.${allowed.type}' is not a navigation property or complex property. Only navigation properties can be expanded.`,
    );
  }
  return name;
}

function wholeNumber(option: string, value: string | undefined, least: number, most: number): number | null {
  if (value === undefined) return null;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= least && number <= most)) {
    throw badRequest(
      `Invalid value '${value}' for ${option} query option found. The ${option} query option requires an integer from ${least} to ${most}.`,
    );
  }
  return number;
}

function flag(option: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  if (value !== 'true' && value !== 'false')
    throw badRequest(`Invalid value '${value}' for ${option} query option found.`);
  return value === 'true';
}

/** A page's token says how many entries came before; clients must treat it as opaque, so it does not read like a number. */
export const pageToken = (offset: number) => Buffer.from(`page:${offset}`).toString('base64url');

function offsetOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const match = /^page:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (!match) throw badRequest('The skip token is not valid.');
  return Number(match[1]);
}
