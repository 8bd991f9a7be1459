/**
 * Measures in a process of its own, and says what it found as JSON.
 *
 *   node --expose-gc measure.mjs time          milliseconds of each kind, ours and the peer's by turns
 *   node --expose-gc measure.mjs memory word ours   the most memory that ten in a row take, in MB
 *   node --expose-gc measure.mjs row           memory kept while the documents of a hundred schools are made in a row, in MB
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median } from '../product.mjs';

const KINDS = /** @type {const} */ (['word', 'powerpoint', 'excel']);
const [WARM, ROUNDS, SCHOOLS] = [3, 15, 100];
const MB = 1024 * 1024;

/** @type {typeof import('./sides.ts')} */
const sides = await import(pathToFileURL(resolve('dist/bench/documents/sides.js')).href);

/** @param {() => Promise<Buffer>} write */
async function timed(write) {
  const began = performance.now();
  await write();
  return performance.now() - began;
}

async function time() {
  const report = sides.school(1);
  const peers = await sides.peers(report);
  /** @type {Record<string, {ours: number, peer: number, oursKb: number, peerKb: number}>} */
  const found = {};
  for (const kind of KINDS) {
    const ours = () => sides.ours[kind](report);
    /** @type {{ours: number[], peer: number[]}} */
    const ms = { ours: [], peer: [] };
    for (let round = -WARM; round < ROUNDS; round += 1) {
      // By turns, so that neither always pays for what the other has left behind.
      for (const side of round % 2 === 0 ? ['ours', 'peer'] : ['peer', 'ours']) {
        const took = await timed(side === 'ours' ? ours : peers[kind]);
        if (round >= 0) ms[/** @type {'ours' | 'peer'} */ (side)].push(took);
      }
    }
    found[kind] = {
      ...{ ours: median(ms.ours), peer: median(ms.peer) },
      ...{ oursKb: (await ours()).length / 1000, peerKb: (await peers[kind]()).length / 1000 },
    };
  }
  return found;
}

/**
 * The most that the process holds, above what it holds with everything read and loaded.
 * @param {import('./sides.ts').Kind} kind
 * @param {string} side
 */
async function memory(kind, side) {
  const report = sides.school(1);
  const peers = await sides.peers(report);
  gc();
  const before = process.memoryUsage.rss();
  let most = before;
  const looking = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 2);
  for (let round = 0; round < 10; round += 1) {
    await (side === 'ours' ? sides.ours[kind](report) : peers[kind]());
    most = Math.max(most, process.memoryUsage.rss());
  }
  clearInterval(looking);
  return { mb: (most - before) / MB };
}

/** What stays after each school, when all that can be let go is: a leak grows with the schools, anything else does not. */
async function row() {
  const kept = [];
  for (let number = 0; number < SCHOOLS; number += 1) {
    const report = sides.school(number, 20 + (number % 40));
    for (const kind of KINDS) await sides.ours[kind](report);
    gc();
    const { heapUsed, external } = process.memoryUsage();
    kept.push((heapUsed + external) / MB);
  }
  // The first tenth fills what is kept on purpose.
  const third = Math.floor((SCHOOLS * 0.9) / 3);
  const [first, last] = [kept.slice(-3 * third, -2 * third), kept.slice(-third)];
  return { first: median(first), last: median(last), rss: process.resourceUsage().maxRSS / 1024 };
}

const gc = () => /** @type {() => void} */ (globalThis.gc)();

const [what, kind = '', side = ''] = process.argv.slice(2);
const found =
  what === 'time'
    ? await time()
    : what === 'row'
      ? await row()
      : await memory(/** @type {import('./sides.ts').Kind} */ (kind), side);
process.stdout.write(JSON.stringify(found));
