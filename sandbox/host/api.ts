import type { ConfiguredTab } from './setup.ts';
import { t } from './texts.ts';

/** Marks the page's own calls: they are not the app's, so they stay out of its logs and faults (see log.ts). */
const FROM_PAGE = { 'x-sandbox-host-page': '1' };

/** A call that didn't succeed; the message is fit to be shown. `body` is what was answered, if JSON. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, body: unknown) {
    super(status === 0 ? t('error.network') : t('error.status', { status }));
    this.status = status;
    this.body = body;
  }
}

/** Fetches JSON from the sandbox. @throws CallFailed, with status 0 when nothing answered. */
export async function call(
  path: string,
  { method = 'GET', body, headers = {} }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<unknown> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  let response: Response;
  try {
    response = await fetch(path, { method, headers: { ...FROM_PAGE, ...type, ...headers }, ...sent });
  } catch {
    throw new CallFailed(0, null);
  }
  const read = readAnswer(await response.text());
  if (!response.ok) throw new CallFailed(response.status, read);
  return read;
}

function readAnswer(text: string): unknown {
  try {
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

/** The single-sign-on token of a person, as the real Teams asks Entra for it; here faults may hit, as they should. */
export async function tabToken(person: string): Promise<string> {
  const response = await fetch('/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person }),
  });
  const body = (await response.json()) as { access_token?: string; title?: string };
  if (!response.ok || !body.access_token) throw new Error(body.title ?? String(response.status));
  return body.access_token;
}

/** Graph as a person, for the page's Planner view. */
export function graphAs(person: string): (path: string, options?: Parameters<typeof call>[1]) => Promise<unknown> {
  let token: Promise<unknown> | null = null;
  return async (path, options = {}) => {
    const ask = async () => {
      token ??= call('/host/graph-token', { method: 'POST', body: { person } });
      const { access_token: bearer } = (await token) as { access_token: string };
      return call(`/graph/v1.0${path}`, {
        ...options,
        headers: { ...options.headers, authorization: `Bearer ${bearer}` },
      });
    };
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof CallFailed) || error.status !== 401) throw error;
      // The token has expired: the page may stand open for a whole day.
      token = null;
      return ask();
    }
  };
}

/** Keeps a channel's tab as it was configured. */
export async function keepTab(channel: string, tab: ConfiguredTab): Promise<void> {
  await call('/host/tabs', { method: 'PUT', body: { channel, ...tab } });
}
