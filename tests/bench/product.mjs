/** The product as a newcomer starts it, in a folder and on ports of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/ports.mjs';

/** A data folder of its own, removed with `drop`. */
export function dataFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'lika-bench-'));
  return { folder, drop: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * @param {string[]} command
 * @param {Record<string, string>} env
 * @param {string} readyUrl
 * @returns {Promise<{ms: number, stop: () => Promise<void>}>} ms: from the process' beginning to the first 200
 */
export async function startTimed(command, env, readyUrl) {
  const began = performance.now();
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let isOver = false;
  void ended.then(() => (isOver = true));
  for (;;) {
    const answer = await fetch(readyUrl).catch(() => null);
    if (answer?.ok) break;
    if (isOver) throw new Error(`${command.join(' ')} ended before it was ready`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const ms = performance.now() - began;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { ms, stop };
}

/** @param {string} folder */
export async function startProduct(folder) {
  const [port, sandboxPort, tlsPort] = [await freePort(), await freePort(), await freePort()];
  const env = {
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_TLS_PORT: String(tlsPort),
    LIKA_DATA_DIR: folder,
  };
  const serviceUrl = `http://localhost:${port}`;
  const started = await startTimed(['scripts/start.mjs'], env, `${serviceUrl}/readyz`);
  return { ...started, serviceUrl, sandboxUrl: `http://localhost:${sandboxPort}` };
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
