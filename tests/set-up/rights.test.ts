import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CONSENT_END } from '../../bot/graph/consent-links.ts';
import { RIGHT_KEYS, RIGHTS } from '../../bot/graph/rights.ts';
import { RightKey } from '../../bot/api/schemas/rights.ts';
import { DOCUMENT, withRights } from '../../scripts/rights-docs.mjs';

interface Registration {
  readonly web: { readonly redirectUris: readonly string[] };
  readonly optionalClaims: { readonly accessToken: readonly { readonly name: string }[] };
  readonly requiredResourceAccess: readonly {
    readonly resourceAccess: readonly { readonly id: string; readonly type: 'Scope' | 'Role' }[];
  }[];
}
interface Manifest {
  readonly authorization: { readonly permissions: { readonly resourceSpecific: readonly { readonly name: string }[] } };
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const registration = readJson('infra/entra.manifest.json') as Registration;
const asked = registration.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess);
const inTheTable = (kind: 'delegated' | 'application' | 'resourceSpecific') =>
  [...new Set(RIGHT_KEYS.flatMap((right) => RIGHTS[right][kind]))].sort();

test('the app registration asks for what the table of rights lists, and nothing else', () => {
  const named = (type: 'Scope' | 'Role') => asked.flatMap((each) => (each.type === type ? [each.id] : [])).sort();
  expect(named('Scope')).toEqual(inTheTable('delegated'));
  expect(named('Role')).toEqual(inTheTable('application'));
});

test('the Teams app asks where it is installed for what the table lists, and nothing else', () => {
  const { authorization } = readJson('manifest/manifest.json') as Manifest;
  const names = authorization.permissions.resourceSpecific.map(({ name }) => name).sort();
  expect(names).toEqual(inTheTable('resourceSpecific'));
});

test('no right is a wide one', () => {
  // In a person's name it reaches no further than they do; on its own the app is let into one site after another.
  const narrow = { delegated: ['Files.ReadWrite.All'], application: ['Sites.Selected'] };
  for (const kind of ['delegated', 'application'] as const)
    for (const name of inTheTable(kind).filter((each) => !narrow[kind].includes(each)))
      expect(name).not.toMatch(
        /^(Directory|Group|Mail|Files|Sites|Chat|ChannelMessage|Calendars)\.|AccessAsUser|FullControl/,
      );
});

test('consent leads back to one page of ours, and tokens say who is a guest', () => {
  expect(registration.web.redirectUris).toEqual([`https://\${{LIKA_DOMAIN}}${CONSENT_END}`]);
  expect(registration.optionalClaims.accessToken.map(({ name }) => name)).toEqual(['acct']);
});

test('the API knows every right', () => {
  expect([...RightKey.options].sort()).toEqual([...RIGHT_KEYS].sort());
});

test('the administrators’ list says what the table says; "npm run docs" renews it', async () => {
  const document = readFileSync(DOCUMENT, 'utf8');
  expect(document).toBe(await withRights(document));
  for (const name of [...inTheTable('delegated'), ...inTheTable('application'), ...inTheTable('resourceSpecific')])
    expect(document).toContain(`| ${name} `);
});
