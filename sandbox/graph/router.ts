import express, { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { SandboxContext } from '../context.ts';
import { answer, refusal } from './answer.ts';
import { answerBatch, splitAddress } from './batch.ts';
import type { Graph, GraphReply, GraphRequest } from './call.ts';
import { GraphError, badRequest, faultBody } from './errors.ts';
import { plannerControls } from './planner/controls.ts';
import { noticeParts } from './notices.ts';
import { sendsBytes } from './sharepoint/address.ts';
import { setFileAside, takeAside } from './sharepoint/bytes.ts';
import { sharePointControls } from './sharepoint/controls.ts';
import { SharePoint } from './sharepoint/store.ts';
import { Planner } from './planner/store.ts';
import { Throttle } from './throttle.ts';

const VERSION = /^\/v1\.0(?=\/|$)/;
/** Graph takes requests of up to 4 MB, and files of up to 250 MB ("Upload small files" in the reference). */
const LARGEST_BODY = '4mb';
const LARGEST_FILE = '250mb';

/**
 * Microsoft Graph v1.0 as far as the service needs it: users, groups, teams, channels, Planner, files and batches.
 * Besides: GET /log (the calls as JSON lines), and what a test may set in Planner and SharePoint
 * (controls.ts of each).
 */
export function graphRouter(context: SandboxContext): Router {
  const planner = new Planner(context);
  const throttle = new Throttle(planner.limits, context.clock);
  const sharePoint = new SharePoint(context);
  sharePoint.sweep();
  const graph: Graph = { context, planner, sharePoint, throttle, notices: noticeParts(context) };
  context.onReset(() => {
    graph.throttle.clear();
  });
  const router = Router();
  router.get('/log', context.log('graph').handler());
  router.use(plannerControls(graph), sharePointControls(graph));
  router.use(context.log('graph').middleware());
  // Read before a fault strikes, so that the log has what was sent.
  router.use(readRaw);
  router.use(setFileAside);
  router.use(context.faults.middleware('graph', (fault) => faultBody(fault.status, new Date(context.clock.real()))));
  router.use(async (request, response) => {
    let reply: GraphReply;
    const { authorization, ...headers } = headersOf(request);
    try {
      reply = await replyTo(graph, request, headers, authorization);
    } catch (error) {
      reply = refusal(error, graph, { headers });
    }
    send(response, reply);
  });
  router.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    send(response, refusal(unreadableBody(error), graph, { headers: headersOf(request) }));
  });
  return router;
}

const rawSmall = express.raw({ type: () => true, limit: LARGEST_BODY });
const rawFile = express.raw({ type: () => true, limit: LARGEST_FILE });

function readRaw(request: Request, response: Response, next: NextFunction): void {
  (sendsBytes(request.method, pathOf(request)) ? rawFile : rawSmall)(request, response, next);
}

const pathOf = ({ path }: Request) => path.replace(VERSION, '');

/** What the body parser found wrong, in Graph's words. */
function unreadableBody(error: unknown): unknown {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413)
    return new GraphError(413, 'RequestEntityTooLarge', 'The request is larger than the maximum of 4 MB.');
  return status === undefined ? error : badRequest('The request could not be read.');
}

function headersOf(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

async function replyTo(
  graph: Graph,
  request: Request,
  headers: Record<string, string>,
  authorization: string | undefined,
): Promise<GraphReply> {
  const body = takeAside(request) ?? readBody(request, headers['content-type'] ?? '');
  const { path: whole, query } = splitAddress(request.url);
  if (!VERSION.test(whole)) throw badRequest(`Invalid version: ${whole.split('/')[1] ?? ''}`);
  const path = whole.replace(VERSION, '') || '/';
  if (path.toLowerCase() === '/$batch' && request.method === 'POST') return answerBatch(graph, body, authorization);
  const call: GraphRequest = { method: request.method, path, query, headers, body };
  return answer(graph, call, authorization);
}

/** Reads the body as JSON and leaves it on the request for the log; undefined when there is none. */
function readBody(request: Request, type: string): unknown {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
    request.body = undefined;
    return undefined;
  }
  const text = bytes.toString('utf8');
  const unreadable = () =>
    badRequest(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  request.body = text;
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) throw unreadable();
  try {
    request.body = JSON.parse(text) as unknown;
  } catch {
    throw unreadable();
  }
  if (request.body === null) throw new GraphError(400, 'BadRequest', 'Empty Payload. JSON content expected.');
  return request.body;
}

function send(response: Response, reply: GraphReply): void {
  response.status(reply.status);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.body === undefined) {
    response.end();
    return;
  }
  response.setHeader(
    'Content-Type',
    'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  );
  response.end(JSON.stringify(reply.body));
}
