/** One PostgreSQL server on the embedded database's files: starting it, waiting until it is ready, and stopping it, ours or a leftover. */
import { closeSync, openSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { commandLine, isAlive, until } from './processes.mjs';

const START_LIMIT = 60_000;
const STOP_LIMIT = 20_000;

/**
 * @param {string} data
 * @returns {number | undefined} the server that runs on these files; its command line names them
 */
export function leftoverServer(data) {
  const pid = Number(pidFile(data)[0]);
  if (!(pid > 0) || !isAlive(pid)) return undefined;
  return commandLine(pid).includes(`lika.folder=${realpathSync(data)} `) ? pid : undefined;
}

/**
 * When everything was killed, the server lives on without us, or its lock file does.
 * @param {string} data
 * @param {(line: string) => void} log
 */
export async function stopLeftover(data, log) {
  const leftover = leftoverServer(data);
  if (leftover !== undefined) {
    log('Stopping the database that an earlier start left running …');
    await stopServer(leftover);
  }
  // Its number may belong to another program by now, which would make the new server refuse to start.
  const holder = Number(pidFile(data)[0]);
  if (!commandLine(holder).includes('postgres')) rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** @param {number} pid */
export async function stopServer(pid) {
  // SIGINT: end all sessions, write everything down, stop. SIGQUIT: stop now, recover at the next start.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGQUIT', 'SIGKILL'])) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await until(() => !isAlive(pid), STOP_LIMIT)) return;
  }
}

/**
 * Starts the server and waits until it takes connections.
 * @param {import('./postgres-home.mjs').PostgresHome} home
 * @param {{wishedPort: number, durable: boolean}} options
 * @returns {Promise<{server: import('node:child_process').ChildProcess, port: number}>} another port when the wished one is taken
 * @throws {Error} with the server's own words
 */
export async function serve(home, { wishedPort, durable }) {
  const logFile = logOf(dirname(home.dataFolder));
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000) rmSync(logFile);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(wishedPort);
    const log = openSync(logFile, 'a', 0o600);
    const begin = statSync(logFile).size;
    const server = home.serve(serverSettings(home.dataFolder, port, durable), log);
    closeSync(log);
    if (await becomesReady(server, home.dataFolder)) return { server, port };
    await stopServer(server.pid ?? 0);
    // Both pass: someone took the port in between, or processes of a killed server are just about to end.
    const said = readFileSync(logFile).subarray(begin).toString();
    if (attempt >= 20 || !/could not bind|already in use|still in use/.test(said)) {
      throw new Error(`The database did not start (all it says is in ${logFile}):\n${said.trim()}`);
    }
    await new Promise((later) => setTimeout(later, 250));
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @param {string} data
 */
async function becomesReady(server, data) {
  let hasEnded = false;
  server.once('exit', () => (hasEnded = true));
  server.once('error', () => (hasEnded = true));
  const isReady = () => pidFile(data)[0] === String(server.pid) && pidFile(data)[7]?.trim() === 'ready';
  await until(() => hasEnded || isReady(), START_LIMIT);
  return !hasEnded && isReady();
}

/**
 * @param {string} data
 * @param {number} port
 * @param {boolean} durable
 */
function serverSettings(data, port, durable) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // By this a server that was left running is known as ours. Not last: something must follow the path.
    'lika.folder': realpathSync(data),
    ...(durable ? { fsync: 'on' } : { fsync: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * @param {number} wished 0 for any
 * @returns {Promise<number>} the wished port when it is free, else another
 */
function freePort(wished) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', wished === 0 ? reject : () => resolve(freePort(0)));
    probe.listen(wished, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** @param {string} data @returns {string[]} the lines of the server's lock file: process, folder, …, state */
function pidFile(data) {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** @param {string} folder the data folder */
const logOf = (folder) => join(folder, 'postgres.log');

/** @param {string} folder the data folder */
export function lastWords(folder) {
  return readFileSync(logOf(folder), 'utf8').trimEnd().split('\n').slice(-10).join('\n');
}
