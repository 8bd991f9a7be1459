import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections, and above the last that browsers refuse (10080). Each of
 * jest's workers has a range of its own: a port may be listened on only seconds after it was found free.
 */
const LOWEST = 11_000;
const OF_A_WORKER = 1000;
const WORKERS = 20;

const worker = Number(process.env['JEST_WORKER_ID'] ?? 0) % WORKERS;

/** @type {Set<number>} */
const given = new Set();

/**
 * A port that nobody listens on just now, and that nobody else gets.
 * @returns {Promise<number>}
 */
export async function freePort() {
  for (;;) {
    const port = LOWEST + worker * OF_A_WORKER + randomInt(OF_A_WORKER);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
