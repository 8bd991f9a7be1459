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

/** So long an answer is waited for, body and all. */
const TIMEOUT_MS = 15_000;
/** Where a 429 doesn't say how long to wait, and for 412. Seconds. */
const RETRY_AFTER = { throttled: 5, precondition: 2 };

/**
 * Sends the SDK's requests once. botbuilder's own pipeline repeats any request up to three times on 5xx, 429 and lost
 * connections. A post has no idempotency key, so a repeated one is a second card in the channel; and a repeated read is a
 * call that nobody counted against Teams' limits. What is thrown here is no error of the pipeline, so it isn't retried.
 */
export const onceOnlyHttpClient = {
  async sendRequest(request: RequestLike): Promise<ResponseLike> {
    const { response, bodyAsText } = await sendOnce(request);
    if (response.status >= 400)
      throw faultOf(request.method, response.status, bodyAsText, response.headers.get('retry-after'));
    const headers = request.headers.clone();
    for (const name of headers.headerNames()) headers.remove(name);
    response.headers.forEach((value, name) => headers.set(name, value));
    return { request, status: response.status, headers, bodyAsText };
  },
};

async function sendOnce(request: RequestLike): Promise<{ response: Response; bodyAsText: string }> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers.rawHeaders(),
      body: request.body === undefined ? null : (request.body as string),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { response, bodyAsText: await response.text() };
  } catch (error) {
    const refused = (error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED';
    throw new SendFault(refused || request.method === 'GET' ? 'unreachable' : 'unclear', null, String(error));
  }
}

function faultOf(method: string, status: number, body: string, retryAfter: string | null): SendFault {
  const code = codeIn(body);
  if (status === 429) return new SendFault('too-busy', status, body, Number(retryAfter) || RETRY_AFTER.throttled, code);
  if (status === 412) return new SendFault('too-busy', status, body, RETRY_AFTER.precondition, code);
  if (status === 408 || status >= 500)
    return new SendFault(method === 'GET' ? 'unreachable' : 'unclear', status, body, null, code);
  return new SendFault(isGone(status, code) ? 'gone' : 'refused', status, body, null, code);
}

/** 403 also says that someone else's message can't be changed; the conversation is still there then. */
function isGone(status: number, code: string | null): boolean {
  return status === 404 || (status === 403 && code !== 'NotEnoughPermissions');
}

/** The connector's own word for a refusal, such as `BotNotInConversationRoster`. */
function codeIn(body: string): string | null {
  try {
    const code = (JSON.parse(body) as { error?: { code?: unknown } } | null)?.error?.code;
    return typeof code === 'string' ? code : null;
  } catch {
    return null;
  }
}

/** What an error thrown by the SDK means. One that isn't ours came after the request: what became of it is unknown. */
export function asSendFault(error: unknown): SendFault {
  if (error instanceof SendFault) return error;
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  const text = message ?? String(error);
  if (statusCode !== undefined && statusCode >= 400) return faultOf('POST', statusCode, text, null);
  return new SendFault('unclear', statusCode ?? null, text);
}
