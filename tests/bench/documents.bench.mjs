/**
 * Word, PowerPoint and Excel of a full school with forty actions, beside the same library writing the same words in as many
 * paragraphs and cells and drawing the same picture, bare; and the documents of a hundred schools in a row, whose memory
 * must stay flat: what is kept after the last thirty schools is what was kept after the first thirty, within a twentieth.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const run = promisify(execFile);
const FOLDER = 'dist/bench/documents';
const NAMES = { word: 'Word', powerpoint: 'PowerPoint', excel: 'Excel' };

export const bench = {
  name: 'documents',
  peer: 'the library, bare',
  /** @param {(line: string) => void} say */
  async run(say) {
    await buildSides();
    const rows = [];
    const time = await measured('time');
    for (const [kind, name] of Object.entries(NAMES)) {
      const { ours, peer, oursKb, peerKb } = time[kind];
      say(
        `documents, ${name}: ours ${round(ours)} ms, ${round(oursKb)} kB; bare ${round(peer)} ms, ${round(peerKb)} kB`,
      );
      rows.push({ measure: `${name}, 40 actions`, ours, peer, unit: 'ms', goal: 1.5 });
    }
    for (const [kind, name] of Object.entries(NAMES)) {
      const [ours, peer] = [(await measured('memory', kind, 'ours')).mb, (await measured('memory', kind, 'peer')).mb];
      rows.push({ measure: `${name}, most memory of ten in a row`, ours, peer, unit: 'MB', goal: 1.5 });
    }
    const { first, last, rss } = await measured('row');
    say(
      `documents, 100 schools: ${round(first)} MB kept after the first, ${round(last)} MB after the last, at most ${round(rss)} MB held`,
    );
    rows.push({
      measure: '100 schools in a row, last ÷ first thirty',
      ours: last,
      peer: first,
      unit: 'MB',
      goal: 1.05,
    });
    return rows;
  },
};

/** Both sides as JavaScript, with the libraries from node_modules: one and the same for both. */
async function buildSides() {
  await build({
    ...{ entryPoints: ['tests/bench/documents/sides.ts'], outdir: FOLDER, bundle: true, splitting: true },
    ...{ format: 'esm', platform: 'node', target: 'node20', packages: 'external', logLevel: 'warning' },
  });
}

/** @param {number} value */
const round = (value) => value.toFixed(1);

/** @param {string[]} what as `measure.mjs` takes it */
async function measured(...what) {
  const { stdout } = await run(process.execPath, ['--expose-gc', 'tests/bench/documents/measure.mjs', ...what]);
  return JSON.parse(stdout);
}
