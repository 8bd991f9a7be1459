import { Client, GraphError, RetryHandler, RetryHandlerOptions } from '@microsoft/microsoft-graph-client';
import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { Acting, Right, TokenSource } from './ports.ts';
import { GraphFault } from './ports.ts';

const GRAPH_ORIGIN = 'https://graph.microsoft.com';
const USER_AGENT = 'NONISV|LIKA|LIKA-for-Teams/1.0';
const TIMEOUT_MS = 20_000;

/** A wait longer than this is for the caller to make: it may hold something in hand that others wait for. */
const WAIT_AT_MOST_SECONDS = 5;

const RETRIES = 3;
/** The SDK waits longer before each retry; this is more than it waits before the last. */
const LONGEST_PAUSE_SECONDS = 8;

/** So long a request can be under way, with all its tries. */
export const REQUEST_SECONDS = ((1 + RETRIES) * TIMEOUT_MS) / 1000 + RETRIES * LONGEST_PAUSE_SECONDS;

/** Reads and idempotent writes may be tried again; a POST only when it was turned away before it was read (429). */
const RETRY = new RetryHandlerOptions(
  2,
  RETRIES,
  (_delay, _attempt, _request, options, response) =>
    Number(response.headers.get('Retry-After') ?? 0) <= WAIT_AT_MOST_SECONDS &&
    (response.status === 429 || ['GET', 'PUT', 'DELETE'].includes(options?.method ?? 'GET')),
);

/** For a write that must not happen twice behind our back: tried again only when it was turned away before it was read. */
export const RETRY_UNREAD = new RetryHandlerOptions(
  2,
  RETRIES,
  (_delay, _attempt, _request, _options, response) =>
    response.status === 429 && Number(response.headers.get('Retry-After') ?? 0) <= WAIT_AT_MOST_SECONDS,
);

/**
 * Sets the token. The SDK's own handler sends none over http, which the local Microsoft 365 speaks. A token that Graph
 * turns away (401, before anything was done) is exchanged anew once: it may have been withdrawn before its time.
 */
class WithToken implements Middleware {
  private next: Middleware | null = null;
  constructor(
    private readonly tokens: TokenSource,
    private readonly as: Acting,
    private readonly right: Right,
  ) {}
  async execute(context: Context): Promise<void> {
    const options = context.options;
    const send = async (): Promise<string> => {
      const token = await this.tokens.graphToken(this.as, this.right);
      const headers = new Headers(options?.headers);
      headers.set('Authorization', `Bearer ${token}`);
      headers.set('User-Agent', USER_AGENT);
      context.options = { ...options, headers: Object.fromEntries(headers) };
      await this.next?.execute(context);
      return token;
    };
    const used = await send();
    if (context.response?.status !== 401) return;
    this.tokens.forget(this.as, this.right, used);
    await send();
  }
  setNext(next: Middleware): void {
    this.next = next;
  }
}

/** Sends the request; where Graph is reached under another address than Microsoft's, the origin is changed last of all. */
class Send implements Middleware {
  constructor(private readonly graphUrl: string) {}
  async execute(context: Context): Promise<void> {
    const address = typeof context.request === 'string' ? context.request : context.request.url;
    const url = address.startsWith(GRAPH_ORIGIN) ? this.graphUrl + address.slice(GRAPH_ORIGIN.length) : address;
    context.response = await fetch(url, { ...context.options, signal: AbortSignal.timeout(TIMEOUT_MS) });
  }
}

/**
 * A Graph client that acts as the person, or as the app on its own, with the one right and the retry rules above. The
 * token is asked for first, because the SDK turns what a middleware throws into an error of its own.
 * @throws GraphFault as `graphToken` does
 */
export async function graphAs(as: Acting, right: Right, tokens: TokenSource, graphUrl: string): Promise<Client> {
  await tokens.graphToken(as, right);
  return Client.initWithMiddleware({
    middleware: [new WithToken(tokens, as, right), new RetryHandler(RETRY), new Send(graphUrl)],
    defaultVersion: 'v1.0',
  });
}

/** Every entry of a collection, page by page as Graph gives them: a list without an end is never taken for a whole one. */
export async function* entriesOf<T>(client: Client, first: string): AsyncGenerator<T> {
  for (let address: string | undefined = first; address !== undefined;) {
    const page = (await client.api(address).get()) as { value: T[]; '@odata.nextLink'?: string };
    yield* page.value;
    address = page['@odata.nextLink'];
  }
}

/** What a failed call means for us. Planner's limits are 403s with codes of their own. */
export function asGraphFault(error: unknown, wasPost = false): GraphFault {
  if (error instanceof GraphFault) return error;
  if (!(error instanceof GraphError))
    return new GraphFault(wasPost ? 'unclear' : 'unreachable', { message: String(error) });
  const { statusCode, code, message } = error;
  const detail = { message: `${statusCode} ${code ?? ''} ${message}`, code: code ?? null };
  if (statusCode === 429) return new GraphFault('too-busy', { ...detail, retryAfterSeconds: retryAfter(error) });
  if (statusCode === 401) return new GraphFault('person-away', detail);
  if (statusCode === 403) return new GraphFault(/^Maximum/.test(code ?? '') ? 'planner-limit' : 'not-allowed', detail);
  if (statusCode === 404 || statusCode === 410) return new GraphFault('not-found', detail);
  if (statusCode === 409 && code === 'nameAlreadyExists') return new GraphFault('name-taken', detail);
  if (statusCode === 409 || statusCode === 412) return new GraphFault('changed-meanwhile', detail);
  if (statusCode === 423) return new GraphFault('file-locked', detail);
  if (statusCode === 507) return new GraphFault('drive-full', detail);
  if (statusCode === -1 || statusCode >= 500) return new GraphFault(wasPost ? 'unclear' : 'unreachable', detail);
  return new GraphFault('refused', detail);
}

function retryAfter(error: GraphError): number {
  const header = new Headers(error.headers ?? {}).get('retry-after');
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 30;
}

/** A failed answer that the SDK has not looked at, as it would have told of it. */
export async function errorIn(answer: Response): Promise<GraphError> {
  const body = (await answer.json().catch(() => null)) as { error?: { code?: string; message?: string } } | null;
  const error = new GraphError(answer.status, body?.error?.message ?? '');
  error.code = body?.error?.code ?? null;
  error.headers = answer.headers;
  return error;
}
