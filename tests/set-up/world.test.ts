import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { handedOver } from '../support/server.mjs';
import { startWorld } from '../support/world.ts';

test('a test gets the whole product: a person of the demo municipality signs in and is known by the service', async () => {
  const world = await startWorld();
  try {
    const { status, body } = await world.api('rektor-ekskolan', 'GET', '/api/me');
    expect(status).toBe(200);
    expect(body).toMatchObject({ units: [{ name: 'Ekskolan' }] });
    expect((await world.api(null, 'GET', '/api/me')).status).toBe(401);

    await world.killService();
    await world.restartService();
    expect((await world.api('rektor-ekskolan', 'GET', '/api/me')).status).toBe(200);
  } finally {
    await world.stop();
  }
});

test('in production mode, start brings no sandbox and names every setting that the identity lacks', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/start.mjs'], {
    env: { PATH: process.env['PATH'], LIKA_MODE: 'production', LIKA_DATA_DIR: join(handedOver().folder, 'production') },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  for (const setting of [
    'DATABASE_URL',
    'M365_CLIENT_ID',
    'M365_TENANT_ID',
    'M365_CLIENT_SECRET',
    'TEAMS_APP_ID',
    'LIKA_PUBLIC_URL',
  ]) {
    expect(stderr).toContain(setting);
  }
});
