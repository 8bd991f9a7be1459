/**
 * Everything that says whether the project is whole: format, lint, types, and every test. Nothing is skipped because something
 * before it failed; the last line is `N passed, N failed`.
 *
 *   npm test                       all of it
 *   npm test -- tests/journeys     some tests alone (what follows goes to jest)
 */
import './root.mjs';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from './install.mjs';

const CHECKS = {
  'Format (prettier)': ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  'Lint (eslint)': ['node_modules/eslint/bin/eslint.js', '.'],
  'Types (tsc)': ['node_modules/typescript/bin/tsc', '--noEmit'],
};

const wanted = process.argv.slice(2);
const count = { passed: 0, failed: 0 };

try {
  install(console.log);
  await makeReady();
  if (wanted.length === 0) await Promise.all(Object.entries(CHECKS).map(([name, command]) => check(name, command)));
  await jest();
} catch (error) {
  console.error(error);
  count.failed += 1;
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 ? 1 : 0;

/** A failed build or a missing browser is told here; the tests that need it then fail one by one. */
async function makeReady() {
  const { build } = await import('./build.mjs');
  const { browser } = await import('./browser.mjs');
  await build({ log: console.log }).catch((error) => {
    console.error(error);
    count.failed += 1;
  });
  const path = await browser(console.log);
  if (path) process.env['CHROME_PATH'] = path;
  else console.error('There is no browser and none could be installed: the browser tests will fail. Set CHROME_PATH.');
}

/**
 * @param {string} name
 * @param {string[]} command
 */
async function check(name, command) {
  const begin = performance.now();
  const { code, output } = await runNode(command, 'pipe');
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  count[code === 0 ? 'passed' : 'failed'] += 1;
  console.log(`${code === 0 ? '✓' : '✗'} ${name}, ${seconds} s${code === 0 ? '' : `\n${output}`}`);
}

/** A file that could not be run counts as one failure. */
async function jest() {
  const folder = mkdtempSync(join(tmpdir(), 'lika-jest-'));
  const report = join(folder, 'report.json');
  const options = ['--ci', '--json', `--outputFile=${report}`];
  const command = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', ...options];
  const { code } = await runNode([...command, ...wanted], 'inherit');
  try {
    /** @type {{status: string, assertionResults: {status: string}[]}[]} */
    const results = JSON.parse(readFileSync(report, 'utf8')).testResults;
    const before = count.failed;
    for (const { status, assertionResults } of results) {
      const failed = assertionResults.filter((one) => one.status === 'failed').length;
      count.passed += assertionResults.filter((one) => one.status === 'passed').length;
      count.failed += status === 'failed' ? Math.max(1, failed) : failed;
    }
    if (code !== 0 && count.failed === before) count.failed += 1;
  } catch {
    console.error('jest ended without a report.');
    count.failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string[]} command
 * @param {'pipe' | 'inherit'} mode whether what it says is kept or shown as it comes
 * @returns {Promise<{code: number | null, output: string}>}
 */
function runNode(command, mode) {
  return new Promise((resolve) => {
    // jest writes its report to stdout too, when it is asked for one: what people read goes to stderr.
    const child = spawn(process.execPath, command, { stdio: ['ignore', mode === 'pipe' ? 'pipe' : 'ignore', mode] });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('close', (code) => resolve({ code, output }));
  });
}
