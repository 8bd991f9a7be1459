import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { may } from '../../lika/access/access.ts';
import type { Action, Actor, Subject } from '../../lika/access/access.ts';
import type { Act } from '../acts/act.ts';
import { Forbidden, Invalid, NotFound, TooLarge } from '../errors.ts';
import type { Services } from '../services.ts';
import { actorOf } from '../store/grants.ts';
import type { About } from '../store/team-roles.ts';
import { languageFor } from '../texts.ts';
import type { ServiceLanguage } from '../texts.ts';
import type { VerifiedPerson } from './authentication.ts';
import { fieldFaults } from './problem.ts';

/**
 * A route of the tab's API is a value: from it come the Express route, the OpenAPI description and the tests. Each call
 * goes the same way: token → schema → permission → handler, the last two in one transaction behind the wall.
 */

/**
 * Who may call: one of the access table's actions, or any one of several; `role`: anyone who holds a role in the
 * municipality; `person`: anyone whose tenant is known.
 */
export type Permission = Action | readonly [Action, ...Action[]] | 'role' | 'person';

/** A call that has passed the token check. */
export interface Caller {
  readonly services: Services;
  readonly person: VerifiedPerson;
  readonly actor: Actor;
  readonly language: ServiceLanguage;
  readonly now: Date;
  /** The window that calls, as it names itself, so that it can know its own changes again. */
  readonly window: string | null;
}

/** A call in its transaction. */
export interface Call extends Caller, Act {}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A body that is JSON text already. */
  readonly text?: string;
  /** A body that is a file, to be kept by whoever asked. */
  readonly file?: GivenFile;
}

export interface GivenFile {
  readonly bytes: Buffer;
  /** Its content type. */
  readonly type: string;
  /** What it is called where it is kept. */
  readonly name: string;
}

/** What a handler gives back; `later` runs after the transaction, for what needs the world outside the database. */
export type Outcome =
  Reply | { readonly later: () => Promise<Reply> } | { readonly stream: (response: Response) => void };

/** What the permission is asked about. Throws NotFound for what is absent or another municipality's. */
export interface Found {
  readonly subject: Subject;
}

/** What came with the call, through its schemas. */
interface Given<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

export interface RouteSpec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, F extends Found> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it, under /api: `/units/{unit}`. */
  readonly path: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** The body is a file of at most so many bytes, of any content type; then `body` is its schema as a Buffer. */
  readonly takes?: { readonly max: number };
  /** By status: the schema that the answer must fit, or null for an answer without JSON. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** Content types of the file that it gives instead of JSON. */
  readonly gives?: readonly string[];
  readonly find?: (call: Call, given: Given<z.output<P>, z.output<Q>, z.output<B>>) => Promise<F>;
  readonly handle: (
    call: Call,
    given: Given<z.output<P>, z.output<Q>, z.output<B>> & { readonly found: NoInfer<F> },
  ) => Promise<Outcome>;
}

export interface Route {
  readonly spec: Omit<RouteSpec<z.ZodObject, z.ZodObject, z.ZodType, Found>, 'find' | 'handle'>;
  readonly run: (caller: Omit<Caller, 'actor'>, request: Request) => Promise<Exclude<Outcome, { later: unknown }>>;
}

const NOTHING = z.object({});

/** Declares a route. One without a permission isn't a route: the type doesn't let it through. */
export function route<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodUndefined,
  F extends Found = Found,
>(spec: RouteSpec<P, Q, B, F>): Route {
  return {
    spec,
    async run(caller, request) {
      const params = spec.params ? parseParams(spec.params, request.params) : (NOTHING.parse({}) as z.output<P>);
      const query = spec.query ? parse(spec.query, request.query) : (NOTHING.parse({}) as z.output<Q>);
      const body = spec.body ? parse(spec.body, request.body) : (undefined as z.output<B>);
      // Being in a team gives a guest nothing, so there is nothing to ask.
      if (!caller.person.guest) await caller.services.teamRoles.ready(caller.person, aboutOf({ ...params, ...query }));
      const outcome = await caller.services.store.inMunicipality(caller.person.municipality, async (tx) => {
        const { instruments } = caller.services;
        const call: Call = {
          ...caller,
          tx,
          instruments,
          actor: await actorOf(tx, caller.person.tenant, caller.person.person),
        };
        const found = spec.find
          ? await spec.find(call, { params, query, body })
          : ({ subject: { municipality: tx.municipality } } as F);
        if (!isAllowed(call.actor, spec.permission, found.subject)) throw new Forbidden();
        return spec.handle(call, { params, query, body, found });
      });
      return 'later' in outcome ? outcome.later() : outcome;
    },
  };
}

/** The unit or channel that the address names. It only says where Graph is asked about the person, never what it answers. */
function aboutOf(named: Readonly<Record<string, unknown>>): About | null {
  const { unit, team, channel } = named;
  if (typeof unit === 'string') return { unit };
  return typeof team === 'string' && typeof channel === 'string' ? { team, channel } : null;
}

/** Whether the actor fulfils the route's permission for the subject. */
export function isAllowed(actor: Actor, permission: Permission, subject: Subject): boolean {
  if (permission === 'person') return true;
  if (permission === 'role') return actor.grants.length > 0;
  const actions = typeof permission === 'string' ? [permission] : permission;
  return actions.some((action) => may(actor, action, subject));
}

/** For handlers whose route admits several: throws Forbidden when the actor may not do just this. */
export function demand(call: Call, action: Action, subject: Subject): void {
  if (!may(call.actor, action, subject)) throw new Forbidden();
}

function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const read = schema.safeParse(value ?? {}, { reportInput: true });
  if (!read.success) throw new Invalid(fieldFaults(read.error));
  return read.data;
}

/** An address with an impossible id names nothing. */
function parseParams<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const read = schema.safeParse(value);
  if (!read.success) throw new NotFound();
  return read.data;
}

/** The Express handler of a route. Every answer is held against its schema, so that nothing else slips out. */
export function expressHandler(services: Services, { spec, run }: Route): RequestHandler {
  return async (request, response) => {
    const outcome = await run(
      {
        services,
        person: response.locals['person'] as VerifiedPerson,
        language: languageFor(request.headers['accept-language']),
        now: services.clock.now(),
        window: windowOf(request),
      },
      request,
    );
    if ('stream' in outcome) return outcome.stream(response);
    response.status(outcome.status).set({ 'Cache-Control': 'no-store', ...outcome.headers });
    const schema = spec.answers[outcome.status];
    if (outcome.file) sendFile(response, outcome.file);
    else if (outcome.text !== undefined) response.type('application/json').send(outcome.text);
    else if (schema) response.json(schema.parse(outcome.body));
    else response.end();
  };
}

/** The name in both forms that RFC 6266 has: browsers take the second, which holds every letter. */
function sendFile(response: Response, { bytes, type, name }: GivenFile): void {
  const plain = name.normalize('NFD').replaceAll(/[^\x20-\x7e]|["\\%]/g, '') || 'file';
  const whole = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  response.set({
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${whole}`,
    'Content-Length': String(bytes.length),
  });
  response.end(bytes);
}

function windowOf(request: Request): string | null {
  const name = request.get('x-lika-window');
  if (name === undefined) return null;
  if (name.length > 64) throw new TooLarge();
  return name;
}
