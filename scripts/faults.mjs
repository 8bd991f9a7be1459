/**
 * `npm run faults`: the long runs of kills and broken outside calls of tests/faults, with a seed that repeats a run. `npm test` holds a
 * short form of each.
 *
 *   npm run faults -- --rounds 200 --seed 7
 */
import './root.mjs';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { browser } from './browser.mjs';
import { install } from './install.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
  },
});
install(console.log);
await build({ log: console.log });
console.log(`${values.rounds} rounds of each, seed ${values.seed}`);
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    'tests/faults',
    '--runInBand',
    '--testTimeout=3600000',
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      LIKA_FAULT_ROUNDS: values.rounds,
      LIKA_FAULT_SEED: values.seed,
      CHROME_PATH: (await browser()) ?? '',
    },
  },
);
process.exitCode = status ?? 1;
