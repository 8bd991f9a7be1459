import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxSettings } from '../../sandbox/context.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { RunningSandbox } from '../../sandbox/sandbox.ts';
import { readSettings } from '../../sandbox/settings.ts';
import { freePort } from '../support/ports.mjs';
import { until } from '../support/until.ts';

/** The whole local Microsoft 365 in this process, on ports and in a folder of its own. */
export interface Whole {
  readonly url: string;
  readonly settings: SandboxSettings;
  readonly sandbox: RunningSandbox;
  /** The certificate of its https, to be trusted. */
  readonly ca: string;
  /** Calls an address with JSON. */
  ask(call: string, body?: unknown): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }>;
  token(person: string): Promise<string>;
  /** Stops and starts it again with the same folder. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startWhole(serviceUrl = 'http://localhost:9'): Promise<Whole> {
  const data = mkdtempSync(join(tmpdir(), 'lika-sandbox-'));
  const settings = readSettings({
    SANDBOX_PORT: String(await freePort()),
    SANDBOX_TLS_PORT: String(await freePort()),
    LIKA_DATA_DIR: data,
    LIKA_SERVICE_URL: serviceUrl,
  });
  let sandbox = await startSandbox(settings);
  const ask: Whole['ask'] = async (call, body) => {
    const [method = 'GET', path = '/'] = call.split(' ');
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(settings.origin + path, { method, ...sent });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  };
  return {
    url: settings.origin,
    settings,
    get sandbox() {
      return sandbox;
    },
    ca: readFileSync(join(settings.folder, 'ca.pem'), 'utf8'),
    ask,
    token: async (person) => String((await ask('POST /token', { person })).body['access_token']),
    async restart() {
      await sandbox.stop();
      sandbox = await startSandbox(settings);
      // A connection that was kept open learns late that its other end is gone.
      await until('it answers again', () =>
        fetch(settings.origin + '/people').then(
          ({ ok }) => ok,
          () => false,
        ),
      );
    },
    async stop() {
      await sandbox.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A small web server in place of the service. */
export async function startStandIn(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const port = await freePort();
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://localhost:${String(port)}`, server };
}
