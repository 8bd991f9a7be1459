/**
 * What has changed since it was last built: each target remembers a fingerprint of its input files.
 * Needs nothing but Node, as it runs before anything is installed.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A fingerprint of files by their path, size and time of change: quick enough to take at every start.
 * @param {string[]} paths files and folders, relative to the working directory; those that don't exist are passed over
 * @returns {string} hexadecimal
 */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) addPath(hash, path);
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
function addPath(hash, path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isDirectory()) {
    hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) addPath(hash, join(path, name));
}

/**
 * The remembered fingerprints of one folder of built things.
 * @param {string} file where they are kept
 */
export function rememberedFingerprints(file) {
  /** @type {Record<string, string>} */
  let known = {};
  try {
    known = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Absent or cut short by a kill: everything counts as stale and is built again.
  }
  return {
    /** @param {string} target @param {string} now */
    isFresh: (target, now) => known[target] === now,
    /** @param {string} target @param {string} now */
    remember(target, now) {
      known[target] = now;
      writeWhole(file, JSON.stringify(known, null, 2));
    },
  };
}

/**
 * Writes a file so that a reader, or a kill in the middle, sees the old content or the new, never half of it.
 * @param {string} file
 * @param {string} content
 * @param {number} [mode] permission bits
 */
export function writeWhole(file, content, mode = 0o644) {
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}.new`;
  writeFileSync(next, content, { mode });
  renameSync(next, file);
}
