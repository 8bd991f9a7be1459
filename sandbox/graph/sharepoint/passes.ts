import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Graph } from '../call.ts';
import type { Library } from './places.ts';
import type { Item } from './store.ts';

/** How long a download's address is good: Microsoft says "a few minutes". */
const DOWNLOAD_MS = 5 * 60_000;

type Parts = Pick<Graph, 'context' | 'sharePoint'>;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A pass for an address of SharePoint's own that needs no token: what it is for and until when, signed. It has the look
 * of a signed token, so that logs leave it out.
 */
export function passFor({ sharePoint }: Parts, purpose: string, until: number): string {
  const said = `${part({ alg: 'HS256', typ: 'tempauth' })}.${part({ purpose, until })}`;
  return `${said}.${createHmac('sha256', sharePoint.state.key).update(said).digest('base64url')}`;
}

/** Whether a pass was given out for this purpose and is still good, by the real clock. */
export function isGoodPass({ sharePoint, context }: Parts, purpose: string, pass: string): boolean {
  const [head = '', body = '', signature = ''] = pass.split('.');
  const right = createHmac('sha256', sharePoint.state.key).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== right.length || !timingSafeEqual(given, right)) return false;
  const read = JSON.parse(Buffer.from(body, 'base64url').toString()) as { purpose: string; until: number };
  return read.purpose === purpose && context.clock.real() < read.until;
}

/**
 * Where SharePoint itself is: not where Graph is, so that a client which follows a redirect leaves its token behind, as
 * it does in a tenant. The port is the sandbox's, the name another one for the same machine.
 */
export const hostOf = ({ context }: Parts): string => `http://127.0.0.1:${String(context.settings.port)}/sharepoint`;

/** The address by which a file's present bytes can be had for some minutes without a token. */
export function downloadUrlOf(graph: Parts, library: Library, item: Item): string {
  const until = graph.context.clock.real() + DOWNLOAD_MS;
  const query = new URLSearchParams({
    UniqueId: item.guid,
    Translate: 'false',
    tempauth: passFor(graph, `download ${item.id}`, until),
    ApiVersion: '2.0',
  });
  return `${hostOf(graph)}${new URL(library.url).pathname}/_layouts/15/download.aspx?${query.toString()}`;
}
