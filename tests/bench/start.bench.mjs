/** Warm `npm start` until it can serve, against a bare Express on the same database. */
import { freePort } from '../support/ports.mjs';
import { dataFolder, median, startProduct, startTimed } from './product.mjs';

const ROUNDS = 5;

export const bench = {
  name: 'start',
  peer: 'bare Express',
  /** @param {(line: string) => void} say */
  async run(say) {
    const { folder, drop } = dataFolder();
    try {
      // The first start makes the database and fills it; only warm ones count.
      await (await startProduct(folder)).stop();
      const ours = [];
      const peer = [];
      for (let round = 0; round < ROUNDS; round++) {
        const product = await startProduct(folder);
        ours.push(product.ms);
        await product.stop();
        const port = await freePort();
        const env = { PORT: String(port), LIKA_DATA_DIR: folder };
        const bare = await startTimed(['tests/bench/bare-express.mjs'], env, `http://localhost:${port}/readyz`);
        peer.push(bare.ms);
        await bare.stop();
        say(`start ${round + 1}: ours ${Math.round(product.ms)} ms, bare Express ${Math.round(bare.ms)} ms`);
      }
      return [{ measure: 'warm start to ready', ours: median(ours), peer: median(peer), unit: 'ms', goal: 3 }];
    } finally {
      drop();
    }
  },
};
