import { SendFault } from './ports.ts';

/** The shapes of botbuilder's HTTP pipeline that we use (a compatibility layer whose package is not ours to import). */
interface HeadersLike {
  clone(): HeadersLike;
  headerNames(): string[];
  remove(name: string): boolean;
  set(name: string, value: string): void;
  rawHeaders(): Record<string, string>;
}
interface RequestLike {
  url: string;
  method: string;
  body?: unknown;
  headers: HeadersLike;
}
interface ResponseLike {
  request: RequestLike;
  status: number;
  headers: HeadersLike;
  bodyAsText: string;
}

const TIMEOUT_MS = 15_000;

/**
 * Sends the SDK's requests once. botbuilder's own pipeline repeats a POST up to three times on 5xx and lost connections,
 * and a post has no idempotency key: a repeated one is a second card in the channel. A plain Error is not retried by it.
 */
export const onceOnlyHttpClient = {
  async sendRequest(request: RequestLike): Promise<ResponseLike> {
    const response = await sendOnce(request);
    const bodyAsText = await response.text();
    if (request.method !== 'GET' && (response.status === 408 || response.status === 429 || response.status >= 500))
      throw faultOf(response.status, bodyAsText, response.headers.get('retry-after'));
    const headers = request.headers.clone();
    for (const name of headers.headerNames()) headers.remove(name);
    response.headers.forEach((value, name) => headers.set(name, value));
    return { request, status: response.status, headers, bodyAsText };
  },
};

async function sendOnce(request: RequestLike): Promise<Response> {
  try {
    return await fetch(request.url, {
      method: request.method,
      headers: request.headers.rawHeaders(),
      body: request.body === undefined ? null : (request.body as string),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    const refused = (error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED';
    throw new SendFault(refused || request.method === 'GET' ? 'unreachable' : 'unclear', null, String(error));
  }
}

function faultOf(status: number, body: string, retryAfter: string | null): SendFault {
  if (status === 429) return new SendFault('too-busy', status, body, Number(retryAfter) || 5);
  return new SendFault('unclear', status, body);
}

/** What an error thrown by the SDK means; 4xx answers are its RestErrors. */
export function asSendFault(error: unknown): SendFault {
  if (error instanceof SendFault) return error;
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  const text = message ?? String(error);
  if (statusCode === 412) return new SendFault('too-busy', statusCode, text, 2);
  if (statusCode === 403 || statusCode === 404) return new SendFault('gone', statusCode, text);
  if (statusCode !== undefined) return new SendFault('refused', statusCode, text);
  return new SendFault('unreachable', null, text);
}
