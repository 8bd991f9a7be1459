import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../../scripts/build.mjs';
import { openDatabase } from '../../scripts/database.mjs';
import { sweepLeftovers } from './leftovers.mjs';
import { handOver, runningServer } from './server.mjs';
import { EMPTY_TEMPLATE, SEEDED_TEMPLATE, createTemplate } from './templates.mjs';

const run = promisify(execFile);

/**
 * Before the first test that may need them: the built product, one database server for the whole run, and two databases to copy
 * from: `EMPTY_TEMPLATE` with all tables, and `SEEDED_TEMPLATE` with the demo municipality too.
 */
export default async function globalSetup() {
  await build();
  sweepLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `lika-test-${process.pid}-`));
  const database = await openDatabase({ dataFolder: folder, durable: false });
  runningServer.stop = database.stop;
  handOver({ folder, superUrl: database.superUrl, ownerUrl: database.ownerUrl, serviceUrl: database.databaseUrl });
  await createTemplate(EMPTY_TEMPLATE, null, (ownerUrl) => operator(ownerUrl, 'migrate'));
  await createTemplate(SEEDED_TEMPLATE, EMPTY_TEMPLATE, (ownerUrl) =>
    operator(ownerUrl, 'seed', 'sandbox/mittkoping.yaml'),
  );
}

/**
 * @param {string} ownerUrl
 * @param {string[]} command
 */
async function operator(ownerUrl, ...command) {
  await run(process.execPath, ['dist/operator/main.js', ...command], {
    env: { PATH: process.env['PATH'], DATABASE_OWNER_URL: ownerUrl },
  });
}
