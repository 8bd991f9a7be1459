import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { CallLog, LogEntry, SandboxClock } from './context.ts';

const KEPT = 20_000;
/** How many more may gather before the oldest are let go. */
const SLACK = 2_000;
const SECRET_NAMES =
  /^(authorization|proxy-authorization|cookie|set-cookie|assertion|client_secret|client_assertion|access_token|refresh_token|id_token|tempauth)$/i;
const SIGNED_TOKEN = /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;
const TAKEN_OUT = '(taken out)';

/** The header by which the host page looks at Microsoft 365 itself; such calls are neither logged nor hit by faults. */
export const HOST_PAGE_HEADER = 'x-sandbox-host-page';

/** A log that can be emptied. */
export interface EmptyableLog extends CallLog {
  clear(): void;
}

/** Takes tokens and secrets out of anything JSON-like: by the field's name or by the look of a signed token. */
export function withoutTokens(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(SIGNED_TOKEN, TAKEN_OUT);
  if (Buffer.isBuffer(value)) return { bytes: value.length };
  if (Array.isArray(value)) return value.map(withoutTokens);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, SECRET_NAMES.test(name) ? TAKEN_OUT : withoutTokens(inner)]),
  );
}

function headersOf(request: Request): Record<string, string> {
  const pairs = Object.entries(request.headers).filter(([name]) => !SECRET_NAMES.test(name));
  return Object.fromEntries(
    pairs.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

/** Keeps what a response sends, and reads it as JSON when it says it is. */
function listen(response: Response): () => unknown {
  const parts: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string') parts.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) parts.push(Buffer.from(chunk));
  };
  const write = response.write.bind(response) as (...args: unknown[]) => boolean;
  const end = response.end.bind(response) as (...args: unknown[]) => Response;
  response.write = ((...args: unknown[]) => {
    keep(args[0]);
    return write(...args);
  }) as Response['write'];
  response.end = ((...args: unknown[]) => {
    keep(args[0]);
    return end(...args);
  }) as Response['end'];
  return () => bodyOf(Buffer.concat(parts), String(response.getHeader('content-type') ?? ''));
}

/** What came with a request: as it was read, or as its bytes say when a fault struck before anyone read it. */
function bodySent(request: Request): unknown {
  const body = request.body as unknown;
  return Buffer.isBuffer(body) ? bodyOf(body, request.headers['content-type'] ?? '') : (body ?? null);
}

function bodyOf(bytes: Buffer, type: string): unknown {
  if (bytes.length === 0) return null;
  if (!/json|text|xml/.test(type))
    return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  const text = bytes.toString('utf8');
  if (!type.includes('json')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Makes an empty log. */
export function createLog(clock: SandboxClock): EmptyableLog {
  // Kept as lines of JSON, which take a fraction of the room, and thinned out now and then instead of at each call.
  let lines: string[] = [];
  const record = (entry: LogEntry) => {
    lines.push(JSON.stringify(withoutTokens(entry)));
    if (lines.length > KEPT + SLACK) lines = lines.slice(-KEPT);
  };
  const middleware: RequestHandler = (request, response, next) => {
    if (request.headers[HOST_PAGE_HEADER]) return next();
    const at = new Date(clock.real()).toISOString();
    const { method, path } = request;
    const query = request.query as LogEntry['query'];
    const sent = listen(response);
    response.on('close', () => {
      const status = response.headersSent ? response.statusCode : 0;
      const body = bodySent(request);
      record({ at, method, path, query, headers: headersOf(request), body, status, response: status ? sent() : null });
    });
    next();
  };
  return {
    record,
    middleware: () => middleware,
    handler: () => (request, response) => {
      const last = Math.min(Number(request.query['last']) || KEPT, KEPT);
      response.type('application/x-ndjson');
      for (const line of lines.slice(-last)) response.write(line + '\n');
      response.end();
    },
    entries: () => lines.slice(-KEPT).map((line) => JSON.parse(line) as LogEntry),
    clear() {
      lines = [];
    },
  };
}
