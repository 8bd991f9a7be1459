/** Finds a Chromium for the browser tests, or installs one. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import './root.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * @param {(line: string) => void} [log]
 * @returns {Promise<string | undefined>} the path of its program; undefined when there is none and none could be installed
 */
export async function browser(log = () => undefined) {
  const found = await findBrowser();
  if (found) return found;
  log('Installing Chromium for the browser tests …');
  if (run(process.execPath, 'node_modules/playwright-core/cli.js', 'install', '--with-deps', 'chromium'))
    return findBrowser();
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    run('apt-get', 'update');
    run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium');
  }
  return findBrowser();
}

/** @returns {Promise<string | undefined>} the path of a Chromium that is there */
export async function findBrowser() {
  const chosen = process.env['CHROME_PATH'];
  if (chosen && existsSync(chosen)) return chosen;
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = onPath.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (found) return found;
  const { chromium } = await import('playwright-core');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/** @param {string} command @param {string[]} options */
function run(command, ...options) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, options, { stdio: ['ignore', 2, 2], env, timeout: 600_000 }).status === 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log((await browser(console.log)) ?? 'No browser, and none could be installed. Set CHROME_PATH.');
}
