/**
 * The embedded database: PostgreSQL 18 in the data folder, for one machine and no administrator. It survives a kill of everything
 * at any time: nothing acknowledged is lost, and the next start puts a server that was left running to rest before its own.
 *
 *   <data folder>/postgres        the database's own files
 *   <data folder>/postgres.log    what the server says
 *   <data folder>/database.json   port and generated passwords, for our eyes only
 *   <data folder>/running.json    the process that runs it now
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lastWords, leftoverServer, serve, stopLeftover, stopServer } from './database-server.mjs';
import { postgresHome } from './postgres-home.mjs';
import { beganAt } from './processes.mjs';
import { writeWhole } from './stale.mjs';

const MAJOR_VERSION = '18';

/**
 * @typedef {{port: number, passwords: {postgres: string, lika_owner: string, lika_service: string}}} Kept
 * @typedef {{databaseUrl: string, ownerUrl: string, superUrl: string}} Addresses
 *   databaseUrl: the service's login, which row-level security holds; ownerUrl: migrations and the operator; superUrl: the
 *   server's administrator, whom only the tests need
 * @typedef {Addresses & {isNew: boolean, stop: () => Promise<void>, ended: Promise<string>}} Database
 *   isNew: made by this start, thus empty; ended: resolves with the server's last words when it stops without being asked
 */

/**
 * Starts the embedded database; makes it first when the data folder has none.
 * @param {{dataFolder: string, durable?: boolean, log?: (line: string) => void}} options durable: false is for tests alone, whose
 *   data need not survive the machine
 * @returns {Promise<Database>}
 * @throws {Error} when another process runs it already, or with the server's own words when it does not start
 */
export async function openDatabase({ dataFolder, durable = true, log = () => undefined }) {
  const folder = resolve(dataFolder);
  takeDataFolder(folder);
  await stopLeftover(join(folder, 'postgres'), log);
  const isNew = makeIfMissing(folder, durable, log);
  const home = postgresHome(join(folder, 'postgres'));
  const kept = readKept(folder) ?? renewPasswords(folder, home);
  const { server, port } = await serve(home, { wishedPort: kept.port, durable });
  if (port !== kept.port) writeWhole(join(folder, 'database.json'), JSON.stringify({ ...kept, port }), 0o600);
  let isAsked = false;
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => server.once('exit', () => void (isAsked || resolve(lastWords(folder)))));
  // An error that nobody caught ends this process at once: don't leave the server behind.
  const stopAtOnce = () => void server.kill('SIGINT');
  process.once('exit', stopAtOnce);
  const stop = async () => {
    isAsked = true;
    process.removeListener('exit', stopAtOnce);
    await stopServer(server.pid ?? 0);
    leaveDataFolder(folder);
  };
  return { ...addresses({ ...kept, port }), isNew, stop, ended };
}

/**
 * The addresses of a database that another process runs right now on this data folder.
 * @param {string} dataFolder
 * @returns {Addresses | undefined}
 */
export function runningDatabase(dataFolder) {
  const kept = readKept(dataFolder);
  return kept && leftoverServer(join(resolve(dataFolder), 'postgres')) !== undefined ? addresses(kept) : undefined;
}

/**
 * @param {Kept} kept
 * @param {string} [database]
 * @returns {Addresses}
 */
function addresses({ port, passwords }, database = 'lika') {
  /** @param {keyof Kept['passwords']} role @param {string} name */
  const address = (role, name) => `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${name}`;
  return {
    databaseUrl: address('lika_service', database),
    ownerUrl: address('lika_owner', database),
    superUrl: address('postgres', 'postgres'),
  };
}

/**
 * Notes that this process works on a data folder, until `leaveDataFolder` or its end.
 * @param {string} folder made if it is missing
 * @throws {Error} when another process that lives works on it
 */
export function takeDataFolder(folder) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'running.json');
  const holder = readJson(file);
  if (holder && holder.pid !== process.pid && beganAt(holder.pid) === holder.began) {
    throw new Error(
      `Process ${holder.pid} already runs on the data folder ${folder}. Stop it first, or choose another with LIKA_DATA_DIR.`,
    );
  }
  writeWhole(file, JSON.stringify({ pid: process.pid, began: beganAt(process.pid) }));
}

/** @param {string} folder */
export function leaveDataFolder(folder) {
  rmSync(join(folder, 'running.json'), { force: true });
}

/**
 * @param {string} folder
 * @param {boolean} durable
 * @param {(line: string) => void} log
 * @returns {boolean} whether it was made now
 */
function makeIfMissing(folder, durable, log) {
  const data = join(folder, 'postgres');
  if (existsSync(join(data, 'PG_VERSION'))) {
    const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
    if (version === MAJOR_VERSION) return false;
    throw new Error(
      `${data} holds a database of PostgreSQL ${version}; this program brings ${MAJOR_VERSION}. Move it with pg_dump, or choose another LIKA_DATA_DIR.`,
    );
  }
  log('Making a database …');
  // Made beside its place and moved there when it is whole: a kill halfway leaves nothing that looks like a database.
  const draft = join(folder, 'postgres.new');
  rmSync(draft, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
  const home = postgresHome(draft);
  const options = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const made = home.run('initdb', [
    '--username=postgres',
    '--auth=reject',
    ...options,
    ...(durable ? [] : ['--no-sync']),
  ]);
  if (made.status !== 0) throw new Error(`PostgreSQL could not make a database in ${draft}:\n${made.output}`);
  writeFileSync(join(draft, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n');
  alone(home, [
    'CREATE ROLE lika_owner LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS',
    'CREATE ROLE lika_service LOGIN NOCREATEDB NOSUPERUSER NOBYPASSRLS',
    'CREATE DATABASE lika OWNER lika_owner',
  ]);
  renewPasswords(folder, home);
  renameSync(draft, data);
  return true;
}

/**
 * New passwords, for a new database or one whose database.json has gone.
 * @param {string} folder
 * @param {import('./postgres-home.mjs').PostgresHome} home
 * @returns {Kept}
 */
function renewPasswords(folder, home) {
  const password = () => randomBytes(24).toString('base64url');
  const passwords = { postgres: password(), lika_owner: password(), lika_service: password() };
  alone(
    home,
    Object.entries(passwords).map(([role, secret]) => `ALTER ROLE ${role} PASSWORD '${secret}'`),
  );
  const kept = { port: 0, passwords };
  writeWhole(join(folder, 'database.json'), JSON.stringify(kept), 0o600);
  return kept;
}

/**
 * Runs statements as the administrator, without a server and thus without a password.
 * @param {import('./postgres-home.mjs').PostgresHome} home
 * @param {string[]} statements
 */
function alone(home, statements) {
  const { status, output } = home.run(
    'postgres',
    ['--single', '-c', 'log_checkpoints=off', 'postgres'],
    `${statements.join(';\n')};\n`,
  );
  if (status !== 0 || /\b(ERROR|FATAL):/.test(output))
    throw new Error(`PostgreSQL could not set up its roles:\n${output}`);
}

/** @param {string} folder @returns {Kept | undefined} */
function readKept(folder) {
  return readJson(join(folder, 'database.json'));
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
