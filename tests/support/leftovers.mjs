import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine, isAlive } from '../../scripts/processes.mjs';

/** Ends what test runs that were killed have left: their database servers and folders. */
export function sweepLeftovers() {
  for (const name of readdirSync(tmpdir())) {
    const run = /^lika-test-(\d+)-/.exec(name)?.[1];
    if (run === undefined || isAlive(Number(run))) continue;
    const folder = join(tmpdir(), name);
    stopServer(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function stopServer(folder) {
  try {
    const pid = Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
    if (pid > 0 && commandLine(pid).includes(folder)) process.kill(pid, 'SIGQUIT');
  } catch {
    // It has no server, or one that has ended.
  }
}
