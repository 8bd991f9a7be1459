/** Installs what package-lock.json says, when it is missing or has changed. Needs nothing but Node and its npm. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import './root.mjs';

const LOCK = 'package-lock.json';
const MARK = 'node_modules/.lika-lock';
const OLDEST_NODE = [20, 19];

/**
 * @param {(line: string) => void} [log]
 * @throws {Error} in plain words when Node is too old or npm fails
 */
export function install(log = () => undefined) {
  refuseOldNode();
  const wanted = createHash('sha256').update(readFileSync(LOCK)).digest('hex');
  if (installedMark() === wanted) return;
  if (!wasInstalledByHand()) {
    log('Installing what the project needs (a minute or two, once) …');
    npmCi();
  }
  writeFileSync(MARK, wanted);
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldMajor = 0, oldMinor = 0] = OLDEST_NODE;
  if (major > oldMajor || (major === oldMajor && minor >= oldMinor)) return;
  throw new Error(
    `Node.js ${process.versions.node} is too old: ${OLDEST_NODE.join('.')} or later is needed (https://nodejs.org).`,
  );
}

function installedMark() {
  try {
    return readFileSync(MARK, 'utf8');
  } catch {
    return undefined;
  }
}

/** @returns {boolean} whether someone has run `npm ci` or `npm install` since the lock file changed */
function wasInstalledByHand() {
  const installed = statSync('node_modules/.package-lock.json', { throwIfNoEntry: false });
  return installed !== undefined && installedMark() === undefined && installed.mtimeMs >= statSync(LOCK).mtimeMs;
}

function npmCi() {
  const npm = process.env['npm_execpath'];
  const [command, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  // The audit asks a server that need not answer; `dev` is needed whatever NODE_ENV says, as we build and test from source.
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  for (const attempt of [1, 2]) {
    const { status, error } = spawnSync(String(command), [...first, ...options], {
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32' && !npm,
    });
    if (status === 0) return;
    if (attempt === 2)
      throw new Error(
        `npm ci failed${error ? `: ${error.message}` : ''}. What it says is above; without a network it cannot work.`,
      );
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) install(console.log);
