import { randomUUID } from 'node:crypto';
import { HOST_PAGE_HEADER } from '../log.ts';
import type { Graph, GraphReply, GraphRequest } from './call.ts';
import { GraphError, errorBody } from './errors.ts';
import { demand } from './permissions.ts';
import { readQuery } from './query.ts';
import { findRoute } from './routes.ts';

const WITH_BODY = new Set(['POST', 'PATCH', 'PUT']);

/** The reply that a refusal becomes. Anything but a GraphError is a fault of the local Graph itself: 500. */
export function refusal(error: unknown, graph: Graph, request: Pick<GraphRequest, 'headers'>): GraphReply {
  const known =
    error instanceof GraphError
      ? error
      : new GraphError(500, 'InternalServerError', 'An internal server error occurred.');
  if (known !== error) console.error('sandbox: Graph failed', error);
  const requestId = randomUUID();
  const clientRequestId = request.headers['client-request-id'] ?? requestId;
  const date = new Date(graph.context.clock.real());
  return {
    status: known.status,
    headers: { ...known.headers, 'request-id': requestId, 'client-request-id': clientRequestId },
    body: errorBody(known.code, known.message, { date, requestId, clientRequestId }, known.inner),
  };
}

/**
 * Answers one request, whether it came by itself or in a batch.
 * @param authorization the Authorization header's value.
 */
export async function answer(
  graph: Graph,
  request: GraphRequest,
  authorization: string | undefined,
): Promise<GraphReply> {
  try {
    const caller = await graph.context.issuer.verifyGraphToken(authorization);
    if (!caller) throw badToken(authorization);
    // The host page's own calls are Planner's and not the app's.
    if (!request.headers[HOST_PAGE_HEADER]) graph.throttle.pass(caller, request.method, request.path);
    const { route, params, itemPath } = findRoute(request.method, request.path);
    if (route.permission) demand(route.permission, caller);
    if (WITH_BODY.has(request.method) && request.body === undefined && route.permission && !route.mayBeEmpty) {
      throw new GraphError(400, 'BadRequest', 'Empty Payload. JSON content expected.');
    }
    if (!WITH_BODY.has(request.method) && request.body !== undefined) {
      throw new GraphError(400, 'BadRequest', `A ${request.method} request takes no body.`);
    }
    const options = readQuery(request, route.query);
    return route.handle({ ...request, caller, params, itemPath, options }, graph);
  } catch (error) {
    return refusal(error, graph, request);
  }
}

/** 401, told apart as Graph does. */
export function badToken(authorization: string | undefined): GraphError {
  const message = /^Bearer \S/i.test(authorization ?? '')
    ? 'Access token validation failure. Invalid audience, signature or lifetime.'
    : 'Access token is empty.';
  return new GraphError(401, 'InvalidAuthenticationToken', message, { 'WWW-Authenticate': 'Bearer realm=""' });
}
