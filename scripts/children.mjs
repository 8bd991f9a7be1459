/** The processes that a start runs beside itself: their logs, their end, and what a killed start has left of them. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { basename, join } from 'node:path';
import { beganAt, isAlive, until } from './processes.mjs';
import { writeWhole } from './stale.mjs';

const STOP_LIMIT = 15_000;

/**
 * @typedef {{name: string, log: string, stop: () => Promise<void>, ended: Promise<string>}} Child
 *   ended: resolves with its last words, whenever and however it ends
 * @param {string} dataFolder
 */
export function children(dataFolder) {
  const list = join(dataFolder, 'processes.json');
  /** @type {{pid: number, began: string | undefined}[]} */
  const running = [];
  return {
    /** Ends what an earlier start, killed before it could, has left running. */
    async stopLeftovers() {
      for (const { pid, began } of readList(list))
        if (began !== undefined && beganAt(pid) === began) await stopProcess(pid);
      rmSync(list, { force: true });
    },
    /**
     * @param {string} name
     * @param {string} script
     * @param {NodeJS.ProcessEnv} env
     * @param {string[]} options of its command line
     * @returns {Child}
     */
    run(name, script, env, options = []) {
      const log = join(dataFolder, `${name}.log`);
      if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000) rmSync(log);
      const out = openSync(log, 'a', 0o600);
      const begin = statSync(log).size;
      const child = spawn(process.execPath, [script, ...options], { stdio: ['ignore', out, out], env });
      closeSync(out);
      const pid = child.pid ?? 0;
      running.push({ pid, began: beganAt(pid) });
      writeWhole(list, JSON.stringify(running));
      const stopAtOnce = () => void child.kill('SIGKILL');
      process.once('exit', stopAtOnce);
      /** @type {Promise<string>} */
      const ended = new Promise((resolve) => {
        child.once('exit', (code, signal) => {
          process.removeListener('exit', stopAtOnce);
          const said = readFileSync(log, 'utf8').slice(begin).trimEnd().split('\n').slice(-20).join('\n');
          resolve(
            `${basename(script)} of the ${name} ended (${signal ?? code}). Its last words, from ${log}:\n${said}`,
          );
        });
      });
      return { name, log, ended, stop: () => stopProcess(pid) };
    },
  };
}

/** @param {string} list @returns {{pid: number, began?: string}[]} */
function readList(list) {
  try {
    return JSON.parse(readFileSync(list, 'utf8'));
  } catch {
    return [];
  }
}

/** @param {number} pid */
async function stopProcess(pid) {
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGKILL'])) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await until(() => !isAlive(pid), STOP_LIMIT)) return;
  }
}

/**
 * Waits until an address answers 200.
 * @param {string} url
 * @param {number} milliseconds how long at most
 * @param {() => boolean} [isOver] there is no more to wait for
 * @returns {Promise<{isReady: boolean, answer: string}>} answer: the last body that came, or why none did
 */
export async function untilReady(url, milliseconds, isOver = () => false) {
  const end = performance.now() + milliseconds;
  for (;;) {
    const { status, body } = await ask(url);
    if (status === 200 || performance.now() > end || isOver()) return { isReady: status === 200, answer: body };
    await new Promise((later) => setTimeout(later, 10));
  }
}

/**
 * @param {string} url
 * @returns {Promise<{status: number, body: string}>} status 0 when nobody answers
 */
function ask(url) {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 5000 }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.once('error', (error) => resolve({ status: 0, body: error.message }));
    });
    request.once('timeout', () => request.destroy(new Error('no answer within 5 s')));
    request.once('error', (error) => resolve({ status: 0, body: error.message }));
  });
}
