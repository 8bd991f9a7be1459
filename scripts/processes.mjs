/** Telling one process from another that was later given the same number. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * @param {number} pid
 * @returns {string | undefined} when the process began, in the system's own words; undefined when there is none
 */
export function beganAt(pid) {
  if (!isAlive(pid)) return undefined;
  try {
    if (process.platform === 'linux') return statusFields(pid)[19];
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @returns {string} the command line, '' when there is no such process
 */
export function commandLine(pid) {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/**
 * @param {number} pid
 * @returns {boolean} false too for one that has ended and only waits for its parent to notice
 */
export function isAlive(pid) {
  try {
    if (process.platform === 'linux') return !['Z', 'X'].includes(statusFields(pid)[0] ?? 'X');
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * @param {number} pid
 * @returns {string[]} Linux' own words on a process from its state on; the twentieth is when it began
 */
function statusFields(pid) {
  // The name in brackets may hold spaces and brackets: count from behind the last.
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? [];
}

/**
 * Waits until a condition holds.
 * @param {() => boolean} condition
 * @param {number} milliseconds how long at most
 * @returns {Promise<boolean>} whether it came to hold
 */
export async function until(condition, milliseconds) {
  const end = performance.now() + milliseconds;
  while (!condition()) {
    if (performance.now() > end) return false;
    await new Promise((later) => setTimeout(later, 5));
  }
  return true;
}
