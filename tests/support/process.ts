import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { untilReady } from '../../scripts/children.mjs';

/** A program under test. */
export interface Running {
  readonly pid: number;
  /** What it has said so far, both outputs. */
  said(): string;
  /** SIGTERM, and its exit code (null when it had to be killed). */
  stop(): Promise<number | null>;
  /** SIGKILL, as a crash of the machine. */
  kill(): Promise<void>;
}

export interface Program {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** The address that answers 200 when it can be used. */
  readonly readyUrl: string;
}

const READY_LIMIT = 60_000;
const STOP_LIMIT = 20_000;

/**
 * Starts a built program and waits until it is ready.
 * @throws Error with its last words when it ends instead, or does not become ready
 */
export async function startProgram({ script, env, logFile, readyUrl }: Program): Promise<Running> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', log, log],
    env: { PATH: process.env['PATH'], ...env },
  });
  closeSync(log);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const said = (): string => readFileSync(logFile, 'utf8');
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  void ended.then(() => process.removeListener('exit', killWithUs));

  const { isReady, answer } = await untilReady(readyUrl, READY_LIMIT, () => child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(`${script} ended (${child.exitCode}):\n${said()}`);
  if (!isReady) {
    child.kill('SIGKILL');
    throw new Error(`${script} does not become ready, ${readyUrl} says: ${answer}\n${said()}`);
  }
  return {
    pid: child.pid ?? 0,
    said,
    async stop() {
      child.kill('SIGTERM');
      const limit = setTimeout(() => void child.kill('SIGKILL'), STOP_LIMIT);
      const code = await ended;
      clearTimeout(limit);
      return code;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
