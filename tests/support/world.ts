import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxSettings } from '../../scripts/sandbox-settings.mjs';
import { freshDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { freePort } from './ports.mjs';
import { startProgram } from './process.ts';
import type { Running } from './process.ts';
import { handedOver } from './server.mjs';

/** A person of the demo municipality, as the sandbox lists them. */
export interface WorldPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly unit: string | null;
  readonly userPrincipalName: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, the text when it is something else, null when there is none. */
  readonly body: unknown;
}

export interface ApiOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The whole product: the service and the local Microsoft 365, with the demo municipality, on ports and a database of its own. */
export interface World {
  /** Without a trailing slash, as all addresses here. */
  readonly serviceUrl: string;
  readonly sandboxUrl: string;
  /** The folder of this world's data: the sandbox's state, logs. */
  readonly dataDir: string;
  readonly database: TestDatabase;
  /** A person by id or by the name before the @ of their userPrincipalName, e.g. `rektor-sjoskolan`. */
  person(key: string): WorldPerson;
  /** A single-sign-on token for the tab's API. */
  token(person: string): Promise<string>;
  /**
   * Calls the service as a person.
   * @param person null for a call without a token
   * @param path from the service's root, e.g. `/api/me`
   */
  api(person: string | null, method: string, path: string, options?: ApiOptions): Promise<ApiAnswer>;
  /** Calls the sandbox: faults, clock, logs. */
  sandbox(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
  /** What the service has logged. */
  serviceLog(): string;
  /** SIGKILL to the service. */
  killService(): Promise<void>;
  /** Starts the service again, on the same port, after `killService` or in place of the running one. */
  restartService(env?: Readonly<Record<string, string>>): Promise<void>;
  /** Stops both and drops the database. */
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** Settings of the service beside the sandbox's. */
  readonly env?: Readonly<Record<string, string>>;
  /** false: all tables, no municipality. */
  readonly seed?: boolean;
}

/** Starts a world; some two seconds. Stop it in `afterAll`. */
export async function startWorld({ env = {}, seed = true }: WorldOptions = {}): Promise<World> {
  const database = await freshDatabase({ seeded: seed });
  const dataDir = join(handedOver().folder, `world-${randomBytes(4).toString('hex')}`);
  const [port, sandboxPort, tlsPort] = [await freePort(), await freePort(), await freePort()];
  const settings = sandboxSettings({ port, sandboxPort, tlsPort, dataDir, databaseUrl: database.serviceUrl });
  const serviceUrl = `http://localhost:${String(port)}`;
  const sandboxUrl = `http://localhost:${String(sandboxPort)}`;

  const sandbox = await startProgram({
    script: 'dist/sandbox/main.js',
    env: settings.sandbox,
    logFile: join(dataDir, 'sandbox.log'),
    readyUrl: `${sandboxUrl}/people`,
  });
  const startService = (more: Readonly<Record<string, string>> = {}): Promise<Running> =>
    startProgram({
      script: 'dist/bot/main.js',
      env: { ...settings.service, ...env, ...more },
      logFile: join(dataDir, 'service.log'),
      readyUrl: `${serviceUrl}/readyz`,
    });
  let service = await startService().catch(async (fault: unknown) => {
    await sandbox.kill();
    throw fault;
  });
  const people = (await call(`${sandboxUrl}/people`, 'GET')).body as WorldPerson[];

  const person = (key: string): WorldPerson => {
    const found = people.find(({ id, userPrincipalName }) => id === key || userPrincipalName.split('@')[0] === key);
    if (!found)
      throw new Error(`The sandbox knows no ${key}, only ${people.map((one) => one.userPrincipalName).join(', ')}`);
    return found;
  };
  const token = async (key: string): Promise<string> => {
    const { status, body } = await call(`${sandboxUrl}/token`, 'POST', { body: { person: person(key).id } });
    if (status !== 200) throw new Error(`No token for ${key}: ${String(status)} ${JSON.stringify(body)}`);
    return (body as { access_token: string }).access_token;
  };
  return {
    serviceUrl,
    sandboxUrl,
    dataDir,
    database,
    person,
    token,
    async api(key, method, path, { body, headers } = {}) {
      const authorization = key === null ? {} : { authorization: `Bearer ${await token(key)}` };
      return call(`${serviceUrl}${path}`, method, { body, headers: { ...authorization, ...headers } });
    },
    async sandbox(method, path, body) {
      // A reset empties the log.
      if (path === '/reset') await keepGraphLog(sandboxUrl);
      return call(`${sandboxUrl}${path}`, method, { body });
    },
    serviceLog: () => service.said(),
    killService: () => service.kill(),
    async restartService(more) {
      await service.stop();
      service = await startService(more);
    },
    async stop() {
      await service.stop();
      await keepGraphLog(sandboxUrl);
      await sandbox.stop();
      await database.drop();
    },
  };
}

/** With LIKA_GRAPH_LOGS every call to Graph of every test can be read afterwards: a file of JSON lines for each process. */
async function keepGraphLog(sandboxUrl: string): Promise<void> {
  const folder = process.env['LIKA_GRAPH_LOGS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const log = await (await fetch(`${sandboxUrl}/graph/log`)).text();
  appendFileSync(join(folder, `graph-${String(process.pid)}.jsonl`), log);
}

async function call(url: string, method: string, { body, headers = {} }: ApiOptions = {}): Promise<ApiAnswer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : isJson ? JSON.parse(text) : text,
  };
}
