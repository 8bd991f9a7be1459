/** The tab's way to the service: a token at each call, problem details as one typed error. */
import type { Problem } from '../../bot/api/schemas/common.ts';
import { identityOf, isSamePerson } from './identity.ts';
import type { Identity } from './identity.ts';
import { askToken } from './teams.ts';

/** This window, so that the live feed's echo of its own changes can be left aside. */
export const windowId: string = crypto.randomUUID();

/** `offline`: the service wasn't reached. `other-person`: Teams is now signed in as someone else than expected. */
export type ApiFault = 'offline' | 'sign-in' | 'other-person' | 'problem';

/** Why a call gave no answer; `problem` is what the service itself said, in the person's language. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly fault: ApiFault,
    readonly status: number,
    readonly problem: Problem | null,
    readonly retryAfterMs: number | null = null,
  ) {
    super(problem?.title ?? fault);
  }
}

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** A file as the body, instead of JSON. */
  readonly file?: Blob;
  readonly signal?: AbortSignal | undefined;
  /** Only send as this person; another one signed in throws `other-person` before anything is sent. */
  readonly as?: Identity;
  /** Lets a small write outlive the page. */
  readonly keepalive?: boolean;
}

const PATIENCE_MS = 30_000;
/** A file takes its time on a slow line. */
const FILE_PATIENCE_MS = 180_000;
let language = 'sv';

/** The language that the service answers in. */
export function speak(tag: string): void {
  language = tag;
}

async function tokenFor(as: Identity | undefined, anew: boolean): Promise<string> {
  let token: string;
  try {
    token = await askToken(anew);
  } catch {
    throw new ApiError(navigator.onLine ? 'sign-in' : 'offline', 0, null);
  }
  if (as && !isSamePerson(as, identityOf(token))) throw new ApiError('other-person', 0, null);
  return token;
}

function headersOf(call: Call, token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    'accept-language': language,
    accept: 'application/json',
    ...(call.method && call.method !== 'GET' && { 'x-lika-window': windowId }),
    ...(call.body !== undefined && { 'content-type': 'application/json' }),
    ...(call.file && { 'content-type': 'application/octet-stream' }),
  };
}

async function send(path: string, call: Call, anew: boolean): Promise<Response> {
  const token = await tokenFor(call.as, anew);
  const timeout = AbortSignal.timeout(call.file ? FILE_PATIENCE_MS : PATIENCE_MS);
  try {
    return await fetch(`/api${path}`, {
      method: call.method ?? 'GET',
      headers: headersOf(call, token),
      signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
      ...(call.file && { body: call.file }),
      ...(call.keepalive && { keepalive: true }),
    });
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw new ApiError('offline', 0, null);
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get('content-type')?.includes('json') ?? false;
  const problem = isProblem
    ? await response.json().then(
        (body: Problem) => body,
        () => null,
      )
    : null;
  const seconds = Number(response.headers.get('retry-after'));
  const wait = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
  return new ApiError(response.status === 401 ? 'sign-in' : 'problem', response.status, problem, wait);
}

/**
 * Calls the service under `/api`. A refused token is asked for anew once. Gives the body, or undefined for an empty
 * one; throws ApiError. `T` is the type of the route's schema in `bot/api/schemas`.
 */
export async function api<T>(path: string, call: Call = {}): Promise<T> {
  let response = await send(path, call, false);
  if (response.status === 401) response = await send(path, call, true);
  if (!response.ok) throw await errorOf(response);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Fetches a file, with the name that the service gives it. Throws ApiError. */
export async function fetchFile(path: string): Promise<{ readonly blob: Blob; readonly name: string }> {
  let response = await send(path, {}, false);
  if (response.status === 401) response = await send(path, {}, true);
  if (!response.ok) throw await errorOf(response);
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { blob: await response.blob(), name: name === undefined ? 'LIKA' : decodeURIComponent(name) };
}

/** Opens a stream that lives until the service or `signal` ends it. Throws ApiError. */
export async function openStream(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const token = await tokenFor(undefined, false);
  const headers = { ...headersOf({}, token), accept: 'text/event-stream' };
  const response = await fetch(`/api${path}`, { headers, signal });
  if (!response.ok || !response.body) throw await errorOf(response);
  return response.body;
}
