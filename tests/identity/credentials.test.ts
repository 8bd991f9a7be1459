import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Deliveries } from '../../bot/api/schemas/deliveries.ts';
import type { Rights } from '../../bot/api/schemas/rights.ts';
import { done } from '../api/calls.ts';
import { SJOSKOLAN } from '../api/demo.ts';
import { talkIn } from '../support/channel-talk.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const HEAD = 'rektor-sjoskolan';
const IDENTITY = 'b1d0c0de-0000-4000-8000-00000000a003';
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(() => world.sandbox('POST', '/clock', { real: true }));

const stateOfPlanner = async () =>
  (await done<Rights>(world, HEAD, 'GET', '/api/rights')).rights.find(({ key }) => key === 'planner')?.state;
async function tokenFile(claims = {}): Promise<string> {
  const path = join(world.dataDir, 'federated-token');
  const { body } = await world.sandbox('POST', '/federated/token', { claims });
  writeFileSync(path, (body as { access_token: string }).access_token);
  return path;
}

describe('the app proves itself to Entra, in a person’s name and as the bot', () => {
  const WAYS: readonly [string, () => Promise<Record<string, string>>][] = [
    ['by its certificate', () => Promise.resolve({})],
    ['by a token that the platform writes', async () => ({ M365_FEDERATED_TOKEN_FILE: await tokenFile() })],
    [
      'by a managed identity',
      () =>
        Promise.resolve({
          M365_FEDERATED_IDENTITY: IDENTITY,
          AZURE_POD_IDENTITY_AUTHORITY_HOST: world.sandboxUrl,
        }),
    ],
    ['by a secret, where there is nothing else', () => Promise.resolve({ M365_CERTIFICATE_PATH: '' })],
  ];

  it.each(WAYS)('%s', async (_, env) => {
    await world.restartService(await env());
    expect(await stateOfPlanner()).toBe('granted');
    await talkIn(world, 'sjoskolan').ask(HEAD, 'status');
  });

  it('and is refused when what it shows belongs to another', async () => {
    await world.restartService({ M365_FEDERATED_TOKEN_FILE: await tokenFile({ sub: 'somebody else' }) });
    expect(await stateOfPlanner()).toBe('unknown');
  });

  it('and does not start with a certificate that can’t be read', async () => {
    await expect(world.restartService({ M365_CERTIFICATE_PATH: '/nowhere/app.pem' })).rejects.toThrow(
      /M365_CERTIFICATE_PATH names a file that can’t be read/,
    );
    await world.restartService();
  });
});

describe('the end of the certificate stands on Drift', () => {
  const identity = async (person: string, path: string) =>
    (await done<Deliveries>(world, person, 'GET', path)).identity;

  it('for those who answer for all of LIKA, and not on a unit’s own page', async () => {
    await world.restartService();
    for (const person of ['kommunansvarig', 'administrator'])
      expect(await identity(person, '/api/deliveries')).toMatchObject({ kind: 'certificate', warning: null });
    expect(await identity(HEAD, `/api/units/${SJOSKOLAN}/deliveries`)).toBeNull();
  });

  it.each([
    ['P680D', 'soon'],
    ['P720D', 'alarm'],
    ['P740D', 'ended'],
  ])('with a warning when it draws near: in %s it says %s', async (advance, warning) => {
    await world.sandbox('POST', '/clock', { advance });
    await until(
      'the service has heard of it',
      async () => (await identity('administrator', '/api/deliveries'))?.warning === warning,
    );
  });
});
