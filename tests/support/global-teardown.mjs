import { rmSync } from 'node:fs';
import { handedOver, runningServer } from './server.mjs';

/** After the last test: the database server goes, and its files. */
export default async function globalTeardown() {
  await runningServer.stop();
  rmSync(handedOver().folder, { recursive: true, force: true });
}
