import { randomUUID } from 'node:crypto';
import { Router, json } from 'express';
import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Fault, Faults, FaultTarget } from './context.ts';
import { HOST_PAGE_HEADER } from './log.ts';
import { badRequest } from './problems.ts';

const ordered = z.strictObject({
  target: z.enum(['graph', 'connector', 'token']),
  match: z
    .string()
    .regex(/^(\*|[A-Za-z]+) (\/|\*)\S*$/, 'must be "METHOD path-pattern", e.g. "POST /v1.0/planner/*"')
    .default('* *'),
  /** 0 cuts the connection without an answer. */
  status: z
    .int()
    .refine(
      (status) => status === 0 || (status >= 400 && status <= 599),
      'must be 400 to 599, or 0 for a cut connection',
    )
    .default(503),
  retryAfter: z.number().min(0).max(3600).nullable().default(null),
  times: z.int().min(1).max(1_000_000).default(1),
  /** Plays on every so many'th call that fits. */
  every: z.int().min(1).max(1_000_000).default(1),
  mode: z.enum(['refuse', 'after-commit', 'hang']).default('refuse'),
});
export type OrderedFault = z.input<typeof ordered>;

/** The faults with what the addresses and the reset need. */
export interface FaultBook extends Faults {
  add(order: OrderedFault): Fault;
  list(): Fault[];
  clear(): void;
}

const OWN_PREFIX: Record<FaultTarget, string> = { graph: '/graph', connector: '/connector', token: '' };

/** Whether `match` fits a call. A pattern may be written with or without the sandbox's own prefix and Graph's version. */
export function fits(match: string, target: FaultTarget, method: string, path: string): boolean {
  const { method: wantedMethod, path: wanted } = readMatch(match);
  if (wantedMethod !== '*' && wantedMethod !== method.toUpperCase()) return false;
  const bare = path.replace(/^\/v1\.0(?=\/|$)/, '') || '/';
  const spellings = [path, bare, `/v1.0${bare}`, OWN_PREFIX[target] + path, `${OWN_PREFIX[target]}/v1.0${bare}`];
  return spellings.some((spelling) => wanted.test(spelling) || wanted.test(decoded(spelling)));
}

const patterns = new Map<string, { method: string; path: RegExp }>();

function readMatch(match: string): { method: string; path: RegExp } {
  const known = patterns.get(match);
  if (known) return known;
  const [method = '*', pattern = '*'] = match.split(' ');
  const expression = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const read = { method: method.toUpperCase(), path: new RegExp(`^${expression}/?$`, 'i') };
  patterns.set(match, read);
  return read;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** An empty book of faults. */
export function createFaults(): FaultBook {
  let faults: Fault[] = [];
  const seen = new Map<string, number>();
  /** Counts a call that fits; true when it is the fault's turn. */
  const isDue = ({ id, every }: Fault) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count % every === 0;
  };
  const take: Faults['take'] = (target, method, path) => {
    const fault = faults.find((one) => one.target === target && fits(one.match, target, method, path) && isDue(one));
    if (!fault) return null;
    faults = faults.flatMap((one) =>
      one.id !== fault.id ? [one] : one.left > 1 ? [{ ...one, left: one.left - 1 }] : [],
    );
    return fault;
  };
  return {
    take,
    middleware: (target, body) => playing(take, target, body),
    add(order) {
      const { times, ...rest } = ordered.parse(order);
      const fault: Fault = { id: randomUUID(), ...rest, left: times };
      faults.push(fault);
      return fault;
    },
    list: () => [...faults],
    clear() {
      faults = [];
      seen.clear();
    },
  };
}

function playing(take: Faults['take'], target: FaultTarget, body: (fault: Fault) => unknown): RequestHandler {
  return (request, response, next) => {
    if (request.headers[HOST_PAGE_HEADER]) return next();
    const fault = take(target, request.method, request.path);
    if (!fault) return next();
    if (fault.mode === 'hang') return;
    if (fault.mode === 'refuse') return answer(response, fault, body(fault));
    replaceAnswer(response, () => {
      answer(response, fault, body(fault));
    });
    next();
  };
}

function answer(response: Response, fault: Fault, body: unknown): void {
  if (fault.status === 0) {
    response.socket?.destroy();
    return;
  }
  response.status(fault.status);
  if (fault.retryAfter !== null) response.setHeader('Retry-After', String(fault.retryAfter));
  response.json(body);
}

/** Lets the route do its work, but throws away what it answers and lets `instead` answer. */
function replaceAnswer(response: Response, instead: () => void): void {
  const before = {
    write: response.write.bind(response),
    end: response.end.bind(response),
    writeHead: response.writeHead.bind(response),
  };
  response.writeHead = (() => response) as Response['writeHead'];
  response.write = (() => true) as Response['write'];
  response.end = (() => {
    Object.assign(response, before);
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    instead();
    return response;
  }) as Response['end'];
}

/** POST /faults orders one, GET lists those left, DELETE clears. */
export function faultsRouter(faults: FaultBook): Router {
  const router = Router();
  router.get('/faults', (_request, response) => {
    response.json(faults.list());
  });
  router.post('/faults', json(), (request, response) => {
    const order = ordered.safeParse(request.body);
    if (!order.success) return badRequest(response, order.error);
    response.status(201).json(faults.add(order.data));
  });
  router.delete('/faults', (_request, response) => {
    faults.clear();
    response.json([]);
  });
  return router;
}
