/**
 * `npm run bench`: every benchmark beside its peer or limit, in one run. A table of ratios; `-- --json FILE` writes it,
 * `-- --only NAME` runs one. Never a timed test: machines differ, a ratio measured in the same run says something.
 */
import './root.mjs';
import { readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { install } from './install.mjs';

const FOLDER = 'tests/bench';

/**
 * @typedef {{measure: string, ours: number, peer: number, unit: string, goal: number}} Row ours/peer ≤ goal is what we aim at
 * @typedef {{name: string, peer: string, run: (say: (line: string) => void) => Promise<Row[]>}} Bench
 */

const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
install(console.log);
await build({ log: console.log });

/** @type {Bench[]} */
const all = await Promise.all(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.bench.mjs'))
    .map(async (file) => (await import(pathToFileURL(resolve(FOLDER, file)).href)).bench),
);
const chosen = all.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  console.error(`There is no benchmark ${values.only}; there are ${all.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const results = [];
for (const { name, peer, run } of chosen)
  for (const row of await run(console.log))
    results.push({ bench: name, peerName: peer, ...row, ratio: row.ours / row.peer });

console.table(
  results.map(({ bench, measure, ours, peer, unit, ratio, goal, peerName }) => ({
    bench,
    measure,
    ours: `${Math.round(ours)} ${unit}`,
    peer: `${Math.round(peer)} ${unit} (${peerName})`,
    ratio: ratio.toFixed(2),
    goal: `≤ ${goal}`,
    met: ratio <= goal ? 'yes' : 'no',
  })),
);
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
process.exit(0);
