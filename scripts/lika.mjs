/**
 * `npm run lika -- COMMAND`: the operator's tool, built when stale. Commands that need a database use DATABASE_OWNER_URL; without it
 * they use the embedded one, which is started for as long as the command takes when `npm start` does not run.
 */
import './root.mjs';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from './build.mjs';
import { openDatabase, runningDatabase } from './database.mjs';
import { install } from './install.mjs';

const NEED_DATABASE = ['import', 'export', 'migrate', 'seed', 'grant', 'doctor'];

const [command = '--help', ...rest] = process.argv.slice(2);
const tell = console.error;

try {
  install(tell);
  await build({ log: tell, only: ['service', 'instruments'] });
  const needsEmbedded =
    NEED_DATABASE.includes(command) && !process.env['DATABASE_OWNER_URL'] && !rest.includes('--help');
  process.exitCode = needsEmbedded ? await withEmbedded(run) : await run({});
} catch (error) {
  tell(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/**
 * @param {NodeJS.ProcessEnv} more
 * @returns {Promise<number>} the tool's exit code
 */
function run(more) {
  const tool = spawn(process.execPath, ['dist/operator/main.js', command, ...rest], {
    stdio: 'inherit',
    env: { ...process.env, ...more },
  });
  // Ctrl-C reaches the tool too: it ends itself, and what was started for it is stopped after it.
  process.on('SIGINT', () => undefined);
  return new Promise((resolve) => tool.once('exit', (code) => resolve(code ?? 1)));
}

/** @param {typeof run} work */
async function withEmbedded(work) {
  const dataFolder = resolve(process.env['LIKA_DATA_DIR'] || '.lika');
  const running = runningDatabase(dataFolder);
  const database = running
    ? { ...running, stop: async () => undefined }
    : await openDatabase({ dataFolder, log: tell });
  try {
    return await work({ DATABASE_OWNER_URL: database.ownerUrl, DATABASE_URL: database.databaseUrl });
  } finally {
    await database.stop();
  }
}
