import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { Problem } from '../../bot/api/schemas/common.ts';
import { sandboxSettings } from '../../scripts/sandbox-settings.mjs';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

/** The service's machine has a clock of its own, and Entra's is right. */
const HEAD = 'rektor-sjoskolan';
const MINUTE = 60_000;
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** Settings of a process whose clock is so much ahead, or behind when it is below 0. */
const clock = (minutes: number) => ({
  NODE_OPTIONS: `--import=${resolve('tests/support/clock-off.mjs')}`,
  CLOCK_OFF_MS: String(minutes * MINUTE),
});

async function doctor(minutes: number): Promise<string> {
  const portOf = (url: string) => Number(new URL(url).port);
  const { service } = sandboxSettings({
    ...{ port: portOf(world.serviceUrl), sandboxPort: portOf(world.sandboxUrl), dataDir: world.dataDir },
    tlsPort: portOf(String(decodeJwt(await world.token(HEAD)).iss)),
    databaseUrl: world.database.serviceUrl,
  });
  const env = { PATH: process.env['PATH'], ...service, DATABASE_OWNER_URL: world.database.ownerUrl, ...clock(minutes) };
  return new Promise((done) =>
    execFile(process.execPath, [join('dist', 'operator', 'main.js'), 'doctor'], { env }, (_, out, faults) =>
      done(out + faults),
    ),
  );
}

describe.each([
  [-60, '60 minutes behind'],
  [90, '90 minutes ahead of'],
])('a service whose clock is %i minutes off', (minutes, words) => {
  test('tells people that it isn’t theirs to mend, and the log how far the clocks are apart', async () => {
    await world.restartService(clock(minutes));
    const { status, body } = await world.api(HEAD, 'GET', '/api/me');
    expect([status, body]).toMatchObject([
      401,
      { type: 'urn:lika:problem:clock-off', title: 'Tjänstens klocka går fel' },
    ]);
    expect((body as Problem).detail).toContain('dem som sköter tjänsten');
    await until('the log says it', () =>
      Promise.resolve(world.serviceLog().includes(`this clock is ${words} the issuer’s`)),
    );
  });

  test('is found by doctor', async () => {
    expect(await doctor(minutes)).toMatch(
      new RegExp(`^Fault: This machine’s clock is ${words} Entra’s.*\nMend: .*NTP`, 'm'),
    );
  });
});

test('with clocks that go alike nobody is told anything, and doctor finds nothing', async () => {
  await world.restartService(clock(2));
  expect((await world.api(HEAD, 'GET', '/api/me')).status).toBe(200);
  expect(await doctor(2)).not.toContain('clock');
});
