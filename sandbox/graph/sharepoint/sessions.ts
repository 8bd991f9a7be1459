import { randomUUID } from 'node:crypto';
import { isObject } from '../call.ts';
import type { Graph, GraphCall, GraphReply, Json } from '../call.ts';
import { GraphError } from '../errors.ts';
import { demandVersion, folderFor, targetOf, workOf } from './access.ts';
import { demandRoom, demandUnlocked, demandWritable, parentOf, putFile, replaceContent } from './changes.ts';
import type { OnConflict, Work } from './changes.ts';
import { conflictOf, invalid } from './items.ts';
import { demandName, demandPathLength } from './names.ts';
import { hostOf, passFor } from './passes.ts';
import type { Actor, Item, SharePoint } from './store.ts';

/** An upload on its way. */
export interface UploadSession {
  readonly id: string;
  readonly drive: string;
  readonly actor: Actor;
  /** The file whose content is replaced, null for one by path. */
  readonly item: string | null;
  /** Where a file by path goes: from this item on. */
  readonly from: string;
  readonly path: readonly string[];
  readonly onConflict: OnConflict;
  /** The If-Match that was asked for; it holds for the commit too. */
  readonly ifMatch: string | null;
  readonly defer: boolean;
  /** In real milliseconds. */
  readonly until: number;
  /** The whole file's size, known from the first range on. */
  total: number | null;
  received: number;
  /** What has come, names in `Contents`. */
  parts: string[];
}

/** How long a session is kept; Microsoft gives none, but says when in each answer. */
const LIFETIME_MS = 24 * 3_600_000;
/** "The maximum bytes in any given request is less than 60 MiB", "a multiple of 320 KiB" (createUploadSession). */
const LARGEST_RANGE = 60 * 1024 * 1024;
const STEP = 320 * 1024;

const invalidRange = (inner: string, message: string) => new GraphError(416, 'invalidRange', message, {}, inner);

/** POST …/createUploadSession, by the id of a file or by the path of one that is there or is to be */
export function createUploadSession(call: GraphCall, graph: Graph): GraphReply {
  const work = workOf(call, graph);
  const target = targetOf(call, work);
  const { item } = target;
  demandVersion(call, item);
  demandWritable(work);
  const body = isObject(call.body) ? call.body : {};
  const about = isObject(body.item) ? body.item : {};
  if (item) demandFile(work, item);
  else demandNewName(work, target.within, target.missing);
  if (typeof about.name === 'string' && call.itemPath && about.name !== call.itemPath.at(-1))
    throw invalid('The name in the item does not match the name in the address.');
  if (typeof about.fileSize === 'number') demandRoom(work, about.fileSize - (item?.file?.size ?? 0));
  const session: UploadSession = {
    id: randomUUID(),
    drive: work.library.drive,
    actor: work.actor,
    item: call.itemPath ? null : (item?.id ?? null),
    from: call.params.item ?? 'root',
    path: call.itemPath ?? [],
    onConflict: conflictOf(about['@microsoft.graph.conflictBehavior'], 'fail'),
    ifMatch: call.headers['if-match'] ?? null,
    defer: body.deferCommit === true,
    until: graph.context.clock.real() + LIFETIME_MS,
    total: null,
    received: 0,
    parts: [],
  };
  graph.sharePoint.state.sessions[session.id] = session;
  graph.sharePoint.save();
  const context = 'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.uploadSession';
  return {
    status: 200,
    body: { '@odata.context': context, uploadUrl: uploadUrl(graph, work, session), ...progress(session) },
  };
}

function demandFile(work: Work, item: Item): void {
  if (!item.file) throw invalid('The item is a folder and has no content.');
  demandUnlocked(work, item, 'notAllowed');
}

function demandNewName({ sharePoint, library }: Work, within: Item, missing: readonly string[]): void {
  for (const [index, name] of missing.entries()) demandName(name, index === 0 && within.parent === null);
  demandPathLength(library, [...sharePoint.pathOf(within).map(({ name }) => name), ...missing]);
}

function uploadUrl(graph: Graph, { library }: Work, session: UploadSession): string {
  const query = new URLSearchParams({
    guid: `'${session.id}'`,
    overwrite: session.onConflict === 'replace' ? 'True' : 'False',
    rename: session.onConflict === 'rename' ? 'True' : 'False',
    dc: session.defer ? '1' : '0',
    tempauth: passFor(graph, `upload ${session.id}`, session.until),
  });
  const drive = `${hostOf(graph)}${new URL(library.url).pathname}/_api/v2.0/drives/${session.drive}`;
  return `${drive}/items/${session.item ?? session.from}/uploadSession?${query.toString()}`;
}

