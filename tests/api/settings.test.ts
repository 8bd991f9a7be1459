import { describe, expect, test } from '@jest/globals';
import { sandboxSettings } from '../../scripts/sandbox-settings.mjs';
import { readOperatorSettings, readSettings, SettingsFault } from '../../bot/settings.ts';

const PRODUCTION = {
  DATABASE_URL: 'postgres://lika_service:x@db.example/lika',
  LIKA_PUBLIC_URL: 'https://lika.mittkoping.example/',
  M365_CLIENT_ID: 'b1d0c0de-0000-4000-8000-00000000a001',
  M365_CLIENT_SECRET: 'secret',
  M365_TENANT_ID: 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e',
  TEAMS_APP_ID: 'b1d0c0de-0000-4000-8000-00000000a002',
};

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsFault) return error.faults;
    throw error;
  }
}

test('the sandbox’s settings are whole', () => {
  const at = { port: 1, sandboxPort: 2, tlsPort: 3, dataDir: '.lika', databaseUrl: PRODUCTION.DATABASE_URL };
  expect(readSettings(sandboxSettings(at).service)).toMatchObject({
    mode: 'sandbox',
    graphUrl: 'http://localhost:2/graph',
  });
});

describe('production', () => {
  test('is the mode when none is set, and starts with a whole identity', () => {
    expect(readSettings(PRODUCTION)).toMatchObject({
      mode: 'production',
      publicUrl: 'https://lika.mittkoping.example',
      authorityHost: 'https://login.microsoftonline.com',
      clockUrl: null,
      botAnonymous: false,
    });
  });

  test('names every missing setting at once', () => {
    const faults = faultsOf({});
    for (const name of Object.keys(PRODUCTION).filter((key) => key !== 'M365_CLIENT_SECRET'))
      expect(faults).toContainEqual(`${name} is missing`);
    expect(faults).toContainEqual(
      'M365_FEDERATED_IDENTITY, M365_FEDERATED_TOKEN_FILE, M365_CERTIFICATE_PATH or M365_CLIENT_SECRET is missing',
    );
  });

  test('names what is missing beside what is wrong', () => {
    expect(faultsOf({ ...PRODUCTION, PORT: '0', LIKA_PUBLIC_URL: '' })).toEqual([
      expect.stringMatching(/^PORT is wrong/),
      'LIKA_PUBLIC_URL is missing',
    ]);
  });

  test.each([
    ['LIKA_CLOCK_URL', 'http://localhost:3979/clock', /belongs to the sandbox/],
    ['LIKA_BOT_ANONYMOUS', '1', /without a token/],
    ['LIKA_PUBLIC_URL', 'http://lika.example', /must be https/],
    ['GRAPH_URL', 'http://localhost:3979/graph', /must be https/],
    ['LIKA_HOST_ORIGINS', 'https://ok.example,http://localhost:3979', /http:\/\/localhost:3979, which must be https/],
    ['M365_TENANT_ID', 'common', /M365_TENANT_ID is wrong/],
    ['PORT', 'eighty', /PORT is wrong/],
    ['DATABASE_URL', 'mysql://db', /DATABASE_URL is wrong/],
  ])('refuses %s=%s', (name, value, reason) => {
    expect(faultsOf({ ...PRODUCTION, [name]: value })).toEqual([expect.stringMatching(reason)]);
  });

  const { M365_CLIENT_SECRET: _secret, ...UNPROVEN } = PRODUCTION;
  const WAYS = [
    ['M365_FEDERATED_IDENTITY', 'b1d0c0de-0000-4000-8000-00000000a003', 'managed-identity'],
    ['M365_FEDERATED_TOKEN_FILE', '/var/run/token', 'token-file'],
    ['M365_CERTIFICATE_PATH', '/secrets/app.pem', 'certificate'],
    ['M365_CLIENT_SECRET', 'secret', 'secret'],
  ] as const;

  test.each(WAYS)('takes %s alone as what the app proves itself with', (name, value, kind) => {
    expect(readSettings({ ...UNPROVEN, [name]: value }).identity.kind).toBe(kind);
  });

  test('refuses every two ways at once, naming both, and an empty value is none', () => {
    for (const [first, one] of WAYS)
      for (const [second, other] of WAYS.filter(([name]) => name !== first))
        expect(faultsOf({ ...UNPROVEN, [first]: one, [second]: other })).toEqual([
          expect.stringMatching(new RegExp(`(?=.*${first})(?=.*${second}).*take away all but one`)),
        ]);
    expect(faultsOf({ ...PRODUCTION, M365_CLIENT_SECRET: ' ' })).toHaveLength(1);
  });

  test('refuses an identity that is no id', () => {
    expect(faultsOf({ ...UNPROVEN, M365_FEDERATED_IDENTITY: 'lika' })).toEqual([
      expect.stringMatching(/^M365_FEDERATED_IDENTITY is wrong/),
    ]);
  });
});

test('the operator’s tool needs the owner’s login, and grants to the login of DATABASE_URL', () => {
  expect(() => readOperatorSettings({})).toThrow('DATABASE_OWNER_URL');
  const owner = { DATABASE_OWNER_URL: 'postgres://owner:x@db.example/lika' };
  expect(readOperatorSettings(owner)).toMatchObject({ serviceLogin: 'lika_service' });
  expect(readOperatorSettings({ ...owner, DATABASE_URL: 'postgres://app%20x:y@db.example/lika' })).toMatchObject({
    serviceLogin: 'app x',
  });
});
