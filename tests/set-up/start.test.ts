import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { untilReady } from '../../scripts/children.mjs';
import { isAlive, until } from '../../scripts/processes.mjs';
import { freePort } from '../support/ports.mjs';
import { handedOver } from '../support/server.mjs';

const HEAD = 'rektor-ekskolan';
const EKSKOLAN = '51c5544d-088f-44cb-8153-2691498a94d0';
const READY = 60_000;

/** `npm start` as a newcomer runs it, on ports and a data folder of its own. */
class Start {
  readonly dataDir = join(handedOver().folder, 'start');
  port = 0;
  sandboxPort = 0;
  #process: ChildProcess | null = null;
  #said = '';

  async run(): Promise<void> {
    const child = spawn(process.execPath, ['scripts/start.mjs'], {
      detached: true,
      env: {
        PATH: process.env['PATH'],
        PORT: String(this.port),
        SANDBOX_PORT: String(this.sandboxPort),
        LIKA_DATA_DIR: this.dataDir,
      },
    });
    this.#process = child;
    this.#said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (this.#said += String(chunk)));
    const { isReady } = await untilReady(`http://localhost:${this.port}/readyz`, READY, () => child.exitCode !== null);
    if (!isReady) throw new Error(`start is not ready:\n${this.#said}`);
    await expectSoon(() => this.#said.includes('LIKA is ready'));
  }

  get said(): string {
    return this.#said;
  }

  /** Sends a signal to the whole process group, as a terminal or a power cut does. */
  async end(signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    const child = this.#process;
    if (!child?.pid || child.exitCode !== null) return null;
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
    process.kill(-child.pid, signal);
    return closed;
  }

  /** The process id of the database server, as its own lock file says. */
  databaseProcess(): number | null {
    const file = join(this.dataDir, 'postgres/postmaster.pid');
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
  }

  async api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const token = await json<{ access_token: string }>(`http://localhost:${this.sandboxPort}/token`, 'POST', {
      body: { person: HEAD },
    });
    return json(`http://localhost:${this.port}/api${path}`, method, {
      ...(body !== undefined && { body }),
      headers: { authorization: `Bearer ${token.access_token}` },
    });
  }
}

async function json<T>(
  url: string,
  method: string,
  { body, headers }: { body?: unknown; headers?: Record<string, string> },
): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

async function expectSoon(condition: () => boolean): Promise<void> {
  expect(await until(condition, 20_000)).toBe(true);
}

const start = new Start();

beforeAll(async () => {
  start.port = await freePort();
  start.sandboxPort = await freePort();
});

afterAll(async () => {
  await start.end('SIGINT');
  rmSync(start.dataDir, { recursive: true, force: true });
});

interface Assessment {
  id: string;
  answers: { indicator: string; option: string | null }[];
}

test('from an empty data folder it comes up with the demo municipality and prints where', async () => {
  await start.run();
  expect(start.said).toContain(`http://localhost:${start.sandboxPort}/`);
  const unit = await start.api<{ name: string }>('GET', `/units/${EKSKOLAN}`);
  expect(unit.name).toBe('Ekskolan');
});

test('all killed right after an acknowledged answer: it comes up again though its old database server still runs, and has the answer', async () => {
  const { id } = await start.api<Assessment>('POST', `/units/${EKSKOLAN}/assessments`, { kind: 'unit' });
  await start.api('PUT', `/assessments/${id}/answers/l-vision`, { option: 'started', comment: null, version: 0 });
  const database = start.databaseProcess();
  await start.end('SIGKILL');
  expect(database !== null && isAlive(database)).toBe(true);

  await start.run();
  expect(database !== null && isAlive(database)).toBe(false);
  const { answers } = await start.api<Assessment>('GET', `/assessments/${id}`);
  expect(answers).toMatchObject([{ indicator: 'l-vision', option: 'started' }]);
});

test('a second start on the same data folder says who has it, and disturbs nothing', async () => {
  const second = new Start();
  second.port = await freePort();
  second.sandboxPort = await freePort();
  await expect(second.run()).rejects.toThrow(/already runs on the data folder/);
  expect((await untilReady(`http://localhost:${start.port}/readyz`, 1000)).isReady).toBe(true);
});

test('Ctrl-C stops everything and leaves nothing running', async () => {
  const database = start.databaseProcess();
  expect(await start.end('SIGINT')).toBe(0);
  expect(database !== null && isAlive(database)).toBe(false);
  expect((await untilReady(`http://localhost:${start.port}/healthz`, 0)).isReady).toBe(false);
  expect((await untilReady(`http://localhost:${start.sandboxPort}/people`, 0)).isReady).toBe(false);
});
