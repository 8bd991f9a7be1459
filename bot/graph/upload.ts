import { setTimeout as pause } from 'node:timers/promises';
import { GraphError } from '@microsoft/microsoft-graph-client';
import type { Client } from '@microsoft/microsoft-graph-client';
import type { DriveItem } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { errorIn, RETRY_UNREAD } from './client.ts';
import { GraphFault } from './ports.ts';
import type { FileContent } from './ports.ts';

/**
 * A large file, sent in ranges to an address that Graph gives for it. The address is its own key: no token goes there.
 * Source: learn.microsoft.com/graph/api/driveitem-createuploadsession
 */

/** A whole number of 320 KiB, as Graph demands. */
const RANGE = 16 * 320 * 1024;
const RANGE_TIMEOUT_MS = 60_000;
/** So many times in a row a range may fail before the file is given up. */
const TRIES = 4;
const PAUSE_MS = 500;
const WAIT_AT_MOST_SECONDS = 5;

const Session = z.object({ uploadUrl: z.url() });
const Progress = z.object({ nextExpectedRanges: z.array(z.string()) });

export interface UploadSession {
  /** Of `createUploadSession`. */
  readonly path: string;
  readonly item: Readonly<Record<string, unknown>>;
  /** Of the version that is replaced; null for a new file. */
  readonly etag: string | null;
}

/**
 * Sends the file, and goes on where it was when a range was cut off. What is given up is taken away again.
 * @throws GraphFault `unclear` when it may have arrived all the same; GraphError as any other call
 */
export async function uploadInRanges(client: Client, session: UploadSession, content: FileContent): Promise<DriveItem> {
  const request = client.api(session.path).middlewareOptions([RETRY_UNREAD]);
  if (session.etag !== null) request.header('If-Match', session.etag);
  const { uploadUrl } = Session.parse(await request.post({ item: session.item }));
  try {
    return await sendAll(uploadUrl, content.bytes);
  } catch (error) {
    if (!isGone(error)) await fetch(uploadUrl, { method: 'DELETE', signal: timeout() }).catch(() => undefined);
    throw isGone(error) ? new GraphFault('unclear', { message: 'the upload session has gone' }) : error;
  }
}

async function sendAll(url: string, bytes: Buffer): Promise<DriveItem> {
  let from = 0;
  for (let failed = 0; ;) {
    const sent = await sendRange(url, bytes, from).catch((error: unknown): Broken => ({ error }));
    if ('item' in sent) return sent.item;
    if ('next' in sent) {
      [from, failed] = [sent.next, 0];
      continue;
    }
    failed += 1;
    if (failed >= TRIES || !mayPass(sent.error)) throw sent.error;
    await pause(waitMs(sent.error, failed));
    from = await whereItIs(url, from);
  }
}

type Sent = { readonly item: DriveItem } | { readonly next: number };
interface Broken {
  readonly error: unknown;
}

async function sendRange(url: string, bytes: Buffer, from: number): Promise<Sent> {
  const to = Math.min(from + RANGE, bytes.length);
  const range = { 'Content-Range': `bytes ${String(from)}-${String(to - 1)}/${String(bytes.length)}` };
  const body = new Uint8Array(bytes.subarray(from, to));
  const answer = await fetch(url, { method: 'PUT', headers: range, body, signal: timeout() });
  if (answer.status === 202) return { next: nextIn(await answer.json()) ?? to };
  if (!answer.ok) throw await errorIn(answer);
  return { item: (await answer.json()) as DriveItem };
}

/** Where to go on. An answer that can't be had leaves it where it was. */
async function whereItIs(url: string, otherwise: number): Promise<number> {
  try {
    const answer = await fetch(url, { signal: timeout() });
    if (!answer.ok) throw await errorIn(answer);
    return nextIn(await answer.json()) ?? otherwise;
  } catch (error) {
    if (isGone(error)) throw error;
    return otherwise;
  }
}

/** The beginning of the first range that is missing: `["12345-"]`. */
function nextIn(body: unknown): number | null {
  const { data } = Progress.safeParse(body);
  const first = /^\d+/.exec(data?.nextExpectedRanges[0] ?? '')?.[0];
  return first === undefined ? null : Number(first);
}

const timeout = (): AbortSignal => AbortSignal.timeout(RANGE_TIMEOUT_MS);

const isGone = (error: unknown): boolean =>
  error instanceof GraphError && (error.statusCode === 404 || error.statusCode === 410);

/** Cut connections and busy servers, and a range that had arrived already (416). */
function mayPass(error: unknown): boolean {
  if (!(error instanceof GraphError)) return true;
  const { statusCode } = error;
  if (statusCode === 429) return waitMs(error, 1) <= WAIT_AT_MOST_SECONDS * 1000;
  return statusCode === 416 || (statusCode >= 500 && statusCode !== 507);
}

function waitMs(error: unknown, failed: number): number {
  const asked = error instanceof GraphError ? Number(new Headers(error.headers ?? {}).get('retry-after') ?? 0) : 0;
  return asked > 0 ? asked * 1000 : PAUSE_MS * failed;
}
