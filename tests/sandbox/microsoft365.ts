import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { createClock } from '../../sandbox/clock.ts';
import { connectorRouter } from '../../sandbox/connector/router.ts';
import type { Person, SandboxContext, Team } from '../../sandbox/context.ts';
import { loadDirectory } from '../../sandbox/directory.ts';
import { createFaults } from '../../sandbox/faults.ts';
import type { FaultBook } from '../../sandbox/faults.ts';
import { graphRouter } from '../../sandbox/graph/router.ts';
import { filesByHand } from '../../sandbox/graph/sharepoint/by-hand.ts';
import { sharePointRouter } from '../../sandbox/graph/sharepoint/transfer.ts';
import { openKeys } from '../../sandbox/issuer/keys.ts';
import { createTokens } from '../../sandbox/issuer/tokens.ts';
import type { TokenMaker } from '../../sandbox/issuer/tokens.ts';
import { createLog } from '../../sandbox/log.ts';
import { openState } from '../../sandbox/state.ts';

export type Json = Record<string, unknown>;

export interface Answer {
  status: number;
  headers: Headers;
  /** The JSON answered, `{}` when there is none. */
  body: Json;
}

export interface Asking {
  /** Bearer token, null for none. */
  token?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The local Graph and connector in this process, on a port of their own, with their own state. */
export interface Microsoft365 {
  readonly url: string;
  readonly context: SandboxContext;
  readonly faults: FaultBook;
  readonly tokens: TokenMaker;
  /** Moves real time, which rate limits go by, on by so many milliseconds. */
  pass(milliseconds: number): void;
  person(key: string): Person;
  team(key: string): Team;
  /** Calls an address, e.g. `POST /graph/v1.0/planner/plans`. */
  ask(call: string, asking?: Asking): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Options {
  /** Where the bot listens; none by default. */
  serviceUrl?: string;
  /** Whether the connector tells the bot of its teams. */
  install?: boolean;
  /** How long a bot may take to answer, in milliseconds. */
  patience?: number;
  /** Who is there; the demo municipality by default. */
  peopleFile?: string;
  /** The Teams app's manifest; the product's own by default. */
  manifestFile?: string;
}

/** Starts one. */
export async function startMicrosoft365(options: Options = {}): Promise<Microsoft365> {
  const folder = mkdtempSync(join(tmpdir(), 'lika-365-'));
  const state = openState(folder);
  let passed = 0;
  const movable = createClock(state.section('clock', () => ({ ms: 0 })));
  const clock = { now: () => movable.now(), real: () => movable.real() + passed, offsetMs: 0 };
  const peopleFile = options.peopleFile ?? join(process.cwd(), 'sandbox', 'mittkoping.yaml');
  const directory = loadDirectory(
    peopleFile,
    state.section('members', () => ({})),
  );
  const faults = createFaults();
  const app = express();
  const server = createServer(app);
  // A test may let a connection rest for long on a busy machine, and then goes on with it.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const settings: SandboxContext['settings'] = {
    port: (server.address() as AddressInfo).port,
    tlsPort: 1,
    folder,
    serviceUrl: options.serviceUrl ?? 'http://localhost:9',
    origin: url,
    authority: 'https://localhost:1',
    clientId: 'b1d0c0de-0000-4000-8000-00000000a001',
    clientSecret: 'sandbox-only',
    teamsAppId: 'b1d0c0de-0000-4000-8000-00000000a002',
    pageFolder: folder,
    peopleFile,
    registrationFile: join(process.cwd(), 'infra', 'entra.manifest.json'),
    manifestFile: options.manifestFile ?? join(process.cwd(), 'manifest', 'manifest.json'),
  };
  const tokens = createTokens({ settings, directory, clock, keys: openKeys(folder) });
  const logs = { graph: createLog(clock), sharepoint: createLog(clock), connector: createLog(clock) };
  const context: SandboxContext = {
    settings,
    directory,
    faults,
    clock,
    issuer: tokens,
    state,
    log: (kind) => logs[kind],
    onReset: () => undefined,
  };
  app.use('/graph', graphRouter(context));
  app.use('/sharepoint', sharePointRouter(context));
  app.use('/host/files', filesByHand(context));
  app.use(
    '/connector',
    connectorRouter(context, { install: options.install ?? false, patience: options.patience ?? 15_000 }),
  );
  return {
    url,
    context,
    faults,
    tokens,
    pass: (milliseconds) => void (passed += milliseconds),
    person: (key) => found(directory.person(key), key),
    team: (key) => found(directory.team(key), key),
    ask: (call, asking) => ask(url, call, asking),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      state.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function found<T>(value: T | undefined, key: string): T {
  if (value === undefined) throw new Error(`the demo data has no ${key}`);
  return value;
}

/** Text and bytes as they are, the rest as JSON. */
function sent(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

async function ask(url: string, call: string, { token, body, headers = {} }: Asking = {}): Promise<Answer> {
  const [method = 'GET', path = '/'] = call.split(/ (.*)/s);
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: sent(body) }),
    redirect: 'manual',
  });
  const text = await response.text();
  const json =
    text !== '' &&
    /json/.test(response.headers.get('content-type') ?? '') &&
    !/ndjson/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: json ? (JSON.parse(text) as Json) : { text } };
}

/** The `error` of a refusal: code and message. */
export function errorOf(answer: Answer): { code: string; message: string } {
  return answer.body.error as { code: string; message: string };
}
