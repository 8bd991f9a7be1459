import { answer, badToken } from './answer.ts';
import { isObject } from './call.ts';
import type { Graph, GraphReply, GraphRequest } from './call.ts';
import { GraphError, badRequest, faultBody } from './errors.ts';
import { sendsBytes } from './sharepoint/address.ts';

/** https://learn.microsoft.com/graph/json-batching: at most 20 requests. */
const MOST = 20;
const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

interface Part {
  readonly id: string;
  readonly request: GraphRequest;
  readonly dependsOn: readonly string[];
}

interface PartReply extends GraphReply {
  readonly id: string;
}

/** Splits `/planner/tasks?$top=1` into path and query. */
export function splitAddress(address: string): { path: string; query: Map<string, string> } {
  const [path = '', search = ''] = address.split(/\?(.*)/s);
  return { path, query: new Map(new URLSearchParams(search)) };
}

function readPart(sent: unknown, index: number): Part {
  if (!isObject(sent)) throw badRequest(`Invalid batch payload format: request ${index} is no object.`);
  const { id, method, url, headers, body, dependsOn } = sent;
  if (typeof id !== 'string' || id === '') throw badRequest('Invalid batch payload format: a request has no id.');
  const verb = typeof method === 'string' ? method.toUpperCase() : '';
  if (!METHODS.includes(verb)) throw badRequest(`Invalid batch payload format: request '${id}' has no valid method.`);
  if (typeof url !== 'string' || url === '' || /^https?:/i.test(url)) {
    throw badRequest(`Invalid batch payload format: the url of request '${id}' must be relative to the version.`);
  }
  const small = Object.fromEntries(
    Object.entries(isObject(headers) ? headers : {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  if (body !== undefined && !small['content-type']) {
    throw badRequest(`Write request id : ${id} does not contain Content-Type header or body.`);
  }
  const { path, query } = splitAddress(url.startsWith('/') ? url : `/${url}`);
  const bare = path.replace(/^\/v1\.0(?=\/)/, '');
  // What isn't JSON comes in base64 (https://learn.microsoft.com/graph/json-batching).
  const sent64 = sendsBytes(verb, bare) && typeof body === 'string';
  const request: GraphRequest = {
    method: verb,
    path: bare,
    query,
    headers: small,
    body: sent64 ? Buffer.from(body, 'base64') : body,
  };
  return { id, request, dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [] };
}

function readParts(body: unknown): Part[] {
  const requests = isObject(body) ? body.requests : undefined;
  if (!Array.isArray(requests) || requests.length === 0) {
    throw badRequest('Invalid batch payload format: requests is missing or empty.');
  }
  if (requests.length > MOST) throw badRequest(`Number of batch request steps exceeds the maximum value of ${MOST}.`);
  const parts = requests.map(readPart);
  const seen = new Set<string>();
  for (const { id, dependsOn, request } of parts) {
    if (seen.has(id.toLowerCase())) throw badRequest(`Request id ${id} is repeated in the batch.`);
    const stranger = dependsOn.find((other) => !seen.has(other.toLowerCase()));
    if (stranger !== undefined)
      throw badRequest(`Request '${id}' depends on '${stranger}', which does not come before it.`);
    if (request.path.toLowerCase() === '/$batch') throw badRequest('Batch requests cannot be nested.');
    seen.add(id.toLowerCase());
  }
  return parts;
}

/**
 * The parts in the order in which they are tried. Graph runs those that depend on nothing at the same time and answers
 * in any order (https://learn.microsoft.com/graph/json-batching), so what stands last among such parts goes first here:
 * who counts on the order has to say so by dependsOn.
 */
function inOrder(parts: readonly Part[]): Part[] {
  const depths = new Map<string, number>();
  for (const { id, dependsOn } of parts) {
    const before = dependsOn.map((other) => depths.get(other.toLowerCase()) ?? 0);
    depths.set(id.toLowerCase(), before.length > 0 ? Math.max(...before) + 1 : 0);
  }
  const depthOf = ({ id }: Part) => depths.get(id.toLowerCase()) ?? 0;
  return [...parts].reverse().sort((a, b) => depthOf(a) - depthOf(b));
}

/**
 * POST /$batch: 200 with an answer to each part, whatever it is; a part whose forerunner failed is not tried (424).
 * Faults strike the parts one by one, as throttling does; a part that hangs is answered 504.
 */
export async function answerBatch(graph: Graph, body: unknown, authorization: string | undefined): Promise<GraphReply> {
  if (!(await graph.context.issuer.verifyGraphToken(authorization))) throw badToken(authorization);
  const parts = readParts(body);
  const failed = new Set<string>();
  const responses: PartReply[] = [];
  for (const part of inOrder(parts)) {
    const blocked = part.dependsOn.some((id) => failed.has(id.toLowerCase()));
    const reply = blocked ? failedDependency() : await answerPart(graph, part, authorization);
    if (reply.status >= 400) failed.add(part.id.toLowerCase());
    responses.push({ id: part.id, ...reply });
  }
  return { status: 200, body: { responses: responses.map(partBody) } };
}

const failedDependency = (): GraphReply => ({
  status: 424,
  body: { error: { code: 'FailedDependency', message: 'A request that this one depends on failed.' } },
});

async function answerPart(graph: Graph, part: Part, authorization: string | undefined): Promise<GraphReply> {
  const { faults, clock } = graph.context;
  const fault = faults.take('graph', part.request.method, `/v1.0${part.request.path}`);
  const isCut = fault?.status === 0 && fault.mode !== 'hang';
  if (!fault || fault.mode === 'after-commit') {
    const reply = await answer(graph, part.request, authorization);
    if (!fault) return reply;
  }
  // A connection that breaks takes the whole answer with it, whatever was done.
  if (isCut) throw new GraphError(502, 'BadGateway', 'Failed to execute backend request.');
  const status = fault.mode === 'hang' ? 504 : fault.status;
  const headers = fault.retryAfter === null ? {} : { 'Retry-After': String(fault.retryAfter) };
  return { status, headers, body: faultBody(status, new Date(clock.real())) };
}

const partBody = ({ id, status, headers, body }: PartReply): unknown => ({
  id,
  status,
  headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
  ...(body === undefined ? {} : { body }),
});
