import { GraphError } from '@microsoft/microsoft-graph-client';
import type { Client } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { asGraphFault } from './client.ts';
import { GraphFault } from './ports.ts';

/** Many calls in one, as Graph's JSON batching has it: at most 20, each with an answer of its own. */

/** Source: learn.microsoft.com/graph/json-batching */
const MOST = 20;

export interface Part {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the version: `/planner/tasks`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** What came of a part: its body, or why it failed. */
export type PartAnswer<T> =
  { readonly value: T; readonly fault?: never } | { readonly fault: GraphFault; readonly value?: never };

const Answer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.int(),
      headers: z.record(z.string(), z.coerce.string()).default({}),
      body: z.unknown().optional(),
    }),
  ),
});
type Response = z.output<typeof Answer>['responses'][number];

/** So many requests go out at a time: enough for a long plan to be quick, few enough to leave room for others in the tenant. */
const AT_ONCE = 4;

/**
 * Sends the parts, twenty in a request and a few requests at a time, and gives the answers in the parts' order. A batch
 * with something to make in it is not sent again when its own answer is lost: those parts are `unclear`. After a request
 * that failed no more are begun.
 * @throws GraphFault when no request could be sent, so that nothing was done
 */
export async function sendBatch<T>(client: Client, parts: readonly Part[]): Promise<PartAnswer<T>[]> {
  const requests = Array.from({ length: Math.ceil(parts.length / MOST) }, (_, index) =>
    parts.slice(index * MOST, (index + 1) * MOST),
  );
  const sent: SentRequest<T>[] = [];
  for (let from = 0; from < requests.length && !sent.some(({ fault }) => fault); from += AT_ONCE)
    sent.push(...(await Promise.all(requests.slice(from, from + AT_ONCE).map((some) => sendOne<T>(client, some)))));
  const [first] = sent;
  if (first?.fault && sent.every(({ fault }) => fault && fault.reason !== 'unclear')) throw first.fault;
  return requests.flatMap((some, index) => {
    const { answers, fault } = sent[index] ?? { fault: NOT_SENT };
    return answers ?? some.map(() => ({ fault }));
  });
}

type SentRequest<T> =
  | { readonly answers: PartAnswer<T>[]; readonly fault?: never }
  | { readonly fault: GraphFault; readonly answers?: never };

const NOT_SENT = new GraphFault('unreachable', { message: 'not sent: an earlier request failed' });

async function sendOne<T>(client: Client, parts: readonly Part[]): Promise<SentRequest<T>> {
  try {
    return { answers: await sendSome<T>(client, parts) };
  } catch (error) {
    const makes = parts.some(({ method }) => method === 'POST');
    return { fault: asGraphFault(error, makes) };
  }
}

async function sendSome<T>(client: Client, parts: readonly Part[]): Promise<PartAnswer<T>[]> {
  const requests = parts.map(({ method, url, headers, body }, index) => ({
    ...{ id: String(index + 1), method, url },
    headers: { ...headers, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    ...(body ? { body } : {}),
  }));
  const { responses } = Answer.parse(await client.api('/$batch').post({ requests }));
  const byId = new Map(responses.map((response) => [response.id, response]));
  return parts.map((part, index) => {
    const response = byId.get(String(index + 1));
    if (!response) return { fault: new GraphFault(part.method === 'POST' ? 'unclear' : 'unreachable') };
    if (response.status >= 200 && response.status < 400) return { value: response.body as T };
    return { fault: faultOf(response, part.method === 'POST') };
  });
}

/** A part's failure, as the same call on its own would have failed. */
function faultOf({ status, headers, body }: Response, wasPost: boolean): GraphFault {
  const { error } = (body ?? {}) as { error?: { code?: string; message?: string } };
  const failed = new GraphError(status, error?.message ?? '');
  failed.code = error?.code ?? null;
  const retryAfter = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  if (retryAfter !== undefined) failed.headers = new Headers({ 'Retry-After': retryAfter });
  return asGraphFault(failed, wasPost);
}