/** What is still wanted, and until when. */
export const progress = ({ received, until }: UploadSession): Json => ({
  expirationDateTime: new Date(until).toISOString(),
  nextExpectedRanges: [`${received}-`],
});

/** The session of an upload's address. @throws GraphError 404 when it is over */
export function sessionOf(sharePoint: SharePoint, id: string, now: number): UploadSession {
  const session = Object.hasOwn(sharePoint.state.sessions, id) ? sharePoint.state.sessions[id] : undefined;
  if (!session) throw noSession();
  if (now < session.until) return session;
  endSession(sharePoint, session);
  throw noSession();
}

const noSession = () => new GraphError(404, 'itemNotFound', 'The upload session was not found');

export function endSession(sharePoint: SharePoint, { id }: UploadSession): void {
  delete sharePoint.state.sessions[id];
  sharePoint.save();
}

/**
 * Takes a range. @returns whether it was the last
 * @throws GraphError 400 for a range that is none, 416 for one that is not the next
 */
export function takeRange(sharePoint: SharePoint, session: UploadSession, header: string, bytes: Buffer): boolean {
  const [, first, last, whole] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(header) ?? [];
  if (whole === undefined) throw invalid('The Content-Range header is missing or malformed.');
  const [start, end, total] = [Number(first), Number(last), Number(whole)];
  if (end < start || end >= total || bytes.length !== end - start + 1)
    throw invalid('The Content-Range header does not match the length of the content.');
  if (session.total !== null && session.total !== total)
    throw invalid('The declared size differs from the one of earlier fragments.');
  if (bytes.length >= LARGEST_RANGE) throw invalid('The fragment is too large: less than 60 MiB are allowed.');
  if (start < session.received)
    throw invalidRange('fragmentOverlap', 'The uploaded fragment overlaps with data that has already been received.');
  if (start > session.received)
    throw invalidRange('fragmentOutOfOrder', 'The uploaded fragment is out of order: earlier ones are missing.');
  if (end + 1 < total && bytes.length % STEP !== 0)
    throw invalid('The size of a fragment must be a multiple of 320 KiB.');
  session.total = total;
  session.received = end + 1;
  session.parts.push(sharePoint.contents.put(bytes));
  sharePoint.save();
  return session.received === total;
}

/**
 * Makes the file. The session ends when it succeeds; after a refusal it stays, and the commit may be asked for again.
 * Microsoft leaves open whether If-Match is heard once more here; it is.
 * @throws GraphError 404, 409, 412, 423, 507
 */
export function commit(sharePoint: SharePoint, session: UploadSession): { item: Item; isNew: boolean; work: Work } {
  const library = sharePoint.libraries.find(session.drive);
  if (!library || session.total === null || session.received < session.total)
    throw invalid('The upload is not complete.');
  const work: Work = { sharePoint, library, actor: session.actor };
  const bytes = Buffer.concat(session.parts.map((part) => sharePoint.contents.get(part)));
  const done = session.item === null ? byPath(work, session, bytes) : byId(work, session, session.item, bytes);
  endSession(sharePoint, session);
  return { ...done, work };
}

const headersOf = ({ ifMatch }: UploadSession) => ({ headers: ifMatch === null ? {} : { 'if-match': ifMatch } });

function byId(work: Work, session: UploadSession, id: string, bytes: Buffer): { item: Item; isNew: boolean } {
  const item = work.sharePoint.item(work.library, id);
  demandVersion(headersOf(session), item);
  parentOf(work.sharePoint, item);
  replaceContent(work, item, bytes);
  return { item, isNew: false };
}

function byPath(work: Work, session: UploadSession, bytes: Buffer): { item: Item; isNew: boolean } {
  const target = targetOf({ params: { item: session.from }, itemPath: session.path }, work);
  demandVersion(headersOf(session), target.item);
  const name = session.path.at(-1) ?? '';
  const place = target.item ? { parent: target.within, name } : folderFor(work, target);
  const message =
    'Another file exists with the same name as the uploaded session. You can redirect the upload session to use a new filename by calling PUT with the new metadata and @microsoft.graph.sourceUrl attribute.';
  if (target.item && session.onConflict === 'fail') throw new GraphError(409, 'nameAlreadyExists', message);
  return putFile(work, { ...place, bytes }, session.onConflict);
}
