import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { appCredential, identityFault, identityStanding } from '../../bot/graph/credential.ts';
import { watchIdentity } from '../../bot/identity-watch.ts';
import type { AppIdentity } from '../../bot/settings.ts';

const DAY = 24 * 60 * 60 * 1000;
const ENDS = new Date('2028-03-12T10:00:00Z');
let folder: string;
let pem: { readonly certificate: string; readonly key: string; readonly otherKey: string };

const certificate = (path: string): AppIdentity => ({ kind: 'certificate', path });
function file(name: string, content: string): AppIdentity {
  writeFileSync(join(folder, name), content);
  return certificate(join(folder, name));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lika-identity-'));
  const [ours, others] = await Promise.all(
    [0, 1].map(() =>
      generate([{ name: 'commonName', value: 'LIKA' }], {
        notBeforeDate: new Date(ENDS.getTime() - 365 * DAY),
        notAfterDate: ENDS,
        algorithm: 'sha256',
      }),
    ),
  );
  if (!ours || !others) throw new Error('no certificates');
  pem = { certificate: ours.cert, key: ours.private, otherKey: others.private };
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a certificate’s file', () => {
  test('with certificate and key is what msal proves the app with', () => {
    const whole = file('app.pem', `${pem.certificate}\n${pem.key}`);
    expect(identityFault(whole)).toBeNull();
    expect(appCredential({ identity: whole })).toMatchObject({
      clientCertificate: {
        thumbprintSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        privateKey: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----[\s\S]+-----END PRIVATE KEY-----$/),
      },
    });
  });

  test.each<[string, () => AppIdentity, RegExp]>([
    ['is not there', () => certificate(join(folder, 'none.pem')), /can’t be read/],
    ['holds something else', () => file('else.pem', 'hello'), /without a certificate/],
    ['holds no key', () => file('keyless.pem', pem.certificate), /without the certificate’s private key/],
    [
      'holds another certificate’s key',
      () => file('mixed.pem', `${pem.certificate}\n${pem.otherKey}`),
      /belongs to another certificate/,
    ],
    [
      'is broken',
      () => file('broken.pem', `${pem.certificate.replace(/[A-Z]/g, 'B')}\n${pem.key}`),
      /without a certificate|can’t be read/,
    ],
  ])('that %s is named as the fault', (_, identity, fault) => {
    expect(identityFault(identity())).toMatch(fault);
  });
});

describe('the certificate’s own date', () => {
  const at = (days: number) => new Date(ENDS.getTime() - days * DAY);
  const whole = (): AppIdentity => file('dated.pem', `${pem.certificate}\n${pem.key}`);

  test.each([
    [400, null],
    [61, null],
    [60, 'soon'],
    [15, 'soon'],
    [14, 'alarm'],
    [1, 'alarm'],
    [0, 'ended'],
    [-30, 'ended'],
  ] as const)('%i days before its end warns: %s', (days, warning) => {
    expect(identityStanding(whole(), at(days))).toEqual({ kind: 'certificate', expires: ENDS, warning });
  });

  test('is told in the log when it draws near, and the louder the nearer', () => {
    const said: string[] = [];
    const log = { warn: () => said.push('warn'), error: () => said.push('error') };
    for (const days of [100, 40, 10, -1]) watchIdentity(whole(), { now: () => at(days) }, log as never)();
    expect(said).toEqual(['warn', 'error', 'error']);
  });
});

test('a secret and what is federated have no date that can be known', () => {
  for (const identity of [
    { kind: 'secret', secret: 'x' },
    { kind: 'managed-identity', clientId: 'b1d0c0de-0000-4000-8000-00000000a003' },
    { kind: 'token-file', path: join(folder, 'token') },
  ] as const)
    expect(identityStanding(identity, ENDS)).toEqual({ kind: identity.kind, expires: null, warning: null });
});

test('a token that the platform writes is read anew at each use', async () => {
  const path = join(folder, 'token');
  const { clientAssertion } = appCredential({ identity: { kind: 'token-file', path } }) as {
    clientAssertion: () => Promise<string>;
  };
  for (const token of ['first', 'second']) {
    writeFileSync(path, `${token}\n`);
    expect(await clientAssertion()).toBe(readFileSync(path, 'utf8').trim());
  }
});
