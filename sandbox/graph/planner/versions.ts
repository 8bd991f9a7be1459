import { GraphError } from '../errors.ts';

export type Kind = 'Plan' | 'PlanDetails' | 'Bucket' | 'Task' | 'TaskDetails';

/** The versions that one resource has had: the first is its making, each with the paths that it changed. */
export interface Versions {
  current: number;
  changes: { version: number; paths: string[] }[];
}

/** Divides a path into property, key of an open type and property inside: no key has a tab in it. */
export const INSIDE = '\t';

/** Older versions than these are forgotten; an ETag of one is refused as no version of the resource. */
const REMEMBERED = 100;

/**
 * Ten characters whose order survives base64, so that a newer ETag is the greater one as a string, which is how
 * Planner tells clients to compare them.
 */
const DIGITS = '@ABDEFHIJL';
const LENGTH = 16;

/** `'1-Task  ` padded to whole groups of three characters, as Planner's own ETags are. */
const head = (kind: Kind) => `'1-${kind}`.padEnd(Math.ceil((kind.length + 3) / 3) * 3, ' ');

/** The weak ETag of a version, in the form of Planner's: base64 of the kind of resource and a counter. */
export function etagOf(kind: Kind, version: number): string {
  const digits = String(version)
    .padStart(LENGTH, '0')
    .replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? '@');
  return `W/"${Buffer.from(`${head(kind)}${digits}'`).toString('base64')}"`;
}

function versionOf(kind: Kind, etag: string): number | null {
  const encoded = /^W\/"([A-Za-z0-9+/=]+)"$/.exec(etag)?.[1];
  if (!encoded) return null;
  const text = Buffer.from(encoded, 'base64').toString('latin1');
  const start = head(kind);
  if (!text.startsWith(start) || !text.endsWith("'") || text.length !== start.length + LENGTH + 1) return null;
  const digits = [...text.slice(start.length, -1)].map((letter) => DIGITS.indexOf(letter));
  return digits.includes(-1) ? null : Number(digits.join(''));
}

/** The versions of a resource just made. */
export const firstVersion = (version: number): Versions => ({ current: version, changes: [{ version, paths: [] }] });

/** Notes a new version that changed these paths. */
export function newVersion(versions: Versions, version: number, paths: string[]): void {
  versions.current = version;
  versions.changes.push({ version, paths });
  if (versions.changes.length > REMEMBERED) versions.changes.splice(0, versions.changes.length - REMEMBERED);
}

/**
 * What has changed since the version that the caller knows, as paths.
 * @throws GraphError 412 when If-Match is missing, is no ETag of this kind of resource, or of no version of it. Planner's
 *   reference: "All Planner API … PATCH and DELETE requests require the If-Match header", under 412 Precondition Failed.
 */
export function changedSince(kind: Kind, versions: Versions, ifMatch: string | undefined): string[] {
  if (ifMatch === undefined || ifMatch.trim() === '') {
    throw new GraphError(412, '', 'The If-Match header must be specified for this kind of request.');
  }
  const version = versionOf(kind, ifMatch.trim());
  const known = versions.changes.findIndex((change) => change.version === version);
  if (version === null || known < 0) throw new GraphError(412, '', 'The If-Match header contains an invalid value.');
  return versions.changes.slice(known + 1).flatMap((change) => (change.paths.length > 0 ? change.paths : ['']));
}

/** 409: what was asked for cannot be merged with what others did in between. */
export const conflict = () =>
  new GraphError(
    409,
    '',
    'The attempted changes conflicted with already accepted changes. Read the latest state of the resource and resolve the conflict.',
  );

/** Whether two paths are the same or one lies in the other. */
export const overlap = (a: string, b: string) => a === b || a.startsWith(b + INSIDE) || b.startsWith(a + INSIDE);
