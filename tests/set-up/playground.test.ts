import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LETS_IN_PLAYGROUND } from '../support/playground.ts';
import { freePort } from '../support/ports.mjs';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
let port: number;

beforeAll(async () => {
  world = await startWorld({ env: LETS_IN_PLAYGROUND });
  port = await freePort();
});
afterAll(() => world.stop());

interface Command {
  readonly child: ChildProcess;
  said(): string;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

/** `npm run playground`, beside the world's product. */
function playground(...wanted: string[]): Command {
  const child = spawn(process.execPath, ['scripts/playground.mjs', ...wanted], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      PORT: new URL(world.serviceUrl).port,
      PLAYGROUND_PORT: String(port),
      LIKA_DATA_DIR: world.dataDir,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, said: () => said, ended };
}

it('opens the Playground as any person of the demo municipality, beside the product that runs, and stops with a signal', async () => {
  const { child, said, ended } = playground('omradeschef-sodra', 'sjoskolan');
  await until('it is ready', async () => said().includes('is ready'));
  expect(said()).toContain('Områdeschef Södra in the team Sjöskolan');
  const { config } = (await (await fetch(`http://localhost:${String(port)}/_internal/v1/config`)).json()) as {
    config: { currentUser: { aadObjectId: string }; tenantId: string; teams: { aadGroupId: string }[] };
  };
  expect(config.currentUser.aadObjectId).toBe(world.person('omradeschef-sodra').id);
  expect(config.teams[0]?.aadGroupId).toBe('6df3095c-462e-44ee-8be1-2ac9aa00d3d7');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  await expect(fetch(`http://localhost:${String(port)}/`)).rejects.toThrow();
});

it('says who there is when nobody has the name', async () => {
  const { said, ended } = playground('rektor-storskolan');
  expect(await ended).toBe(1);
  expect(said()).toContain('Nobody is called rektor-storskolan. There are: rektor-ekskolan, rektor-sjoskolan');
});

it('says what to do when the service that runs hears nobody without a token', async () => {
  await world.restartService({ LIKA_BOT_ANONYMOUS: '0' });
  const { said, ended } = playground();
  expect(await ended).toBe(1);
  expect(said()).toContain('start it with LIKA_BOT_ANONYMOUS=1');
});
