import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fingerprint, rememberedFingerprints } from '../../scripts/stale.mjs';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lika-stale-'));
  mkdirSync(join(folder, 'parts/deep'), { recursive: true });
  writeFileSync(join(folder, 'parts/deep/one.ts'), 'one');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what has not changed is not built again', () => {
  const parts = join(folder, 'parts');
  const kept = join(folder, 'kept.json');
  rememberedFingerprints(kept).remember('tab', fingerprint([parts]));
  expect(rememberedFingerprints(kept).isFresh('tab', fingerprint([parts]))).toBe(true);
});

test('a file that is changed, added or taken away anywhere below makes a part stale', () => {
  const parts = join(folder, 'parts');
  const seen = [fingerprint([parts])];
  writeFileSync(join(parts, 'deep/one.ts'), 'one and more');
  seen.push(fingerprint([parts]));
  writeFileSync(join(parts, 'deep/two.ts'), 'two');
  seen.push(fingerprint([parts]));
  rmSync(join(parts, 'deep/one.ts'));
  seen.push(fingerprint([parts]));
  expect(new Set(seen).size).toBe(4);
});

test('a list of what was built that a kill has cut short counts as none', () => {
  const kept = join(folder, 'cut.json');
  writeFileSync(kept, '{"tab": "abc');
  expect(rememberedFingerprints(kept).isFresh('tab', 'abc')).toBe(false);
});
