/**
 * `npm start`: from a clean clone to a running product. Installs and builds what is missing or stale, starts the embedded database
 * and the local Microsoft 365, brings the tables up to date, fills an empty database with the demo municipality, and starts the
 * service. Ctrl-C or SIGTERM stops it all; after a kill of everything the next start finds its way by itself.
 *
 * With LIKA_MODE=production it starts the service alone, by its own settings (docs/administrator.md).
 */
import './root.mjs';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from './build.mjs';
import { children, untilReady } from './children.mjs';
import { leaveDataFolder, openDatabase, takeDataFolder } from './database.mjs';
import { install } from './install.mjs';
import { sandboxSettings } from './sandbox-settings.mjs';
import { writeWhole } from './stale.mjs';

const READY_LIMIT = 120_000;
const DEMO = 'sandbox/mittkoping.yaml';
const { env } = process;
const say = console.log;
const dataDir = resolve(env['LIKA_DATA_DIR'] || '.lika');
const port = Number(env['PORT'] || 3978);
const sandboxPort = Number(env['SANDBOX_PORT'] || 3979);

/** What runs, to be stopped in the reverse order. @type {{stop: () => Promise<void>}[]} */
const running = [];
/** @type {Promise<void> | undefined} */
let stopping;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stopAll(0));

try {
  install(say);
  await build({ log: say });
  takeDataFolder(dataDir);
  running.push({ stop: async () => leaveDataFolder(dataDir) });
  await (env['LIKA_MODE'] === 'production' ? startAlone() : startWithSandbox());
} catch (error) {
  await fail(error instanceof Error ? error.message : String(error));
}

async function startWithSandbox() {
  const crew = children(dataDir);
  await crew.stopLeftovers();
  await refuseTakenPort('PORT', port);
  await refuseTakenPort('SANDBOX_PORT', sandboxPort);
  const tlsPort = await issuerPort();
  const at = { port, sandboxPort, tlsPort, dataDir };

  const sandbox = crew.run('sandbox', 'dist/sandbox/main.js', {
    ...env,
    ...sandboxSettings({ ...at, databaseUrl: '' }).sandbox,
  });
  watch(sandbox);
  const sandboxReady = readyOrFail(sandbox, `http://localhost:${sandboxPort}/people`);
  const database = await prepareDatabase();

  const { DATABASE_OWNER_URL: _kept, ...withoutOwner } = env;
  const settings = sandboxSettings({ ...at, databaseUrl: database }).service;
  // The first time, the service has to wait for the sandbox's certificate; later both start at once.
  if (!existsSync(settings.NODE_EXTRA_CA_CERTS)) await sandboxReady;
  const service = crew.run('service', 'dist/bot/main.js', { ...withoutOwner, ...settings });
  watch(service);
  await Promise.all([sandboxReady, readyOrFail(service, `http://localhost:${port}/readyz`)]);
  if (stopping) return;
  say(`LIKA is ready.

  Teams, with the demo municipality   http://localhost:${sandboxPort}/
  The service                         http://localhost:${port}/readyz
  What it has asked of Graph          http://localhost:${sandboxPort}/graph/log

Data and logs: ${dataDir}
Ctrl-C stops it; nothing is lost.`);
}

/** Production: the service checks its own settings and names what is missing. */
async function startAlone() {
  if (env['DATABASE_OWNER_URL']) await operator(env['DATABASE_OWNER_URL'], 'migrate');
  const { DATABASE_OWNER_URL: _kept, ...withoutOwner } = env;
  const service = children(dataDir).run('service', 'dist/bot/main.js', withoutOwner);
  watch(service);
  await readyOrFail(service, `http://localhost:${port}/readyz`);
  if (!stopping) say(`LIKA is ready: http://localhost:${port}/readyz. Log: ${service.log}`);
}

/** @returns {Promise<string>} the service's address of a database that has its tables and, if it was empty, the demo municipality */
async function prepareDatabase() {
  const given = env['DATABASE_URL'];
  if (given) {
    if (env['DATABASE_OWNER_URL']) await operator(env['DATABASE_OWNER_URL'], 'prepare', DEMO);
    else say('DATABASE_OWNER_URL is not set: the database of DATABASE_URL is taken as it is.');
    return given;
  }
  const database = await openDatabase({ dataFolder: dataDir, log: say });
  running.unshift(database);
  void database.ended.then((lastWords) => fail(`The database ended. Its last words:\n${lastWords}`));
  await preparedOnce(database.isNew, () => operator(database.ownerUrl, 'prepare', DEMO));
  return database.databaseUrl;
}

/**
 * Prepares the embedded database once for every build of the service: an ordinary start need not ask again.
 * @param {boolean} isNew
 * @param {() => Promise<void>} prepare
 */
async function preparedOnce(isNew, prepare) {
  const mark = join(dataDir, 'prepared-by');
  const { service } = JSON.parse(readFileSync('dist/fingerprints.json', 'utf8'));
  if (!isNew && read(mark) === service) return;
  await prepare();
  writeWhole(mark, service);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} ownerUrl
 * @param {string[]} command
 */
async function operator(ownerUrl, ...command) {
  await promisify(execFile)(process.execPath, ['dist/operator/main.js', ...command], {
    env: { ...env, DATABASE_OWNER_URL: ownerUrl },
  });
}

/** @param {import('./children.mjs').Child} child */
function watch(child) {
  running.unshift(child);
  void child.ended.then((lastWords) => fail(lastWords));
}

/**
 * @param {import('./children.mjs').Child} child
 * @param {string} url
 */
async function readyOrFail(child, url) {
  const { isReady, answer } = await untilReady(url, READY_LIMIT, () => stopping !== undefined);
  if (!isReady && !stopping)
    throw new Error(`The ${child.name} does not become ready; ${url} says: ${answer}\nIts log: ${child.log}`);
}

/** @returns {Promise<number>} the issuer's port: any free one when the usual is taken and nobody has asked for it */
async function issuerPort() {
  const wished = env['SANDBOX_TLS_PORT'];
  if (wished) {
    await refuseTakenPort('SANDBOX_TLS_PORT', Number(wished));
    return Number(wished);
  }
  return (await listenBriefly(3980)) ?? (await listenBriefly(0)) ?? 3980;
}

/**
 * @param {string} setting
 * @param {number} wished
 */
async function refuseTakenPort(setting, wished) {
  if ((await listenBriefly(wished)) === undefined) {
    throw new Error(`Port ${wished} is taken by another program. Stop it, or choose another port with ${setting}.`);
  }
}

/**
 * @param {number} wished
 * @returns {Promise<number | undefined>} the port, undefined when it is taken
 */
function listenBriefly(wished) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(wished, () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** @param {string} why */
async function fail(why) {
  if (stopping) return;
  console.error(why);
  await stopAll(1);
}

/** @param {number} code */
function stopAll(code) {
  stopping ??= (async () => {
    // One after the other, newest first: the service finishes its answers while everything it needs still runs.
    for (const part of running) await part.stop().catch(console.error);
    process.exit(code);
  })();
  return stopping;
}
